package io.hyperparameter.examples.program;

import io.hyperparameter.Backend;
import io.hyperparameter.ParamException;
import io.hyperparameter.ParamScope;
import java.io.PrintStream;

/**
 * A program: its arguments become a scope, bad input one line and exit code 2.
 *
 * @param name how it is called
 * @param about what it does, for the help text
 * @param settings the parameters it takes
 * @param body what it does once its arguments are known to be good
 */
public record Program(String name, String about, Settings settings, Body body) {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int BAD_INPUT = 2;

  private static final String OPTIONS =
      """

      Options:
        -D, --define key=value       set a parameter; any number of times
        --backend native|java|auto   what keeps the parameters; auto, the default,
                                     is native where it loads, else java
        -h, --help                   print this

      Parameters:
      """;

  /** The work of a program. */
  public interface Body {
    /**
     * Runs inside {@code given}, the entered scope that holds what the user set.
     *
     * @return whether all went well; if not, it has said so on {@code err}
     */
    boolean run(ParamScope given, PrintStream out, PrintStream err) throws Exception;
  }

  /**
   * Runs the program.
   *
   * @return the exit code: 0, 1 if the work failed, 2 for bad input
   * @throws Exception what the body throws
   */
  public int run(String[] args, PrintStream out, PrintStream err) throws Exception {
    try {
      CommandLine line = CommandLine.parse(args);
      if (line.help()) {
        out.print(help());
        return OK;
      }
      if (line.backend() != null) {
        System.setProperty(Backend.PROPERTY, line.backend()); // before the library is first used
      }
      requireBackend();
      ParamScope given = ParamScope.define(line.definitions().toArray(String[]::new));
      settings.check(given);
      try (given) {
        return body.run(given.enter(), out, err) ? OK : FAILED;
      }
    } catch (IllegalArgumentException | ParamException e) {
      err.println(name + ": " + String.valueOf(e.getMessage()).replaceAll("\\R", " "));
      return BAD_INPUT;
    }
  }

  /** At most 80 columns wide. */
  private String help() {
    String usage = "Usage: " + name + " [-D key=value]... [--backend native|java|auto]\n\n";
    return usage + about + OPTIONS + settings.table();
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
