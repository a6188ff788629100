package io.hyperparameter.cli;

import java.util.Stack;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What follows {@code -D}: one argument whatever it looks like, so that a mistake is reported as
 * what it is, then all that look like definitions. Without this, {@code -D a=1 data.csv} would take
 * the file as well.
 */
final class DefinitionConsumer extends Consumer {
  /** Called by picocli. */
  DefinitionConsumer() {}

  @Override
  public void consumeParameters(Stack<String> args, ArgSpec option, CommandSpec command) {
    consume(args, option, command, "KEY=VALUE", DefinitionConsumer::looksLikeOne);
  }

  private static boolean looksLikeOne(String arg) {
    return arg.startsWith("~") || (!arg.startsWith("-") && arg.indexOf('=') >= 0);
  }
}
