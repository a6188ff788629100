package io.hyperparameter.executor;

import io.hyperparameter.ParamSnapshot;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** An executor whose tasks each run over the snapshot that is there when they are handed over. */
public final class BoundExecutor implements Executor {
  private final Executor executor;
  private final Supplier<ParamSnapshot> snapshot;

  public BoundExecutor(Executor executor, Supplier<ParamSnapshot> snapshot) {
    this.executor = Objects.requireNonNull(executor, "executor");
    this.snapshot = snapshot;
  }

  @Override
  public void execute(Runnable task) {
    executor.execute(snapshot.get().wrap(task));
  }
}
