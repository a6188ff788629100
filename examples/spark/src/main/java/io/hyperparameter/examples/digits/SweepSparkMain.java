package io.hyperparameter.examples.digits;

import io.hyperparameter.ParamScope;
import io.hyperparameter.annotation.AutoParam;
import io.hyperparameter.annotation.Default;
import io.hyperparameter.annotation.Min;
import io.hyperparameter.examples.program.Programs;
import io.hyperparameter.examples.spark.Cluster;
import io.hyperparameter.spark.HpSpark;
import io.hyperparameter.sweep.Grid;
import io.hyperparameter.sweep.Sweep;
import io.hyperparameter.sweep.SweepResults;
import io.hyperparameter.sweep.Trial;
import io.hyperparameter.sweep.TrialResult;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Trains the digits with several values on a Spark cluster of real processes, kills one of its
 * workers on the way, does the same without Spark, and compares.
 */
public final class SweepSparkMain {
  private static final String ABOUT =
      "Trains the network of digits with three rates and two penalties, as tasks of a Spark cluster"
          + " that it starts and stops itself. A worker is killed on the way. Then the same on"
          + " threads of this program: the results are the same bits. 10 epochs each, unless"
          + " -D train.epochs says otherwise.";

  private static final Grid GRID =
      Grid.of(Training.LR, 0.1, 0.3, 0.5).and(Training.L1, 0.0, 0.0003);

  private SweepSparkMain() {}

  /** Runs the program and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** The exit code: 0, 1 if the results differ, or 2 for bad input. */
  static int run(String... args) {
    return Programs.exitCode(Programs.launch(SweepSparkMain.class).about(ABOUT).run(args));
  }

  /**
   * The command: what {@code -D} and files set is in the scope that is open here.
   *
   * @param workers of the cluster; one of them is killed
   * @return whether the results are the same
   */
  @AutoParam
  public static boolean sweep(@Default("2") @Min(2) int workers)
      throws IOException, InterruptedException {
    ParamScope given = ParamScope.current();
    if (!given.contains(Training.EPOCHS)) {
      given.put(Training.EPOCHS, 10);
    }
    SweepResults<Map<String, Double>> remote = onCluster(workers);
    SweepResults<Map<String, Double>> local =
        Sweep.local(Runtime.getRuntime().availableProcessors())
            .over(GRID)
            .run(SweepSparkMain::train);
    print(remote);
    for (int i = 0; i < GRID.size(); i++) {
      Object here = local.results().get(i).value();
      Object there = remote.results().get(i).value();
      if (here == null || !here.equals(there)) {
        System.err.println(
            GRID.trials().get(i) + ": " + there + " on the cluster, " + here + " here");
        return false;
      }
    }
    System.out.println("the same without Spark, to the bit");
    return true;
  }

  private static SweepResults<Map<String, Double>> onCluster(int workers)
      throws IOException, InterruptedException {
    System.out.println("starting a master and " + workers + " workers ...");
    try (Cluster cluster = Cluster.start(workers);
        SparkSession spark = cluster.session()) {
      return Sweep.on(HpSpark.runner(spark))
          .over(GRID)
          .onResult(result -> told(result, cluster))
          .run(SweepSparkMain::train);
    }
  }

  private static void told(TrialResult<?> result, Cluster cluster) {
    System.out.println("done: " + result.trial());
    ProcessHandle worker = cluster.workers().get(0);
    if (worker.isAlive()) {
      worker.destroyForcibly();
      System.out.println("killed worker " + worker.pid() + "; what ran there runs again elsewhere");
    }
  }

  /** One trial, on an executor or here; the numbers come from the scope. */
  private static Map<String, Double> train(Trial trial) {
    double[] last = new double[1];
    TrainingReport report =
        TrainingReport.of(Digits.load().split(), (epoch, rate, loss) -> last[0] = loss);
    return Map.of("accuracy", report.accuracy(), "sparsity", report.sparsity(), "loss", last[0]);
  }

  private static void print(SweepResults<Map<String, Double>> results) {
    System.out.printf("%n%-10s %-10s %9s %9s%n", "train.lr", "train.l1", "accuracy", "loss");
    for (TrialResult<Map<String, Double>> result : results) {
      System.out.printf(
          Locale.ROOT,
          "%-10s %-10s %7.1f %% %9.5f%n",
          result.trial().parameters().get(Training.LR.key()),
          result.trial().parameters().get(Training.L1.key()),
          number("accuracy", result.value()),
          number("loss", result.value()));
    }
    Trial best = results.best(values -> number("accuracy", values)).trial();
    System.out.printf("%nbest: %s%n", best);
  }

  /** NaN of a trial that failed. */
  private static double number(String name, @Nullable Map<String, Double> values) {
    return values == null ? Double.NaN : values.getOrDefault(name, Double.NaN);
  }
}
