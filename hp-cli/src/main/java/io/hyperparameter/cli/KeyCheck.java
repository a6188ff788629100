package io.hyperparameter.cli;

import io.hyperparameter.ParamIndex;
import io.hyperparameter.config.Config;
import io.hyperparameter.config.ParamCheck;
import java.util.List;

/**
 * Which of the given keys nobody declares, by {@link ParamCheck}, on one line each.
 *
 * @param errors what must be mended, ready for people
 * @param warnings what looks like a known key and may yet be meant
 */
record KeyCheck(List<String> errors, List<String> warnings) {
  static KeyCheck of(Config given, ParamIndex index, boolean strict) {
    ParamCheck check = ParamCheck.ofKeys(given, index, strict);
    return new KeyCheck(
        check.errors().stream().map(KeyCheck::line).toList(),
        check.warnings().stream().map(KeyCheck::line).toList());
  }

  /** Whether an unknown key is warned of, as it looks like a known one. */
  static boolean isLikeKnown(String key, ParamIndex index) {
    return ParamCheck.resembles(key, index);
  }

  private static String line(ParamCheck.Problem problem) {
    String hint = problem.hint().isEmpty() ? "; --list-params lists them all" : problem.hint();
    return problem.what() + problem.origin().map(place -> " (" + place + ")").orElse("") + hint;
  }
}
