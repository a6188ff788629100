package io.hyperparameter.benchmarks.threads;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.benchmarks.Workload;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Publishing parameters to new threads, and carrying them to tasks; by the number of parameters.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar threads.Snapshot -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class SnapshotBenchmark {
  /** How many parameters are present. */
  @Param({"16", "1000"})
  public int parameters;

  private ParamSnapshot snapshot = ParamScope.capture();
  private Runnable wrapped = () -> {};
  private long read;

  /** On the thread that freezes and captures. */
  @Setup
  public void enter() {
    Workload.enter(parameters, 1);
    snapshot = ParamScope.capture();
    wrapped = snapshot.wrap((Runnable) () -> read = Workload.STEPS_KEY.get());
  }

  /** {@code ParamScope.frozen()}. */
  @Benchmark
  public void frozen() {
    ParamScope.frozen();
  }

  /** {@code ParamScope.capture()}. */
  @Benchmark
  public ParamSnapshot capture() {
    return ParamScope.capture();
  }

  /** Runs a task that was wrapped before and reads one parameter. */
  @Benchmark
  public long runWrapped() {
    wrapped.run();
    return read;
  }

  /** Captures, wraps, runs: what handing one task to an executor costs. */
  @Benchmark
  public long captureWrapRun() {
    ParamScope.capture().wrap((Runnable) () -> read = Workload.STEPS_KEY.get()).run();
    return read;
  }

  /** Lays the snapshot over the thread's own context: {@code toScope()}, enter, read, close. */
  @Benchmark
  public long toScope() {
    try (ParamScope in = snapshot.toScope().enter()) {
      return Workload.STEPS_KEY.get(in);
    }
  }
}
