package io.hyperparameter.benchmarks.threads;

import io.hyperparameter.ParamScope;
import io.hyperparameter.benchmarks.Workload;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * A thread from start to end, with and without parameters: it reads three of 1,000 frozen ones and
 * overrides one ({@link ShortTask}). Per thread.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar threads.ThreadStart}; the virtual ones need
 * JDK 21.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class ThreadStartBenchmark {
  private static final int VIRTUAL = 100_000;
  private static final int PLATFORM = 100;
  private static final Runnable READING = new ShortTask();

  /** Freezes. */
  @Setup
  public void freeze() {
    Workload.enter(1000, 1);
    ParamScope.frozen();
  }

  /** 100,000 virtual threads that do nothing. */
  @Benchmark
  @OperationsPerInvocation(VIRTUAL)
  public void virtualEmpty() {
    VirtualThreads.run(VIRTUAL, ThreadStartBenchmark::nothing);
  }

  /** 100,000 virtual threads that use parameters. */
  @Benchmark
  @OperationsPerInvocation(VIRTUAL)
  public void virtualReading() {
    VirtualThreads.run(VIRTUAL, READING);
  }

  /** 100 platform threads, one after the other, that do nothing. */
  @Benchmark
  @OperationsPerInvocation(PLATFORM)
  public void platformEmpty() throws InterruptedException {
    runAll(ThreadStartBenchmark::nothing);
  }

  /** 100 platform threads, one after the other, that use parameters. */
  @Benchmark
  @OperationsPerInvocation(PLATFORM)
  public void platformReading() throws InterruptedException {
    runAll(READING);
  }

  private static void runAll(Runnable task) throws InterruptedException {
    for (int i = 0; i < PLATFORM; i++) {
      Thread thread = new Thread(task);
      thread.start();
      thread.join();
    }
  }

  private static void nothing() {}
}
