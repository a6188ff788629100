package io.hyperparameter.executor;

import io.hyperparameter.ParamSnapshot;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** As {@link BoundExecutor}; what is completed is the other service's business. */
public final class BoundCompletionService<T extends @Nullable Object>
    implements CompletionService<T> {
  private final CompletionService<T> service;
  private final Supplier<ParamSnapshot> snapshot;

  public BoundCompletionService(CompletionService<T> service, Supplier<ParamSnapshot> snapshot) {
    this.service = Objects.requireNonNull(service, "service");
    this.snapshot = snapshot;
  }

  @Override
  public Future<T> submit(Callable<T> task) {
    return service.submit(snapshot.get().wrap(task));
  }

  @Override
  public Future<T> submit(Runnable task, T result) {
    return service.submit(snapshot.get().wrap(task), result);
  }

  @Override
  public Future<T> take() throws InterruptedException {
    return service.take();
  }

  @Override
  public @Nullable Future<T> poll() {
    return service.poll();
  }

  @Override
  public @Nullable Future<T> poll(long timeout, TimeUnit unit) throws InterruptedException {
    return service.poll(timeout, unit);
  }
}
