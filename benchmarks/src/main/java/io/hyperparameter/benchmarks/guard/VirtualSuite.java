package io.hyperparameter.benchmarks.guard;

import com.sun.management.ThreadMXBean;
import io.hyperparameter.ParamScope;
import io.hyperparameter.benchmarks.Workload;
import io.hyperparameter.benchmarks.threads.ShortTask;
import io.hyperparameter.benchmarks.threads.VirtualThreads;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** A hundred thousand virtual threads, with and without parameters. */
final class VirtualSuite implements Suite {
  private static final int THREADS = 100_000;
  private static final int WARM_UPS = 5;

  /** The JVM's own time comes in steps of ten milliseconds: a turn must be much longer. */
  private static final long ROUNDS = 4;

  private static final Runnable READING = new ShortTask();

  @Override
  public List<Probe> probes() {
    return List.of(
        Probe.of("virtual.empty", () -> loop(VirtualSuite::nothing))
            .atOnce(ROUNDS * THREADS)
            .doneElsewhere(),
        Probe.of("virtual.reading", () -> loop(READING)).atOnce(ROUNDS * THREADS).doneElsewhere());
  }

  private static LongConsumer loop(Runnable task) {
    freeze();
    return Loop.over(
        task,
        t -> {
          for (int i = 0; i < ROUNDS; i++) {
            VirtualThreads.run(THREADS, t);
          }
        });
  }

  private static void freeze() {
    Workload.enter(1000, 1);
    ParamScope.frozen();
  }

  private static void nothing() {}

  @Override
  public Map<String, Double> figures() throws Exception {
    freeze();
    return Map.of("virtual.bytes", bytes(READING) - bytes(VirtualSuite::nothing));
  }

  /** The carriers allocate for them, so all threads are counted. */
  private static double bytes(Runnable task) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var total = ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes"); // from JDK 21
    for (int i = 0; i < WARM_UPS; i++) { // interpreted code allocates what compiled code does not
      VirtualThreads.run(THREADS, task);
    }
    long before = (Long) total.invoke(threads);
    VirtualThreads.run(THREADS, task);
    return ((Long) total.invoke(threads) - before) / (double) THREADS;
  }

  @Override
  public int turns() {
    return 12;
  }

  @Override
  public int warmUpMillis() {
    return 800;
  }
}
