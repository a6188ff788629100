package io.hyperparameter.cli;

import io.hyperparameter.MissingParamException;
import io.hyperparameter.ParamEntry;
import io.hyperparameter.ParamIndex;
import io.hyperparameter.config.Config;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which of the given keys nobody declares. In a namespace the index knows, or with a known key
 * behind dashes or blanks, that is an error; elsewhere the index may just not have it.
 *
 * @param errors what must be mended, ready for people
 * @param warnings what looks like a known key and may yet be meant
 */
record KeyCheck(List<String> errors, List<String> warnings) {
  private static final int MAX_NEAR = 3;

  static KeyCheck of(Config given, ParamIndex index, boolean strict) {
    Set<String> known = new HashSet<>();
    Set<String> namespaces = new HashSet<>();
    for (ParamEntry entry : index.entries()) {
      known.add(entry.key());
      namespaces.add(Texts.namespace(entry.key()));
    }
    List<String> errors = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (String key : given.keys()) {
      if (known.contains(key)) {
        continue;
      }
      String meant = key.replaceFirst("^-+", "").strip();
      String origin = given.origin(key).map(place -> " (" + place + ")").orElse("");
      String what = "no parameter is named " + Texts.quote(key) + origin;
      if (meant.isEmpty()) {
        errors.add("no name before the '='" + origin + "; write it as KEY=VALUE");
      } else if (!meant.equals(key) && known.contains(meant)) {
        errors.add(what + "; did you mean " + Texts.quote(meant) + "?");
      } else if (strict || namespaces.contains(Texts.namespace(meant))) {
        String near = near(key, index);
        errors.add(what + (near.isEmpty() ? "; --list-params lists them all" : near));
      } else {
        List<String> alike = known.stream().filter(each -> isAlike(key, each)).sorted().toList();
        if (!alike.isEmpty()) {
          warnings.add(what + didYouMean(alike));
        }
      }
    }
    return new KeyCheck(List.copyOf(errors), List.copyOf(warnings));
  }

  /** What to write in place of an argument that nobody takes, if it is or resembles a key. */
  static String instead(String argument, ParamIndex index) {
    int split = argument.indexOf('=');
    String name = (split < 0 ? argument : argument.substring(0, split)).replaceFirst("^-+", "");
    if (!index.find(name).isEmpty()) {
      String value = split < 0 ? "=VALUE" : argument.substring(split);
      return Texts.quote(name) + " is a parameter; write it as -D " + name + value;
    }
    List<String> near =
        name.indexOf('.') < 0
            ? List.of()
            : MissingParamException.near(
                name, index.entries().stream().map(ParamEntry::key).toList());
    return near.isEmpty() ? "" : "parameters are set by -D" + didYouMean(near);
  }

  /** {@code ; did you mean "a" or "b"?}, by the library's own rule, else what else is there. */
  static String near(String wanted, ParamIndex index) {
    List<String> names =
        MissingParamException.near(wanted, index.entries().stream().map(ParamEntry::key).toList());
    if (!names.isEmpty()) {
      return didYouMean(names);
    }
    String namespace = Texts.namespace(wanted);
    List<String> siblings =
        index.entries().stream()
            .map(ParamEntry::key)
            .filter(key -> Texts.namespace(key).equals(namespace))
            .distinct()
            .toList();
    // abbreviated, or with something added
    List<String> begun =
        siblings.stream().filter(key -> key.startsWith(wanted) || wanted.startsWith(key)).toList();
    return !begun.isEmpty()
        ? didYouMean(begun)
        : siblings.isEmpty() ? "" : "; there are " + String.join(", ", siblings);
  }

  /** The same name in another namespace, or the same letters. */
  private static boolean isAlike(String key, String known) {
    return Texts.name(key).equalsIgnoreCase(Texts.name(known))
        || letters(key).equals(letters(known));
  }

  private static String letters(String key) {
    return key.replaceAll("[._-]", "").toLowerCase(Locale.ROOT);
  }

  private static String didYouMean(List<String> names) {
    return names.stream()
        .limit(MAX_NEAR)
        .map(Texts::quote)
        .collect(Collectors.joining(" or ", "; did you mean ", "?"));
  }
}
