package io.hyperparameter.examples.digits;

import io.hyperparameter.Backend;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamTypeException;
import java.io.PrintStream;

/**
 * What the programs have in common: arguments become a scope, and bad input one line and exit code
 * 2.
 */
final class Program {
  static final int OK = 0;
  static final int BAD_INPUT = 2;

  /** What a program does once its arguments are known to be good. */
  interface Body {
    /** Runs inside {@code given}, the entered scope that holds what the user set. */
    void run(ParamScope given, PrintStream out) throws InterruptedException;
  }

  private Program() {}

  /**
   * Runs a program.
   *
   * @param about what it does, for the help text
   * @return the exit code
   */
  static int run(
      String name, String about, String[] args, PrintStream out, PrintStream err, Body body)
      throws InterruptedException {
    try {
      CommandLine line = CommandLine.parse(args);
      if (line.help()) {
        out.print(Help.text(name, about));
        return OK;
      }
      if (line.backend() != null) {
        System.setProperty(Backend.PROPERTY, line.backend()); // before the library is first used
      }
      requireBackend();
      ParamScope given = ParamScope.define(line.definitions().toArray(String[]::new));
      Settings.check(given);
      try (given) {
        body.run(given.enter(), out);
      }
      return OK;
    } catch (IllegalArgumentException | ParamTypeException e) {
      err.println(name + ": " + String.valueOf(e.getMessage()).replaceAll("\\R", " "));
      return BAD_INPUT;
    }
  }

  /** A backend that was asked for and is not there is bad input; later it would be a crash. */
  private static void requireBackend() {
    try {
      Backend.current();
    } catch (IllegalStateException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
