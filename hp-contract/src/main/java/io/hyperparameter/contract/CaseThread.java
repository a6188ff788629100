package io.hyperparameter.contract;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A new thread that is waited for. Its failure is the caller's. */
final class CaseThread {
  private static final long PATIENCE_MILLIS = 60_000;

  private CaseThread() {}

  static void runAndWait(String name, Runnable task) {
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Thread thread = new Thread(task, "contract " + name);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((dead, thrown) -> failure.set(thrown));
    thread.start();
    try {
      thread.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + name, e);
    }
    if (thread.isAlive()) {
      AssertionError stuck = new AssertionError(name + " did not end in time");
      stuck.setStackTrace(thread.getStackTrace());
      throw stuck;
    }
    Throwable thrown = failure.get();
    if (thrown instanceof RuntimeException error) {
      throw error;
    } else if (thrown instanceof Error error) {
      throw error;
    } else if (thrown != null) {
      throw new AssertionError(name + " failed", thrown);
    }
  }
}
