package io.hyperparameter.benchmarks.scaling;

import io.hyperparameter.benchmarks.Workload;
import java.util.concurrent.CountDownLatch;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Threads that live beside the measured ones and have used the library, as a pool's do. */
@State(Scope.Benchmark)
public class Company {
  /** How many. */
  @Param("0")
  public int live;

  /** Starts them; they end with this JVM. */
  @Setup
  public void start() throws InterruptedException {
    CountDownLatch ready = new CountDownLatch(live);
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < live; i++) {
      Thread thread = new Thread(() -> live(ready, never), "company");
      thread.setDaemon(true);
      thread.start();
    }
    ready.await();
  }

  private static void live(CountDownLatch ready, CountDownLatch never) {
    Workload.enter(1, 1);
    ready.countDown();
    try {
      never.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
