package io.hyperparameter.examples.digits;

import io.hyperparameter.Backend;
import io.hyperparameter.ParamScope;
import io.hyperparameter.examples.program.Program;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Trains with three values of {@code train.l1} in one run, one of them on another thread. */
public final class CompareMain {
  private static final String ABOUT =
      """
      Trains the network of digits three times in one run: with train.l1 at 0, as
      given, and, at the same time on another thread, at ten times as given.
      """;

  /** One training: the penalty as text, the thread, and what came out. */
  private record Run(String l1, String thread, TrainingReport report) {}

  private CompareMain() {}

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
    return new Program("compare", ABOUT, Parameters.load(), CompareMain::compare)
        .run(args, out, err);
  }

  private static boolean compare(ParamScope given, PrintStream out, PrintStream err)
      throws InterruptedException {
    double l1 = Training.L1.get(given);
    if (l1 == 0) {
      throw new IllegalArgumentException(
          "train.l1: 0 leaves nothing to compare; give a number in the range above 0, at most 1");
    }
    double tenfold = BigDecimal.valueOf(l1).scaleByPowerOfTen(1).doubleValue();
    Digits.Split digits = Digits.load().split();

    // A new thread knows nothing of the scopes of this one: capture() takes along what -D set.
    Callable<Run> strong = () -> train(tenfold, digits, out);
    FutureTask<Run> elsewhere = new FutureTask<>(ParamScope.capture().wrap(strong));
    new Thread(elsewhere, "worker").start();
    Run none = train(0, digits, out);
    Run mild = train(l1, digits, out);

    print(List.of(none, mild, result(elsewhere)), out);
    return true;
  }

  /** Trains in a scope of its own, so that no other training sees this penalty. */
  private static Run train(double l1, Digits.Split digits, PrintStream out) {
    try (ParamScope scope = ParamScope.of().with(Training.L1, l1).enter()) {
      String text = scope.getString(Training.L1.key());
      String prefix = "train.l1 %-7s ".formatted(text);
      TrainingReport report = TrainingReport.of(digits, new ProgressLines(out, prefix, 5));
      return new Run(text, Thread.currentThread().getName(), report);
    }
  }

  private static void print(List<Run> runs, PrintStream out) {
    out.printf("%n%-10s %-8s %9s %9s %8s%n", "train.l1", "thread", "accuracy", "sparsity", "time");
    for (Run run : runs) {
      TrainingReport report = run.report;
      out.printf(
          Locale.ROOT,
          "%-10s %-8s %7.1f %% %7.1f %% %6.2f s%n",
          run.l1,
          run.thread,
          report.accuracy(),
          report.sparsity(),
          report.seconds());
    }
    out.printf("%nbackend    %s%n", Backend.current().name());
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
