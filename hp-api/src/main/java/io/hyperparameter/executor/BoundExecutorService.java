package io.hyperparameter.executor;

import io.hyperparameter.ParamSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** As {@link BoundExecutor}; all but the tasks is the other service's business. */
public class BoundExecutorService implements ExecutorService {
  private final ExecutorService executor;
  private final Supplier<ParamSnapshot> snapshot;

  public BoundExecutorService(ExecutorService executor, Supplier<ParamSnapshot> snapshot) {
    this.executor = Objects.requireNonNull(executor, "executor");
    this.snapshot = snapshot;
  }

  final Runnable bound(Runnable task) {
    return snapshot.get().wrap(task);
  }

  final <T extends @Nullable Object> Callable<T> bound(Callable<T> task) {
    return snapshot.get().wrap(task);
  }

  private <T extends @Nullable Object> List<Callable<T>> bound(
      Collection<? extends Callable<T>> tasks) {
    ParamSnapshot one = snapshot.get();
    List<Callable<T>> bound = new ArrayList<>(tasks.size());
    for (Callable<T> task : tasks) {
      bound.add(one.wrap(task));
    }
    return bound;
  }

  @Override
  public final void execute(Runnable task) {
    executor.execute(bound(task));
  }

  @Override
  public final Future<?> submit(Runnable task) {
    return executor.submit(bound(task));
  }

  @Override
  public final <T extends @Nullable Object> Future<T> submit(Runnable task, T result) {
    return executor.submit(bound(task), result);
  }

  @Override
  public final <T extends @Nullable Object> Future<T> submit(Callable<T> task) {
    return executor.submit(bound(task));
  }

  @Override
  public final <T extends @Nullable Object> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> tasks) throws InterruptedException {
    return executor.invokeAll(bound(tasks));
  }

  @Override
  public final <T extends @Nullable Object> List<Future<T>> invokeAll(
      Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException {
    return executor.invokeAll(bound(tasks), timeout, unit);
  }

  @Override
  public final <T extends @Nullable Object> T invokeAny(Collection<? extends Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    return executor.invokeAny(bound(tasks));
  }

  @Override
  public final <T extends @Nullable Object> T invokeAny(
      Collection<? extends Callable<T>> tasks, long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    return executor.invokeAny(bound(tasks), timeout, unit);
  }

  @Override
  public final void shutdown() {
    executor.shutdown();
  }

  /**
   * Part of the interface from JDK 19 on. Its default shuts down and waits: for an executor that is
   * not to be shut down, such as the common pool, for ever.
   */
  public final void close() {
    if (!(executor instanceof AutoCloseable closeable)) {
      executor.shutdown();
      return;
    }
    try {
      closeable.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) { // none is declared by any executor service
      throw new IllegalStateException(executor + " could not be closed", e);
    }
  }

  @Override
  public final List<Runnable> shutdownNow() {
    return executor.shutdownNow();
  }

  @Override
  public final boolean isShutdown() {
    return executor.isShutdown();
  }

  @Override
  public final boolean isTerminated() {
    return executor.isTerminated();
  }

  @Override
  public final boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return executor.awaitTermination(timeout, unit);
  }

  @Override
  public final String toString() {
    return "parameters bound to tasks of " + executor;
  }
}
