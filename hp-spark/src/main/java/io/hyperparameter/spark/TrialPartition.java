package io.hyperparameter.spark;

import io.hyperparameter.sweep.SweepRunner.TrialRun;
import io.hyperparameter.sweep.Trial;
import io.hyperparameter.sweep.TrialResult;
import io.hyperparameter.sweep.TrialTask;
import java.io.Serializable;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.collection.Iterator;

/** What a Spark task does: the one trial of its partition. */
record TrialPartition<R extends @Nullable Object>(SparkParams base, TrialTask<R> task)
    implements Function1<Iterator<Trial>, TrialResult<R>>, Serializable {
  private static final long serialVersionUID = 1L;

  @Override
  public TrialResult<R> apply(Iterator<Trial> partition) {
    try {
      TrialResult<R> result = new TrialRun<>(base.snapshot(), task).run(partition.next());
      if (!result.succeeded() && TaskContext.get().isInterrupted()) {
        throw new TaskKilledException(); // Spark gave it up, so its failure says nothing
      }
      return result;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TaskKilledException();
    }
  }
}
