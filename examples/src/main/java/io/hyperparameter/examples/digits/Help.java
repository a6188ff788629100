package io.hyperparameter.examples.digits;

import io.hyperparameter.ParamEntry;
import io.hyperparameter.ParamScope;

/** The help text of the programs, at most 80 columns wide. */
final class Help {
  private static final String OPTIONS =
      """

      Options:
        -D, --define key=value       set a parameter; any number of times
        --backend native|java|auto   what keeps the parameters; auto, the default,
                                     is native where it loads, else java
        -h, --help                   print this

      Parameters:
      """;

  private Help() {}

  static String text(String program, String about) {
    StringBuilder text = new StringBuilder();
    text.append("Usage: ")
        .append(program)
        .append(" [-D key=value]... [--backend native|java|auto]\n\n");
    text.append(about).append(OPTIONS);
    ParamScope defaults = Settings.defaults();
    String row = "  %-17s %-8s %-21s %s%n";
    text.append(row.formatted("key", "default", "accepts", "meaning"));
    for (Setting setting : Settings.ALL) {
      String key = setting.key();
      String meaning = setting.param().description();
      text.append(row.formatted(key, defaults.getString(key), setting.accepts(), meaning));
    }
    for (ParamEntry entry : Settings.ofLibraries()) {
      String accepts = entry.bounds().isEmpty() ? entry.type() : entry.bounds().toString();
      text.append(row.formatted(entry.key(), entry.defaultValue(), accepts, entry.description()));
    }
    return text.toString();
  }
}
