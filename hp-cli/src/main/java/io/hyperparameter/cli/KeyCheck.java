package io.hyperparameter.cli;

import io.hyperparameter.MissingParamException;
import io.hyperparameter.config.Config;
import io.hyperparameter.config.ParamCheck;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Which of the given keys nobody declares, by {@link ParamCheck}, on one line each.
 *
 * @param errors what must be mended, ready for people
 * @param warnings what looks like a known key and may yet be meant
 */
record KeyCheck(List<String> errors, List<String> warnings) {
  private static final int MAX_NEAR = 3;

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
    return near.isEmpty() ? "" : "parameters are set by -D; " + didYouMean(near);
  }

  /** The options that are near to arguments which are none. */
  static List<String> nearOptions(List<String> unmatched, CommandSpec command) {
    List<String> all =
        command.optionsMap().keySet().stream().filter(each -> each.startsWith("--")).toList();
    return unmatched.stream()
        .filter(argument -> argument.startsWith("-") && argument.length() > 2)
        .map(argument -> argument.replaceFirst("=.*", ""))
        .map(argument -> argument.startsWith("--") ? argument : "-" + argument)
        .flatMap(argument -> MissingParamException.near(argument, all).stream())
        .distinct()
        .toList();
  }

  static String didYouMean(List<String> names) {
    return names.stream()
        .limit(MAX_NEAR)
        .map(Texts::quote)
        .collect(Collectors.joining(" or ", "did you mean ", "?"));
  }
}
