package io.hyperparameter.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.DoubleParam;
import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import io.hyperparameter.sweep.Grid;
import io.hyperparameter.sweep.Sweep;
import io.hyperparameter.sweep.SweepResults;
import io.hyperparameter.sweep.Trial;
import io.hyperparameter.sweep.TrialResult;
import io.hyperparameter.sweep.TrialTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.memory.SparkOutOfMemoryError;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep as a job: what a sweep of this JVM gives, it gives. */
class SparkSweepTest {
  private static final DoubleParam LR = Param.ofDouble("sweep.test.lr", 0.5);
  private static final DoubleParam DECAY = Param.ofDouble("sweep.test.decay", 1);

  private static SparkSession spark;

  @TempDir Path work;

  @BeforeAll
  static void start() {
    spark = Local.session();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static Grid grid() {
    return Grid.of(LR, 0.1, 0.3, 0.7, 1e-9).and("sweep.test.n", 1, 1000);
  }

  /** Some arithmetic whose last bits depend on all of it. */
  private static Map<String, Object> train() {
    double w = 1;
    for (int i = 0; i < ParamScope.current().getInt("sweep.test.n"); i++) {
      w += LR.get() * DECAY.get() * StrictMath.sin(w * i);
    }
    return Map.of("w", w, "lr", LR.get());
  }

  @Test
  void resultsEqualThoseOfALocalSweepToTheBit() throws Exception {
    TrialTask<Map<String, Object>> task = trial -> train();
    ParamScope scope = ParamScope.of(DECAY, 0.99);
    List<TrialResult<?>> told = new ArrayList<>();
    SweepResults<Map<String, Object>> local =
        scope.call(() -> Sweep.local(2).over(grid()).run(task));
    SweepResults<Map<String, Object>> remote =
        scope.call(
            () -> Sweep.on(HpSpark.runner(spark)).over(grid()).onResult(told::add).run(task));
    assertEquals(8, told.size());
    assertEquals(
        local.results().stream().map(TrialResult::value).toList(),
        remote.results().stream().map(TrialResult::value).toList());
    assertEquals(grid().trials(), remote.results().stream().map(TrialResult::trial).toList());
  }

  @Test
  void failingTrialsAndLostTasksDoNotEndIt() throws Exception {
    TrialTask<Integer> task =
        trial -> {
          if (trial.index() == 2) {
            throw new IllegalStateException("the loss ran away");
          }
          if (trial.index() == 3 && TaskContext.get().attemptNumber() < 2) {
            throw outOfMemory(); // of the executor rather than the trial
          }
          return trial.index();
        };
    SweepResults<Integer> results = Sweep.on(HpSpark.runner(spark)).over(grid()).run(task);
    assertEquals(1, results.failed().size());
    assertTrue(
        results.failed().get(0).error().startsWith("java.lang.IllegalStateException: the loss"));
    assertEquals(3, results.results().get(3).value());
    assertEquals(7, results.best(x -> x).value());
  }

  /** What no trial is to blame for, and no reason for Spark to end the process. */
  private static SparkOutOfMemoryError outOfMemory() {
    return new SparkOutOfMemoryError(
        "UNABLE_TO_ACQUIRE_MEMORY", Map.of("requestedBytes", "64", "receivedBytes", "0"));
  }

  @Test
  void aJobThatFailsEndsTheSweepAndItGoesOnFromItsJournal() throws Exception {
    Path journal = work.resolve("sweep.jsonl");
    TrialTask<Integer> broken =
        trial -> {
          if (trial.index() == 7) {
            throw outOfMemory();
          }
          return trial.index();
        };
    Sweep sweep = Sweep.on(HpSpark.runner(spark)).over(grid()).journal(journal);
    IllegalStateException failed =
        assertThrows(IllegalStateException.class, () -> sweep.run(broken));
    assertTrue(
        failed.getMessage().startsWith("the Spark job of 8 trials failed"), failed::getMessage);
    int done = Files.readAllLines(journal).size() - 1;
    List<Trial> ran = new ArrayList<>();
    SweepResults<Integer> results =
        sweep.onResult(result -> ran.add(result.trial())).run(trial -> trial.index());
    assertEquals(8, results.succeeded().size());
    assertEquals(8 - done, ran.size());
  }

  @Test
  void whatATellerThrowsEndsTheSweep() {
    Sweep sweep =
        Sweep.on(HpSpark.runner(spark))
            .over(grid())
            .onResult(
                result -> {
                  throw new IllegalStateException("enough");
                });
    assertEquals(
        "enough",
        assertThrows(IllegalStateException.class, () -> sweep.run(trial -> 1)).getMessage());
  }
}
