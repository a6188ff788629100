package io.hyperparameter.executor;

import io.hyperparameter.ParamSnapshot;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * As {@link BoundExecutorService}; a task that is repeated runs over the same snapshot each time.
 */
public final class BoundScheduledExecutorService extends BoundExecutorService
    implements ScheduledExecutorService {
  private final ScheduledExecutorService executor;

  public BoundScheduledExecutorService(
      ScheduledExecutorService executor, Supplier<ParamSnapshot> snapshot) {
    super(executor, snapshot);
    this.executor = executor;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    return executor.schedule(bound(task), delay, unit);
  }

  @Override
  public <T extends @Nullable Object> ScheduledFuture<T> schedule(
      Callable<T> task, long delay, TimeUnit unit) {
    return executor.schedule(bound(task), delay, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable task, long initialDelay, long period, TimeUnit unit) {
    return executor.scheduleAtFixedRate(bound(task), initialDelay, period, unit);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable task, long initialDelay, long delay, TimeUnit unit) {
    return executor.scheduleWithFixedDelay(bound(task), initialDelay, delay, unit);
  }
}
