package io.hyperparameter.benchmarks.guard;

import com.sun.management.ThreadMXBean;
import io.hyperparameter.ParamScope;
import io.hyperparameter.benchmarks.Workload;
import io.hyperparameter.benchmarks.threads.ShortTask;
import io.hyperparameter.benchmarks.threads.VirtualThreads;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;

/** A hundred thousand virtual threads, with and without parameters. */
final class VirtualSuite implements Suite {
  private static final int THREADS = 100_000;
  private static final Runnable READING = new ShortTask();

  @Override
  public List<Probe> probes() {
    new Room()
        .call(
            () -> {
              Workload.enter(1000, 1);
              ParamScope.frozen();
              return null;
            });
    Room room = new Room();
    return List.of(
        new Probe(
            "virtual.empty", room, () -> run(VirtualSuite::nothing), THREADS, true, List.of()),
        new Probe("virtual.reading", room, () -> run(READING), THREADS, true, List.of()));
  }

  private static void nothing() {}

  private static long run(Runnable task) {
    VirtualThreads.run(THREADS, task);
    return 0;
  }

  @Override
  public Map<String, Double> figures() throws Exception {
    return Map.of("virtual.bytes", bytes(READING) - bytes(VirtualSuite::nothing));
  }

  /** The carriers allocate for them, so all threads are counted. */
  private static double bytes(Runnable task) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var total = ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes"); // from JDK 21
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
