package io.hyperparameter.examples.digits;

import io.hyperparameter.Backend;
import io.hyperparameter.ParamScope;
import io.hyperparameter.annotation.AutoParam;
import io.hyperparameter.annotation.Default;
import io.hyperparameter.annotation.Min;
import io.hyperparameter.examples.program.Programs;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Trains with three values of {@code train.l1} in one run, one of them on another thread. */
public final class CompareMain {
  private static final String ABOUT =
      "Trains the network of digits three times in one run: with train.l1 at 0, as given, and, at"
          + " the same time on another thread, several times as strong.";

  /** One training: the penalty as text, the thread, and what came out. */
  private record Run(String l1, String thread, TrainingReport report) {}

  private CompareMain() {}

  /** Runs the program and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** The exit code: 0, 1 if a training fails or there is nothing to compare, 2 for bad input. */
  static int run(String... args) {
    return Programs.exitCode(Programs.launch(CompareMain.class).about(ABOUT).run(args));
  }

  /**
   * The command: what {@code -D} and files set is in the scope that is open here.
   *
   * @param factor how much stronger the third penalty is than that of train.l1
   * @return whether all three trainings ended well
   */
  @AutoParam
  public static boolean compare(@Default("10") @Min(value = 1, exclusive = true) double factor)
      throws InterruptedException {
    double l1 = Training.L1.get();
    if (l1 == 0) {
      System.err.println("compare: train.l1: 0 leaves nothing to compare; give a number > 0");
      return false;
    }
    double stronger = BigDecimal.valueOf(l1).multiply(BigDecimal.valueOf(factor)).doubleValue();
    Digits.Split digits = Digits.load().split();

    // A new thread knows nothing of the scopes of this one: capture() takes along what -D set.
    Callable<Run> strong = () -> train(stronger, digits);
    FutureTask<Run> elsewhere = new FutureTask<>(ParamScope.capture().wrap(strong));
    new Thread(elsewhere, "worker").start();
    try {
      print(List.of(train(0, digits), train(l1, digits), result(elsewhere)));
    } catch (LossRanAwayException e) {
      System.err.println("compare: " + e.getMessage());
      return false;
    }
    return true;
  }

  /** Trains in a scope of its own, so that no other training sees this penalty. */
  private static Run train(double l1, Digits.Split digits) {
    try (ParamScope scope = ParamScope.of(Training.L1, l1).enter()) {
      String text = scope.getString(Training.L1.key());
      String prefix = "train.l1 %-7s ".formatted(text);
      TrainingReport report = TrainingReport.of(digits, new ProgressLines(prefix, 5));
      return new Run(text, Thread.currentThread().getName(), report);
    }
  }

  private static void print(List<Run> runs) {
    System.out.printf(
        "%n%-10s %-8s %9s %9s %8s%n", "train.l1", "thread", "accuracy", "sparsity", "time");
    for (Run run : runs) {
      TrainingReport report = run.report;
      System.out.printf(
          Locale.ROOT,
          "%-10s %-8s %7.1f %% %7.1f %% %6.2f s%n",
          run.l1,
          run.thread,
          report.accuracy(),
          report.sparsity(),
          report.seconds());
    }
    System.out.printf("%nbackend    %s%n", Backend.current().name());
  }

  /** Waits for the other thread; what went wrong there goes wrong here. */
  private static Run result(FutureTask<Run> training) throws InterruptedException {
    try {
      return training.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException wrong) {
        throw wrong;
      }
      throw new IllegalStateException("the training on the other thread failed", e);
    }
  }
}
