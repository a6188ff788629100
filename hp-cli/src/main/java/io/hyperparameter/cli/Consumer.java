package io.hyperparameter.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Decides which arguments after an option are its own, which picocli knows by number only. */
abstract class Consumer implements IParameterConsumer {
  /**
   * Moves arguments to an option.
   *
   * @param first what the first argument is, which is taken unread; null if there may be none
   * @param further whether an argument after that is one as well
   */
  static void consume(
      Stack<String> args,
      ArgSpec option,
      CommandSpec command,
      @Nullable String first,
      Predicate<String> further) {
    // a new list: the one that is there is the initial value of the next parsing
    List<Object> taken = new ArrayList<>();
    if (option.getValue() instanceof List<?> before) {
      taken.addAll(before);
    }
    if (first != null) {
      if (args.isEmpty() || isOption(args.peek(), command)) {
        throw new ParameterException(
            command.commandLine(), name(option) + " needs " + first + " after it");
      }
      taken.add(value(args.pop(), option, command));
    }
    while (!args.isEmpty() && !isOption(args.peek(), command) && further.test(args.peek())) {
      taken.add(value(args.pop(), option, command));
    }
    option.setValue(taken);
  }

  private static boolean isOption(String arg, CommandSpec command) {
    int split = arg.indexOf('=');
    return arg.equals("--")
        || (arg.startsWith("-")
            && command.findOption(split < 0 ? arg : arg.substring(0, split)) != null);
  }

  private static Object value(String arg, ArgSpec option, CommandSpec command) {
    if (option.auxiliaryTypes()[0] != Path.class) {
      return arg;
    }
    try {
      return Path.of(arg);
    } catch (InvalidPathException e) {
      throw new ParameterException(
          command.commandLine(), name(option) + ": no path: " + e.getMessage(), e);
    }
  }

  private static String name(ArgSpec option) {
    return option instanceof picocli.CommandLine.Model.OptionSpec named
        ? named.shortestName()
        : option.paramLabel();
  }
}
