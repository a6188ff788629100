package io.hyperparameter.benchmarks.guard;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/** One probe while it is measured: it has its turn now and then, the others in between. */
final class Turns {
  private static final long TURN_NANOS = 1_000_000;
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Probe probe;
  private final List<Room> rooms = new ArrayList<>();
  private final List<LongConsumer> loops = new ArrayList<>();
  private final double[] nanos;
  private final double[] bytes;
  private long times = 1;
  private int turn;

  /**
   * Prepares a probe, on threads of its own.
   *
   * @param prepare called on each of them
   */
  Turns(Probe probe, Callable<LongConsumer> prepare, int turns) {
    this.probe = probe;
    this.nanos = new double[turns];
    this.bytes = new double[turns];
    for (int i = 0; i < probe.threads(); i++) {
      Room room = new Room();
      rooms.add(room);
      loops.add(room.call(prepare));
    }
  }

  String name() {
    return probe.name();
  }

  /** Runs it for a while and finds out how many times make a turn. */
  void warmUp(int millis) {
    LongConsumer loop = loops.get(0);
    rooms
        .get(0)
        .call(
            () -> {
              long end = now() + millis * 1_000_000L;
              long quick = Long.MAX_VALUE;
              do {
                long start = now();
                loop.accept(times);
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
    CyclicBarrier start = new CyclicBarrier(rooms.size());
    List<Future<?>> company = new ArrayList<>();
    for (int i = 1; i < rooms.size(); i++) {
      LongConsumer loop = loops.get(i);
      company.add(
          rooms
              .get(i)
              .start(
                  () -> {
                    start.await();
                    loop.accept(times);
                    return null;
                  }));
    }
    LongConsumer loop = loops.get(0);
    rooms
        .get(0)
        .call(
            () -> {
              start.await();
              long thread = Thread.currentThread().getId();
              long bytesBefore = THREADS.getThreadAllocatedBytes(thread);
              long before = now();
              loop.accept(times);
              long took = now() - before;
              long allocated = THREADS.getThreadAllocatedBytes(thread) - bytesBefore;
              double operations = (double) times * probe.atOnce();
              nanos[turn] = took / operations;
              bytes[turn] = allocated / operations;
              return null;
            });
    for (Future<?> other : company) {
      other.get();
    }
    turn++;
  }

  /**
   * Time the thread spent running, or this JVM where other threads do the work: what others do to
   * the machine counts only by way of its caches.
   */
  private long now() {
    return probe.elsewhere() ? SYSTEM.getProcessCpuTime() : THREADS.getCurrentThreadCpuTime();
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
