package io.hyperparameter.benchmarks.guard;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;

/**
 * The bytes that an operation allocates once it is compiled. Counts operations, never time: with
 * {@code -Xbatch} the JIT compiles after as many on every machine.
 */
final class Allocation {
  private static final long TIMES = 20_000;
  private static final int WARM_UPS = 15;
  private static final int COUNTS = 5;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** Prepares an operation on a thread of its own, and counts there. */
  static double of(Callable<LongConsumer> prepare) {
    return new Room().call(() -> perOperation(prepare.call()));
  }

  /** The least of some counts: what the JVM allocates for itself now and then is not ours. */
  private static double perOperation(LongConsumer loop) {
    for (int i = 0; i < WARM_UPS; i++) {
      loop.accept(TIMES);
    }
    long least = Long.MAX_VALUE;
    for (int i = 0; i < COUNTS; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      loop.accept(TIMES);
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least / (double) TIMES;
  }
}
