package io.hyperparameter.executor;

import io.hyperparameter.ParamSnapshot;
import java.util.Objects;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/** A fork-join task that is computed over a snapshot. */
public final class BoundForkJoinTask<T extends @Nullable Object> extends ForkJoinTask<T> {
  private static final long serialVersionUID = 1L;

  private final ParamSnapshot snapshot;
  private final ForkJoinTask<T> task;

  public BoundForkJoinTask(ParamSnapshot snapshot, ForkJoinTask<T> task) {
    this.snapshot = snapshot;
    this.task = Objects.requireNonNull(task, "task");
  }

  @Override
  protected boolean exec() {
    snapshot.run(task::invoke); // throws what the task throws
    return true;
  }

  @Override
  public T getRawResult() {
    return task.getRawResult();
  }

  @Override
  protected void setRawResult(T value) {
    task.complete(value);
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    task.cancel(mayInterruptIfRunning);
    return super.cancel(mayInterruptIfRunning);
  }

  @Override
  public void reinitialize() {
    task.reinitialize();
    super.reinitialize();
  }

  @Override
  public String toString() {
    return task + " over " + snapshot;
  }
}
