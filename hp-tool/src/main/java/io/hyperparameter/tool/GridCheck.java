package io.hyperparameter.tool;

import io.hyperparameter.catalog.Catalogue;
import io.hyperparameter.config.Config;
import io.hyperparameter.config.ParamCheck;
import io.hyperparameter.index.ParamIndex;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Compares a grid with what the program declares, before the first trial starts. */
final class GridCheck {
  private GridCheck() {}

  /**
   * As {@code hp check} does: keys nobody declares, values of the wrong type or out of bounds. Of
   * values with references keys alone.
   *
   * @throws ToolException if there is any
   */
  static ParamIndex check(
      List<GridArgument> grid, List<Path> jars, KeyOptions keys, Console console) {
    Parameters known = Scan.of(jars);
    console.notes(known);
    KeyComparison comparison = new KeyComparison(known.index(), Catalogue.all(), keys);
    if (known.all().isEmpty()) {
      console.tell(
          "note: keys are not checked, as "
              + (jars.isEmpty() ? "no jar of the program is known" : "its jars declare none")
              + "; name one by --against");
    }
    Set<String> wrong = new LinkedHashSet<>();
    for (GridArgument argument : grid) {
      for (String value : argument.values()) {
        // what a reference becomes, only the program knows: what it refers to may be in its files
        boolean refers = value.contains("${");
        String checked = argument.key() + "=" + (refers ? "" : value);
        Config config = Config.loader().override(checked, argument.origin()).load();
        ParamCheck check = refers ? comparison.keys(config) : comparison.keysAndValues(config);
        check.errors().forEach(problem -> wrong.add(problem.toString()));
        if (value.equals(argument.values().get(0))) {
          check.warnings().forEach(problem -> console.tell("warning: " + problem));
        }
      }
    }
    if (!wrong.isEmpty()) {
      throw new ToolException(String.join("\nhp: ", wrong));
    }
    return comparison.index();
  }
}
