package io.hyperparameter.contract.random;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs something on another thread and waits; what it throws passes through. */
final class Threads {
  private static final long PATIENCE_SECONDS = 300;

  private Threads() {}

  /** An executor of one thread that never keeps the JVM alive. */
  static ExecutorService single() {
    return Executors.newSingleThreadExecutor(Threads::thread);
  }

  /** On a new thread, which has ended when this returns. */
  static void runAndWait(Runnable task) {
    call(Executors.callable(task));
  }

  /** As {@link #runAndWait}, with a result. */
  static <T> T call(Callable<T> task) {
    FutureTask<T> future = new FutureTask<>(task);
    Thread thread = thread(future);
    thread.start();
    T result = await(future);
    try {
      thread.join();
      return result;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** On a new thread; {@link #await} tells how it went. */
  static FutureTask<Boolean> start(Runnable task) {
    FutureTask<Boolean> future = new FutureTask<>(task, true);
    thread(future).start();
    return future;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "contract thread");
    thread.setDaemon(true);
    return thread;
  }

  static <T> T on(ExecutorService executor, Callable<T> task) {
    return await(executor.submit(task));
  }

  static <T> T await(Future<T> future) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new AssertionError("a step threw", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } catch (TimeoutException e) {
      throw new AssertionError("a step takes for ever", e);
    }
  }
}
