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
 * Values given, entered, read by what is called inside, left.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar usage.Scope}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
@SuppressWarnings("NullAway") // a check would be measured, too
public class ScopeBenchmark {
  /** What the thread carries. */
  @Param({"EMPTY", "FROZEN", "SCOPE", "RUN"})
  public Surroundings around = Surroundings.EMPTY;

  private long value;

  /** On the thread that enters. */
  @Setup
  public void enter() {
    around.enter();
  }

  /** One value by typed key, read by a real call. */
  @Benchmark
  public long call() {
    try (ParamScope in = ParamScope.of().with(Workload.STEPS_KEY, ++value).enter()) {
      return Called.one();
    }
  }

  /** The same of OpenTelemetry. */
  @Benchmark
  public long callOpenTelemetry() {
    try (var in = Context.current().with(Surroundings.KEY, ++value).makeCurrent()) {
      return Called.oneOpenTelemetry();
    }
  }

  /** One value by typed key, read where the JIT sees both. */
  @Benchmark
  public long inlined() {
    try (ParamScope in = ParamScope.of().with(Workload.STEPS_KEY, ++value).enter()) {
      return Workload.STEPS_KEY.get();
    }
  }

  /** The same of OpenTelemetry. */
  @Benchmark
  public long inlinedOpenTelemetry() {
    try (var in = Context.current().with(Surroundings.KEY, ++value).makeCurrent()) {
      return Context.current().get(Surroundings.KEY);
    }
  }

  /** Three values of three kinds, given by String, read by a real call. */
  @Benchmark
  public double threeByString() {
    try (ParamScope in =
        ParamScope.of(Called.RATE, 0.5)
            .with(Called.SIZE, ++value)
            .with(Called.NAME, "adam")
            .enter()) {
      return Called.three();
    }
  }

  /** The same of OpenTelemetry. */
  @Benchmark
  public double threeByStringOpenTelemetry() {
    try (var in =
        Context.current()
            .with(Called.RATE_THERE, 0.5)
            .with(Called.SIZE_THERE, ++value)
            .with(Called.NAME_THERE, "adam")
            .makeCurrent()) {
      return Called.threeOpenTelemetry();
    }
  }
}
