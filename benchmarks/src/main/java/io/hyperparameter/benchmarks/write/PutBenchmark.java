package io.hyperparameter.benchmarks.write;

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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Writes into an open scope, over and over: the level must not grow with them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class PutBenchmark {
  private static final int NAMES = 16;

  /** How many parameters are present. */
  @Param({"16", "1000", "10000"})
  public int parameters;

  private ParamScope scope = ParamScope.of();
  private final String[] names = new String[NAMES];
  private final Workload.Schedule schedule = new Workload.Schedule(1, 0.9);
  private long value;

  /** On the thread that writes. */
  @Setup
  public void enter() {
    Workload.enter(parameters, 1);
    scope = ParamScope.of().enter();
    for (int i = 0; i < NAMES; i++) {
      names[i] = Workload.SIXTEEN[i].key();
    }
  }

  /** One long under a literal key. */
  @Benchmark
  public void putLong() {
    scope.put(Workload.STEPS, ++value);
  }

  /** One double under a literal key. */
  @Benchmark
  public void putDouble() {
    scope.put(Workload.RATE, (double) ++value);
  }

  /** One boolean under a literal key. */
  @Benchmark
  public void putBoolean() {
    scope.put(Workload.SHUFFLE, (++value & 1) == 0);
  }

  /** One text under a literal key. */
  @Benchmark
  public void putText() {
    scope.put(Workload.OPTIMIZER, "sgd");
  }

  /** One object under a literal key. */
  @Benchmark
  public void putObject() {
    scope.put(Workload.SCHEDULE, schedule);
  }

  /** Through the view of the innermost scope. */
  @Benchmark
  public void putThroughCurrent() {
    ParamScope.current().put(Workload.STEPS, ++value);
  }

  /** Sixteen longs. */
  @Benchmark
  @OperationsPerInvocation(NAMES)
  public void putSixteen() {
    for (String name : names) {
      scope.put(name, ++value);
    }
  }

  /** One that was not there, and away again. */
  @Benchmark
  public void putNewAndRemove() {
    scope.put(Workload.ABSENT, ++value);
    scope.remove(Workload.ABSENT);
  }
}
