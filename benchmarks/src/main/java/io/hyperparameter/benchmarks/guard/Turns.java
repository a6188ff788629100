package io.hyperparameter.benchmarks.guard;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;

/** One probe while it is measured: it has its turn now and then, the others in between. */
final class Turns {
  private static final long TURN_NANOS = 1_000_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Probe probe;
  private final Loop loop = Loop.copy();
  private final double[] nanos;
  private final double[] bytes;
  private long times = 1;
  private int turn;

  Turns(Probe probe, int turns) {
    this.probe = probe;
    this.nanos = new double[turns];
    this.bytes = new double[turns];
  }

  Probe probe() {
    return probe;
  }

  /** Runs it for a while and finds out how many times make a turn. */
  void warmUp(int millis) {
    probe
        .room()
        .call(
            () -> {
              long end = now() + millis * 1_000_000L;
              long quick = Long.MAX_VALUE;
              do {
                long start = now();
                loop.run(probe.operation(), times);
                long took = now() - start;
                if (took < TURN_NANOS / 2) {
                  times *= 2;
                  quick = Long.MAX_VALUE;
                } else {
                  quick = Math.min(quick, took);
                }
              } while (now() < end);
              if (quick != Long.MAX_VALUE) {
                times = Math.max(1, times * TURN_NANOS / quick);
              }
              return null;
            });
  }

  /** One turn. */
  void take() throws Exception {
    List<Room> company = probe.company();
    CyclicBarrier start = new CyclicBarrier(1 + company.size());
    Thread[] helpers = new Thread[company.size()];
    for (int i = 0; i < helpers.length; i++) {
      Room room = company.get(i);
      helpers[i] =
          new Thread(
              () ->
                  room.call(
                      () -> {
                        start.await();
                        loop.run(probe.operation(), times);
                        return null;
                      }));
      helpers[i].start();
    }
    probe
        .room()
        .call(
            () -> {
              start.await();
              long thread = Thread.currentThread().getId();
              long bytesBefore = THREADS.getThreadAllocatedBytes(thread);
              long before = now();
              loop.run(probe.operation(), times);
              long took = now() - before;
              long allocated = THREADS.getThreadAllocatedBytes(thread) - bytesBefore;
              double operations = (double) times * probe.atOnce();
              nanos[turn] = took / operations;
              bytes[turn] = allocated / operations;
              return null;
            });
    for (Thread helper : helpers) {
      helper.join();
    }
    turn++;
  }

  /**
   * Time the thread spent running: what others do to the machine counts only by way of its caches.
   */
  private long now() {
    return probe.elsewhere() ? System.nanoTime() : THREADS.getCurrentThreadCpuTime();
  }

  /** Noise only adds: the lower quartile of the turns. */
  double nanos() {
    double[] sorted = Arrays.copyOf(nanos, turn);
    Arrays.sort(sorted);
    return sorted[turn / 4];
  }

  /** The median of the turns, so that a compilation in one of them does not count. */
  double bytes() {
    double[] sorted = Arrays.copyOf(bytes, turn);
    Arrays.sort(sorted);
    return sorted[turn / 2];
  }
}
