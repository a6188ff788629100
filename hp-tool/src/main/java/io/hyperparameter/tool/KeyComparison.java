package io.hyperparameter.tool;

import io.hyperparameter.catalog.Catalogue;
import io.hyperparameter.config.Config;
import io.hyperparameter.config.ParamCheck;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Compares configurations with what jars declare and catalogues list. Nobody said that the program
 * uses a library of a catalogue: what is merely like a name of one is a warning.
 */
final class KeyComparison {
  private final ParamIndex declared;
  private final ParamIndex all;
  private final Set<String> catalogued = new HashSet<>();
  private final KeyOptions options;

  /**
   * @param declared what the jars declare
   * @param options which other keys are errors
   */
  KeyComparison(ParamIndex declared, List<Catalogue> catalogues, KeyOptions options) {
    this.declared = declared;
    this.options = options;
    List<ParamEntry> entries = new ArrayList<>(declared.entries());
    for (Catalogue catalogue : catalogues) {
      entries.addAll(catalogue.index().entries());
      catalogued.addAll(catalogue.namespaces());
    }
    this.all = ParamIndex.of(entries);
  }

  /** What is declared, and what is listed. */
  ParamIndex index() {
    return all;
  }

  ParamCheck keysAndValues(Config config) {
    ParamCheck keys = keys(config);
    List<ParamCheck.Problem> errors = new ArrayList<>(keys.errors());
    errors.addAll(ParamCheck.ofValues(config, all));
    return new ParamCheck(errors, keys.warnings());
  }

  ParamCheck keys(Config config) {
    ParamCheck check = keys(config, all);
    Set<String> own = new HashSet<>();
    keys(config, declared).errors().forEach(problem -> own.add(problem.key()));
    List<ParamCheck.Problem> errors = new ArrayList<>();
    List<ParamCheck.Problem> warnings = new ArrayList<>(check.warnings());
    for (ParamCheck.Problem problem : check.errors()) {
      boolean isSure = own.contains(problem.key()) || isOfCatalogue(problem.key());
      (isSure ? errors : warnings).add(problem);
    }
    return new ParamCheck(errors, warnings);
  }

  /** In a namespace of a catalogue, at the name of one, or below a key of one. */
  private boolean isOfCatalogue(String key) {
    return catalogued.stream()
        .anyMatch(
            space ->
                key.startsWith(space + ".") || key.equals(space) || space.startsWith(key + "."));
  }

  private ParamCheck keys(Config config, ParamIndex index) {
    return ParamCheck.ofKeys(config, index, options.isStrict(), options.allowed());
  }
}
