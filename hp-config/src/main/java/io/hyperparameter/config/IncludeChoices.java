package io.hyperparameter.config;

import io.hyperparameter.config.ConfigError.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Definitions that choose other files to include: {@code include.model=vgg.yaml}. They change the
 * {@code include} of the files a load names itself, before what it names is read; in a load where
 * no such file includes any, they are definitions like all others, unless they name a file.
 */
final class IncludeChoices {
  private static final Pattern FORM =
      Pattern.compile("[~+]?include(?:\\.([^.=\\[+]+))?(?:[.\\[=+].*)?", Pattern.DOTALL);

  private final List<Overrides.Given> choices = new ArrayList<>();
  private final Set<Overrides.Given> used = new LinkedHashSet<>();
  private final Set<String> names = new TreeSet<>();
  private boolean composed;

  /** Takes those that look like choices from all definitions. */
  IncludeChoices(List<Overrides.Given> definitions) {
    for (Overrides.Given each : definitions) {
      if (isChoice(each.definition())) {
        choices.add(each);
      }
    }
  }

  static boolean isChoice(String definition) {
    return FORM.matcher(definition).matches();
  }

  /** The {@code include} of a file, as it was chosen. */
  Node apply(Node include, Overrides overrides) {
    composed = true;
    if (include instanceof MapNode map) {
      names.addAll(map.names());
    }
    List<Overrides.Given> here = new ArrayList<>();
    for (Overrides.Given each : choices) {
      String name = name(each);
      if (name.isEmpty() || (include instanceof MapNode map && map.names().contains(name))) {
        here.add(each);
      }
    }
    used.addAll(here);
    MapNode above = new MapNode(include.origin());
    above.put(Documents.INCLUDE, include.origin(), include);
    Node chosen = overrides.apply(above, here).get(Documents.INCLUDE);
    return chosen == null ? Node.Items.of(List.of(), include.origin()) : chosen;
  }

  private static String name(Overrides.Given choice) {
    Matcher form = FORM.matcher(choice.definition());
    return form.matches() && form.group(1) != null ? form.group(1) : "";
  }

  private String wayOut() {
    return composed ? "" : "Write include = ... at the top of one, or load that file, too";
  }

  /** Whether nobody can have meant a value that happens to have the name. */
  private static boolean namesFile(Overrides.Given choice) {
    String definition = choice.definition();
    int split = definition.indexOf('=');
    return split >= 0 && ConfigFormat.isKnown(definition.substring(split + 1));
  }

  /** What is left to be set as values; reports the choices that no file had a place for. */
  List<Overrides.Given> others(List<Overrides.Given> definitions, Problems problems) {
    for (Overrides.Given each : choices) {
      if (!used.contains(each) && (composed || namesFile(each))) {
        problems.add(
            Kind.OVERRIDE,
            Documents.INCLUDE,
            null,
            "definition "
                + Messages.quote(each.definition())
                + ": no file includes another"
                + (name(each).isEmpty() ? "" : " as " + Messages.quote(name(each)))
                + Messages.didYouMean(name(each), names, wayOut()));
      }
    }
    if (!composed) {
      return definitions;
    }
    List<Overrides.Given> others = new ArrayList<>(definitions);
    others.removeAll(choices);
    return others;
  }

  /** Whether a file included others. */
  boolean isComposed() {
    return composed;
  }
}
