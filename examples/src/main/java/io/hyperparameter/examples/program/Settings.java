package io.hyperparameter.examples.program;

import io.hyperparameter.MissingParamException;
import io.hyperparameter.ParamEntry;
import io.hyperparameter.ParamScope;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Every parameter a program takes.
 *
 * @param own those it reads itself
 * @param libraries those that the libraries it uses declare
 */
public record Settings(List<Setting> own, List<ParamEntry> libraries) {
  private static final String ROW = "  %-17s %-8s %-21s %s%n";

  /** Copies the lists. */
  public Settings {
    own = List.copyOf(own);
    libraries = List.copyOf(libraries);
  }

  /** A scope that has its own parameters at their defaults, and nothing else even once entered. */
  public ParamScope defaults() {
    ParamScope scope = ParamScope.empty();
    for (Setting setting : own) {
      scope.put(setting.key(), setting.defaultValue());
    }
    return scope;
  }

  /** The parameters for the help text, one a line. */
  String table() {
    ParamScope defaults = defaults();
    StringBuilder table = new StringBuilder(ROW.formatted("key", "default", "accepts", "meaning"));
    for (Setting setting : own) {
      String key = setting.key();
      String meaning = setting.param().description();
      table.append(ROW.formatted(key, defaults.getString(key), setting.accepts(), meaning));
    }
    for (ParamEntry entry : libraries) {
      String accepts = entry.bounds().isEmpty() ? entry.type() : entry.bounds().toString();
      table.append(ROW.formatted(entry.key(), entry.defaultValue(), accepts, entry.description()));
    }
    return table.toString();
  }

  /**
   * Makes sure that the program will find nothing wrong with {@code given}: better now than after
   * an hour.
   *
   * @throws io.hyperparameter.ParamTypeException if a value is not of its parameter's type
   * @throws IllegalArgumentException if it is out of range, or if no parameter has its name
   */
  void check(ParamScope given) {
    ParamScope known = defaults();
    libraries.forEach(entry -> known.put(entry.key(), entry.defaultValue()));
    for (String key : given.keys()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "nothing reads the parameter \"%s\"; the nearest one is %s, --help lists them all"
                .formatted(key, nearest(key, known)));
      }
    }
    for (Setting setting : own) {
      setting.check().accept(given);
    }
  }

  private static String nearest(String key, ParamScope known) {
    try {
      known.getString(key); // is missing: the library then tells what was probably meant
    } catch (MissingParamException e) {
      if (!e.suggestions().isEmpty()) {
        return e.suggestions().get(0);
      }
    }
    return Collections.max(
        known.keys(),
        Comparator.comparingInt(name -> 2 * sharedLetters(name, key) - name.length()));
  }

  /** The length of the longest sequence of letters that both have in this order. */
  private static int sharedLetters(String a, String b) {
    int[] shared = new int[b.length() + 1];
    for (int i = 0; i < a.length(); i++) {
      int diagonal = 0;
      for (int j = 1; j <= b.length(); j++) {
        int above = shared[j];
        shared[j] = a.charAt(i) == b.charAt(j - 1) ? diagonal + 1 : Math.max(above, shared[j - 1]);
        diagonal = above;
      }
    }
    return shared[b.length()];
  }
}
