package io.hyperparameter.cli;

import java.util.Locale;
import java.util.Stack;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What follows {@code -C}: one argument, then all that can only be files of configurations. Where a
 * command has no arguments of its own that is everything up to the next option, else only what has
 * the name of such a file.
 */
final class FileConsumer extends Consumer {
  /** Called by picocli. */
  FileConsumer() {}

  @Override
  public void consumeParameters(Stack<String> args, ArgSpec option, CommandSpec command) {
    boolean alone = command.positionalParameters().isEmpty() && command.subcommands().isEmpty();
    consume(args, option, command, "FILE", arg -> alone ? !arg.startsWith("-") : hasKnownName(arg));
  }

  private static boolean hasKnownName(String arg) {
    return !arg.startsWith("-")
        && arg.toLowerCase(Locale.ROOT).matches(".*\\.(toml|ya?ml|json|properties)");
  }
}
