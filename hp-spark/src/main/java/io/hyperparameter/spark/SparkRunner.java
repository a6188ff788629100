package io.hyperparameter.spark;

import io.hyperparameter.sweep.SweepRunner;
import io.hyperparameter.sweep.Trial;
import io.hyperparameter.sweep.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.apache.spark.SimpleFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.jspecify.annotations.Nullable;
import scala.concurrent.ExecutionContext;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/**
 * Each trial is a partition, and so a task. A trial that fails gives a result as any other does; a
 * task that is lost, with its executor or its worker, Spark runs anew elsewhere.
 *
 * @param context whose job it is
 */
record SparkRunner(JavaSparkContext context) implements SweepRunner {
  @Override
  public <R extends @Nullable Object> void run(
      TrialRun<R> run, List<Trial> trials, Consumer<TrialResult<R>> done)
      throws InterruptedException {
    SparkParams base = SparkParams.of(context, run.base());
    // Spark tells of results on the thread that schedules: there they are only noted
    BlockingQueue<Event<R>> events = new LinkedBlockingQueue<>();
    SimpleFutureAction<BoxedUnit> job =
        submit(new TrialPartition<>(base, run.task()), trials, events);
    try {
      for (int left = trials.size(); left > 0; left--) {
        done.accept(events.take().result(trials));
      }
    } finally {
      job.cancel(); // nothing, if it has ended
      base.destroy();
    }
  }

  private <R extends @Nullable Object> SimpleFutureAction<BoxedUnit> submit(
      TrialPartition<R> task, List<Trial> trials, BlockingQueue<Event<R>> events) {
    RDD<Trial> partitions = context.parallelize(trials, trials.size()).rdd();
    List<Object> all = new ArrayList<>();
    for (int i = 0; i < trials.size(); i++) {
      all.add(i);
    }
    SimpleFutureAction<BoxedUnit> job =
        context
            .sc()
            .submitJob(
                partitions,
                task,
                CollectionConverters.asScala(all).toSeq(),
                (partition, result) -> {
                  events.add(new Event<>(result, null));
                  return BoxedUnit.UNIT;
                },
                () -> BoxedUnit.UNIT);
    job.onComplete(
        (Try<BoxedUnit> end) -> {
          if (end.isFailure()) {
            events.add(new Event<>(null, end.failed().get()));
          }
          return BoxedUnit.UNIT;
        },
        ExecutionContext.fromExecutor(Runnable::run));
    return job;
  }

  /** A trial has ended, or the job has failed. */
  private record Event<R extends @Nullable Object>(
      @Nullable TrialResult<R> result, @Nullable Throwable failure) {
    TrialResult<R> result(List<Trial> trials) {
      if (failure != null) {
        throw new IllegalStateException(
            "the Spark job of " + trials.size() + " trials failed: " + failure.getMessage(),
            failure);
      }
      return Objects.requireNonNull(result);
    }
  }
}
