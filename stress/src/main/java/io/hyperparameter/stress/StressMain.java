package io.hyperparameter.stress;

import io.hyperparameter.Backend;
import io.hyperparameter.ParamScope;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;

/**
 * Moves work in every way there is, on all cores, and checks each task: that it sees the values it
 * was given, whole, and that its thread and its submitter see afterwards what they saw before.
 *
 * <p>{@code java -cp stress.jar io.hyperparameter.stress.StressMain [SECONDS [SEED]]}: 30 seconds
 * and a seed by the clock if not said. What each of its threads does follows from the seed; how
 * they meet does not, so a failure may take several runs to come again.
 */
public final class StressMain {
  private final long seed;
  private final long end;
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

  private final int threads = 2 * Runtime.getRuntime().availableProcessors();
  private final CyclicBarrier begun = new CyclicBarrier(threads);

  private StressMain(long seconds, long seed) {
    this.seed = seed;
    this.end = System.nanoTime() + seconds * 1_000_000_000L;
  }

  /**
   * Runs; exit code 1 if anything was wrong.
   *
   * @param args seconds and seed, both optional
   */
  public static void main(String[] args) throws InterruptedException {
    long seconds = args.length > 0 ? Long.parseLong(args[0]) : 30;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
    System.exit(new StressMain(seconds, seed).run(out()) ? 0 : 1);
  }

  private static PrintStream out() {
    return new PrintStream(
        new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
  }

  private boolean run(PrintStream out) throws InterruptedException {
    out.println(
        "backend "
            + Backend.current().name()
            + ", JDK "
            + Runtime.version().feature()
            + ", "
            + threads
            + " threads, seed "
            + seed);
    List<Thread> workers = new ArrayList<>();
    try (Moves moves = new Moves()) {
      for (int i = 0; i < threads; i++) {
        int number = i + 1;
        Thread worker = new Thread(() -> work(moves, number), "stress-" + number);
        workers.add(worker);
        worker.start();
      }
      for (Thread worker : workers) {
        worker.join();
      }
    }
    new TreeMap<>(counts).forEach((what, count) -> out.printf("%,12d  %s%n", count.sum(), what));
    out.printf("%,12d  in all%n", counts.values().stream().mapToLong(LongAdder::sum).sum());
    Throwable failed = failure.get();
    if (failed != null) {
      out.println("FAILED with seed " + seed + "; repeat it by giving it as the second argument");
      failed.printStackTrace(out);
    }
    return failed == null;
  }

  /** What one thread does until time is over or somebody fails. */
  private void work(Moves moves, int number) {
    RandomGenerator random =
        RandomGeneratorFactory.of("L64X128MixRandom").create(seed * 1_000_003 + number);
    long task = 0;
    // an own value below all scopes: no task may change it, or see it
    ParamScope.current().put("own.thread", number);
    try {
      begun.await(); // nobody freezes before all have their contexts
      while (System.nanoTime() < end && failure.get() == null) {
        Moves.Move move = moves.any(random);
        long value = number * Moves.PER_THREAD + ++task;
        try (ParamScope scope = Whole.scope(value).enter()) {
          move.how().start(random, value);
          Moves.require(Whole.numberSeen() == value, "the submitter sees something else");
        }
        Moves.require(
            ParamScope.current().keys().equals(java.util.Set.of("own.thread"))
                && ParamScope.current().getInt("own.thread") == number,
            "something was left on the submitter's thread");
        counts.computeIfAbsent(move.name(), unused -> new LongAdder()).increment();
      }
    } catch (Throwable e) { // told with the seed
      failure.compareAndSet(null, e);
    }
  }
}
