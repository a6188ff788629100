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
 * A value that is there, read as code far from any scope object reads it; {@link DefaultBenchmark}
 * has the same reads of keys that nobody set.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar usage.Value}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
@SuppressWarnings("NullAway") // a check would be measured, too
public class ValueBenchmark {
  /** Where the value is; an empty thread has none. */
  @Param({"FROZEN", "SCOPE"})
  public Surroundings around = Surroundings.EMPTY;

  /** On the thread that reads. */
  @Setup
  public void enter() {
    around.enter();
  }

  /** {@code KEY.get()}. */
  @Benchmark
  public long longTyped() {
    return Workload.STEPS_KEY.get();
  }

  /** {@code KEY.get()}. */
  @Benchmark
  public double doubleTyped() {
    return Workload.RATE_KEY.get();
  }

  /** {@code KEY.get()}. */
  @Benchmark
  public boolean booleanTyped() {
    return Workload.SHUFFLE_KEY.get();
  }

  /** {@code KEY.get()}. */
  @Benchmark
  public String textTyped() {
    return Workload.OPTIMIZER_KEY.get();
  }

  /** {@code ParamScope.current().getLong("a.b", 0)}. */
  @Benchmark
  public long longByString() {
    return ParamScope.current().getLong(Workload.STEPS, -1);
  }

  /** {@code ParamScope.current().getString("a.b", "c")}. */
  @Benchmark
  public String textByString() {
    return ParamScope.current().getString(Workload.OPTIMIZER, "none");
  }

  /** The same of OpenTelemetry. */
  @Benchmark
  public long openTelemetry() {
    return Context.current().get(Surroundings.KEY);
  }
}
