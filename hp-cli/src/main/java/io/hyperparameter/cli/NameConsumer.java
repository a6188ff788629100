package io.hyperparameter.cli;

import java.util.Stack;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** What follows {@code --explain-param}: names up to the next option, maybe none. */
final class NameConsumer extends Consumer {
  /** Called by picocli. */
  NameConsumer() {}

  @Override
  public void consumeParameters(Stack<String> args, ArgSpec option, CommandSpec command) {
    consume(args, option, command, null, arg -> !arg.startsWith("-"));
  }
}
