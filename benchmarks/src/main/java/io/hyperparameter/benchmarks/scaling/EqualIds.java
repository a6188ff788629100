package io.hyperparameter.benchmarks.scaling;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads whose ids are equal modulo 128, as those of any large pool are here and there: what finds
 * a thread's context by its id must do so for them, too. JMH takes its threads from here where it
 * is told so: {@code -Djmh.executor=CUSTOM -Djmh.executor.class=}this.
 */
public final class EqualIds extends ThreadPoolExecutor {
  static final int MODULUS = 128;

  /** JMH calls it. */
  public EqualIds(int threads, String prefix) {
    super(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        task -> {
          Thread thread = next(task, prefix);
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Each thread that is made takes an id, started or not. */
  private static Thread next(Runnable task, String prefix) {
    Thread thread = new Thread(task, prefix);
    while (thread.getId() % MODULUS != 0) {
      thread = new Thread(task, prefix + "-" + thread.getId());
    }
    return thread;
  }
}
