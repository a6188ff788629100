package io.hyperparameter.benchmarks.usage;

import io.hyperparameter.ParamScope;
import io.hyperparameter.benchmarks.Workload;
import io.opentelemetry.context.Context;
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
 * Scopes and a read in a program that has them in many forms: what the JIT knows of the library is
 * then known of all of them together, and what it could leave out for one form alone it may not.
 * Other benchmarks measure one form a JVM.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar usage.Mixed}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
@SuppressWarnings("NullAway") // a check would be measured, too
public class MixedBenchmark {
  /** Enough for everything to be compiled, more than once. */
  private static final int ROUNDS = 200_000;

  private static final int READS = 40;

  /** What the thread carries. */
  @Param("FROZEN")
  public Surroundings around = Surroundings.FROZEN;

  private final ScopeBenchmark forms = new ScopeBenchmark();
  private final ParamScope madeBefore = ParamScope.of(Called.RATE, 0.5);
  private long value;

  /** Uses all forms, on the thread that is measured. */
  @Setup
  public void mix() {
    around.enter();
    double sum = 0;
    for (int i = 0; i < ROUNDS; i++) {
      sum += call() + callOpenTelemetry() + nested() + nestedOpenTelemetry();
      sum += forms.threeByString() + forms.threeByStringOpenTelemetry();
      sum += again() + putAgain() + putAnother() + readOften() + read() + readOpenTelemetry();
    }
    if (sum == 0) {
      throw new IllegalStateException("nothing was read");
    }
  }

  /** One value by typed key, read by a real call. */
  @Benchmark
  public long call() {
    return forms.call();
  }

  /** The same of OpenTelemetry. */
  @Benchmark
  public long callOpenTelemetry() {
    return forms.callOpenTelemetry();
  }

  /** Three values of three kinds, given by String, read by a real call. */
  @Benchmark
  public double three() {
    return forms.threeByString();
  }

  /** The same of OpenTelemetry. */
  @Benchmark
  public double threeOpenTelemetry() {
    return forms.threeByStringOpenTelemetry();
  }

  /** A scope in a scope, and a read of the outer one's value by a real call. */
  @Benchmark
  public long nested() {
    try (ParamScope outer = ParamScope.of().with(Workload.STEPS_KEY, ++value).enter();
        ParamScope inner = ParamScope.of(Called.SIZE, value).enter()) {
      return Called.one();
    }
  }

  /** The same of OpenTelemetry. */
  @Benchmark
  public long nestedOpenTelemetry() {
    try (var outer = Context.current().with(Surroundings.KEY, ++value).makeCurrent();
        var inner = Context.current().with(Called.SIZE_THERE, value).makeCurrent()) {
      return Called.oneOpenTelemetry();
    }
  }

  /** A read outside of scopes. */
  @Benchmark
  public long read() {
    return Called.one();
  }

  /** The same of OpenTelemetry. */
  @Benchmark
  public long readOpenTelemetry() {
    return Called.oneOpenTelemetry();
  }

  /** A scope made before, which OpenTelemetry has no counterpart for; nor for the next three. */
  @Benchmark
  public long again() {
    try (ParamScope in = madeBefore.enter()) {
      return Called.one();
    }
  }

  /** The same with a write that the scope keeps. */
  @Benchmark
  public long putAgain() {
    try (ParamScope in = madeBefore.enter()) {
      in.put(Called.RATE, (double) ++value);
      return Called.one();
    }
  }

  /** A write of a value that the scope was not entered with. */
  @Benchmark
  public long putAnother() {
    try (ParamScope in = ParamScope.of().with(Workload.STEPS_KEY, ++value).enter()) {
      in.put(Called.RATE, (double) value);
      return Called.one();
    }
  }

  /** A scope whose value is read in a loop. */
  @Benchmark
  public long readOften() {
    try (ParamScope in = ParamScope.of().with(Workload.STEPS_KEY, ++value).enter()) {
      long read = 0;
      for (int i = 0; i < READS; i++) {
        read += Called.one();
      }
      return read;
    }
  }
}
