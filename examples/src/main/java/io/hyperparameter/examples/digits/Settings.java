package io.hyperparameter.examples.digits;

import io.hyperparameter.MissingParamException;
import io.hyperparameter.ParamEntry;
import io.hyperparameter.ParamIndex;
import io.hyperparameter.ParamScope;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Every parameter the programs read, and those of the libraries they use. */
final class Settings {
  static final List<Setting> ALL =
      List.of(
          Setting.of(Training.LR, Range.above(0, 10)),
          Setting.of(Training.DECAY, Range.above(0, 1)),
          Setting.of(Training.BATCH, Range.of(1, Digits.TRAINING_SIZE)),
          Setting.of(Training.L1, Range.of(0, 1)),
          Setting.of(Training.EPOCHS, Range.of(1, 10_000)),
          Setting.of(Training.SEED),
          Setting.of(Mlp.HIDDEN, Range.of(1, 4096)),
          Setting.of(Mlp.ACTIVATION));

  /** Another program, in the same jar. */
  private static final String KERNEL = "io.hyperparameter.examples.kernel.";

  private Settings() {}

  /** The parameters that the libraries in use declare: their jars say so themselves. */
  static List<ParamEntry> ofLibraries() {
    ParamScope own = defaults();
    return ParamIndex.load().entries().stream()
        .filter(entry -> !own.contains(entry.key()) && !entry.className().startsWith(KERNEL))
        .toList();
  }

  /** A scope that has every parameter at its default, and nothing else even once entered. */
  static ParamScope defaults() {
    ParamScope scope = ParamScope.empty();
    for (Setting setting : ALL) {
      scope.put(setting.key(), setting.defaultValue());
    }
    return scope;
  }

  /**
   * Makes sure that training will find nothing wrong with {@code given}: better now than after an
   * hour.
   *
   * @throws io.hyperparameter.ParamTypeException if a value is not of its parameter's type
   * @throws IllegalArgumentException if it is out of range, or if no parameter has its name
   */
  static void check(ParamScope given) {
    ParamScope known = defaults();
    ofLibraries().forEach(entry -> known.put(entry.key(), entry.defaultValue()));
    for (String key : given.keys()) {
      if (!known.contains(key)) {
        throw new IllegalArgumentException(
            "nothing reads the parameter \"%s\"; the nearest one is %s, --help lists them all"
                .formatted(key, nearest(key, known)));
      }
    }
    for (Setting setting : ALL) {
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
