package io.hyperparameter.examples.digits;

import io.hyperparameter.Backend;
import io.hyperparameter.ParamScope;
import io.hyperparameter.annotation.AutoParam;
import io.hyperparameter.annotation.Default;
import io.hyperparameter.annotation.Min;
import io.hyperparameter.examples.program.Programs;
import io.hyperparameter.index.ParamEntry;
import java.util.Locale;

/** Trains one network and tells how good it is, and which parameters made it so. */
public final class DigitsMain {
  private static final String ABOUT =
      "Trains a small neural network on 1,797 handwritten digits, holding back a fifth of them to"
          + " see how well it reads digits it never met.";

  private DigitsMain() {}

  /** Runs the program and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** The exit code: 0, 1 if the training fails, 2 for bad input. */
  static int run(String... args) {
    return Programs.exitCode(Programs.launch(DigitsMain.class).about(ABOUT).run(args));
  }

  /**
   * The command: what {@code -D} and files set is in the scope that is open here.
   *
   * @param lines how many lines of progress there are, about
   * @return whether the training ended well
   */
  @AutoParam
  public static boolean digits(@Default("20") @Min(1) int lines) {
    Digits.Split digits = Digits.load().split();
    System.out.printf(
        Locale.ROOT,
        "%,d digits to learn, %d held back%n",
        digits.training().size(),
        digits.test().size());
    try {
      print(TrainingReport.of(digits, new ProgressLines("", lines)));
    } catch (LossRanAwayException e) {
      System.err.println("digits: " + e.getMessage());
      return false;
    }
    return true;
  }

  private static void print(TrainingReport report) {
    System.out.printf(
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
    String row = "%-17s %-10s %s%n";
    System.out.printf(row, "parameter", "value", "origin");
    ParamScope scope = ParamScope.current();
    for (ParamEntry entry : Programs.index(DigitsMain.class).entries()) {
      String given = scope.getString(entry.key(), null);
      System.out.printf(
          row,
          entry.key(),
          given != null ? given : entry.defaultValue(),
          given != null ? "given" : "default");
    }
  }
}
