package io.hyperparameter.examples.digits;

import io.hyperparameter.Backend;
import io.hyperparameter.ParamEntry;
import io.hyperparameter.ParamScope;
import io.hyperparameter.examples.program.Program;
import io.hyperparameter.examples.program.Setting;
import io.hyperparameter.examples.program.Settings;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Set;

/** Trains one network and tells how good it is, and which parameters made it so. */
public final class DigitsMain {
  private static final String ABOUT =
      """
      Trains a small neural network on 1,797 handwritten digits, holding back a
      fifth of them to see how well it reads digits it never met.
      """;

  private DigitsMain() {}

  /** Runs the program and ends the process with its exit code. */
  public static void main(String[] args) throws Exception {
    System.exit(run(args, System.out, System.err));
  }

  /**
   * Runs the program.
   *
   * @return the exit code: 0, or 2 for bad input
   */
  static int run(String[] args, PrintStream out, PrintStream err) throws Exception {
    Settings settings = Parameters.load();
    Program.Body body =
        (given, console, errors) -> {
          train(given, settings, console);
          return true;
        };
    return new Program("digits", ABOUT, settings, body).run(args, out, err);
  }

  private static void train(ParamScope given, Settings settings, PrintStream out) {
    Set<String> set = given.keys();
    Digits.Split digits = Digits.load().split();
    out.printf(
        Locale.ROOT,
        "%,d digits to learn, %d held back%n",
        digits.training().size(),
        digits.test().size());
    TrainingReport report = TrainingReport.of(digits, new ProgressLines(out, "", 20));
    out.printf(
        Locale.ROOT,
        """

        test accuracy  %.1f %% (%d of %d)
        sparsity       %.1f %% (%,d of %,d weights are exactly zero)
        time           %.2f s
        backend        %s

        """,
        report.accuracy(),
        report.right(),
        report.test().size(),
        report.sparsity(),
        report.zeros(),
        report.weights(),
        report.seconds(),
        Backend.current().name());
    ParamScope defaults = settings.defaults();
    String row = "%-17s %-10s %s%n";
    out.printf(row, "parameter", "value", "from");
    for (Setting setting : settings.own()) {
      String key = setting.key();
      String value = given.getString(key, defaults.getString(key));
      out.printf(row, key, value, set.contains(key) ? "-D" : "default");
    }
    for (ParamEntry entry : settings.libraries()) {
      String key = entry.key();
      boolean isSet = set.contains(key);
      out.printf(
          row, key, isSet ? given.getString(key) : entry.defaultValue(), isSet ? "-D" : "default");
    }
  }
}
