package io.hyperparameter.benchmarks.threads;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.benchmarks.Workload;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Work handed to threads that are there already, each task reading one of 1,000 parameters of its
 * submitter: per task of an executor, and per element of a parallel stream. The plain ones read
 * their default, and say what executor and stream cost by themselves.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar threads.Pool}
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@SuppressWarnings("NullAway") // a check would be measured, too
public class PoolBenchmark {
  private static final int TASKS = 1000;
  private static final int ELEMENTS = 100_000;
  private static final int THREADS = 2;
  private static final ContextKey<Long> KEY = ContextKey.named(Workload.STEPS);

  private final ExecutorService plain = Executors.newFixedThreadPool(THREADS);
  private final ForkJoinPool plainWorkers = new ForkJoinPool(THREADS);
  private final LongAdder sum = new LongAdder();
  private ExecutorService wrapped;
  private ExecutorService capturing;
  private ExecutorService wrappedThere;
  private ExecutorService capturingThere;
  private ForkJoinPool workers;
  private ParamSnapshot here;

  /** On the thread that submits. */
  @Setup
  @SuppressWarnings("MustBeClosedChecker") // it stays open for the life of this JVM
  public void enter() {
    // the pool's threads are there, and carry nothing
    submit(plain, Workload.STEPS_KEY::get);
    stream(plainWorkers, Workload.STEPS_KEY::get);
    Workload.enter(1000, 1);
    // nothing is written in this one: else a capture copies what is visible, see threads.Snapshot
    ParamScope.of().with(Workload.STEPS_KEY, Workload.STEPS_VALUE).enter();
    Context context = Context.root().with(KEY, Workload.STEPS_VALUE);
    context.makeCurrent();
    here = ParamScope.capture();
    wrapped = here.wrap(plain);
    capturing = ParamSnapshot.capturing(plain);
    wrappedThere = context.wrap(plain);
    capturingThere = Context.taskWrapping(plain);
    workers = here.pool(THREADS);
    requireAll(submit(wrapped, Workload.STEPS_KEY::get), TASKS);
    requireAll(submit(capturing, Workload.STEPS_KEY::get), TASKS);
    requireAll(submit(wrappedThere, PoolBenchmark::readThere), TASKS);
    requireAll(submit(capturingThere, PoolBenchmark::readThere), TASKS);
    requireAll(stream(workers, Workload.STEPS_KEY::get), ELEMENTS);
  }

  private static void requireAll(long sum, int times) {
    if (sum != times * Workload.STEPS_VALUE) {
      throw new IllegalStateException("not all saw the value: " + sum);
    }
  }

  /** Lets the JVM end. */
  @TearDown
  public void end() {
    plain.shutdown();
    plainWorkers.shutdown();
    workers.shutdown();
  }

  private long submit(ExecutorService executor, LongSupplier read) {
    sum.reset();
    CountDownLatch done = new CountDownLatch(TASKS);
    for (int i = 0; i < TASKS; i++) {
      executor.execute(
          () -> {
            sum.add(read.getAsLong());
            done.countDown();
          });
    }
    try {
      done.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return sum.sum();
  }

  private static long stream(ForkJoinPool pool, LongSupplier read) {
    return pool.submit(
            () -> IntStream.range(0, ELEMENTS).parallel().mapToLong(i -> read.getAsLong()).sum())
        .join();
  }

  private static long readThere() {
    return Context.current().get(KEY);
  }

  /** An executor as it is. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  public long submitPlain() {
    return submit(plain, Workload.STEPS_KEY::get);
  }

  /** {@code here.wrap(executor)}. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  public long submitWrapped() {
    return submit(wrapped, Workload.STEPS_KEY::get);
  }

  /** {@code ParamSnapshot.capturing(executor)}. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  public long submitCapturing() {
    return submit(capturing, Workload.STEPS_KEY::get);
  }

  /** {@code context.wrap(executor)} of OpenTelemetry, whose context holds the one value alone. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  public long submitWrappedOpenTelemetry() {
    return submit(wrappedThere, PoolBenchmark::readThere);
  }

  /** {@code Context.taskWrapping(executor)} of OpenTelemetry. */
  @Benchmark
  @OperationsPerInvocation(TASKS)
  public long submitCapturingOpenTelemetry() {
    return submit(capturingThere, PoolBenchmark::readThere);
  }

  /** A parallel stream in a pool as it is. */
  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public long streamPlain() {
    return stream(plainWorkers, Workload.STEPS_KEY::get);
  }

  /** {@code here.pool(n)}. */
  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public long streamInPool() {
    return stream(workers, Workload.STEPS_KEY::get);
  }

  /** {@code here.call} for each element, as in the common pool. */
  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public long streamCallingEach() {
    return stream(plainWorkers, () -> here.<Long, RuntimeException>call(Workload.STEPS_KEY::get));
  }
}
