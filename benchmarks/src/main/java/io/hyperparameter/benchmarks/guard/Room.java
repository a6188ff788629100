package io.hyperparameter.benchmarks.guard;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A thread of its own, so that its context holds what was put there and nothing else. */
final class Room {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "room");
            made.setDaemon(true);
            return made;
          });

  /** Runs a task on the room's thread. */
  <T> Future<T> start(Callable<T> task) {
    return thread.submit(task);
  }

  /** Runs a task on the room's thread and waits for it. */
  <T> T call(Callable<T> task) {
    try {
      return start(task).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
