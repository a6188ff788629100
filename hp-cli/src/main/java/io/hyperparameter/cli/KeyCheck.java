package io.hyperparameter.cli;

import io.hyperparameter.MissingParamException;
import io.hyperparameter.config.Config;
import io.hyperparameter.config.ParamCheck;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Which of the given keys nobody declares, by {@link ParamCheck}, on one line each.
 *
 * @param errors what must be mended, ready for people
 * @param warnings what looks like a known key and may yet be meant
 * @param wayOut what to do about keys that are right all the same; empty if there are none
 */
record KeyCheck(List<String> errors, List<String> warnings, String wayOut) {
  private static final int MAX_NEAR = 3;

  static KeyCheck of(Config given, ParamIndex index, boolean strict, Predicate<String> allowed) {
    ParamCheck check = ParamCheck.ofKeys(given, index, strict, allowed);
    return new KeyCheck(
        check.errors().stream().map(KeyCheck::line).toList(),
        check.warnings().stream().map(KeyCheck::line).toList(),
        check.errors().isEmpty() ? "" : wayOut(check.errors(), given, index, strict));
  }

  /** For those that would be no error if they were allowed. */
  private static String wayOut(
      List<ParamCheck.Problem> errors, Config given, ParamIndex index, boolean strict) {
    List<ParamCheck.Problem> anyway = ParamCheck.ofKeys(given, index, strict, key -> true).errors();
    List<String> keys =
        errors.stream()
            .filter(error -> !anyway.contains(error))
            .map(ParamCheck.Problem::key)
            .distinct()
            .map(key -> key.matches("\\S+") ? key : Texts.quote(key))
            .toList();
    return keys.isEmpty()
        ? ""
        : (keys.size() == 1
                ? "if " + keys.get(0) + " is meant: declare it"
                : "if they are meant: declare them")
            + ", by Param.of... or @AutoParam, or give --allow "
            + (keys.size() > MAX_NEAR ? "KEY,KEY..." : String.join(",", keys));
  }

  private static String line(ParamCheck.Problem problem) {
    String hint = problem.hint().isEmpty() ? "; --list-params lists them all" : problem.hint();
    return problem.what() + problem.origin().map(place -> " (" + place + ")").orElse("") + hint;
  }

  /** What to write in place of arguments that nobody takes, of those that are or resemble keys. */
  static List<String> instead(UnmatchedArgumentException wrong, ParamIndex index) {
    return wrong.getUnmatched().stream()
        .map(argument -> instead(argument, index))
        .filter(hint -> !hint.isEmpty())
        .toList();
  }

  private static String instead(String argument, ParamIndex index) {
    int split = argument.indexOf('=');
    String name = (split < 0 ? argument : argument.substring(0, split)).replaceFirst("^-+", "");
    if (!index.find(name).isEmpty()) {
      String value = split < 0 ? "=VALUE" : argument.substring(split);
      return Texts.quote(name) + " is a parameter; write it as -D " + name + value;
    }
    List<String> keys = index.entries().stream().map(ParamEntry::key).distinct().toList();
    List<String> near =
        name.indexOf('.') >= 0
            ? MissingParamException.near(name, keys)
            : split < 0 || argument.startsWith("-")
                ? List.of()
                : keys.stream().filter(key -> key.endsWith("." + name)).toList();
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
