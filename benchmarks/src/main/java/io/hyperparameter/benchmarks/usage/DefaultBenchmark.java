package io.hyperparameter.benchmarks.usage;

import io.hyperparameter.BooleanParam;
import io.hyperparameter.DoubleParam;
import io.hyperparameter.ParamScope;
import io.hyperparameter.benchmarks.Workload;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
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
 * A key that nobody set: the default, which is what most reads of most programs give.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar usage.Default}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class DefaultBenchmark {
  private static final DoubleParam RATE =
      io.hyperparameter.Param.ofDouble("train.absent.rate", 0.1);
  private static final BooleanParam FLAG =
      io.hyperparameter.Param.ofBoolean("train.absent.flag", true);
  private static final io.hyperparameter.Param<String> NAME =
      io.hyperparameter.Param.ofString("train.absent.text", "none");
  private static final ContextKey<Long> ABSENT = ContextKey.named(Workload.ABSENT);

  /** What the thread carries. */
  @Param({"EMPTY", "FROZEN", "SCOPE"})
  public Surroundings around = Surroundings.EMPTY;

  /** On the thread that reads. */
  @Setup
  public void enter() {
    around.enter();
  }

  /** {@code KEY.get()}. */
  @Benchmark
  public long longTyped() {
    return Workload.ABSENT_KEY.get();
  }

  /** {@code KEY.get()}. */
  @Benchmark
  public double doubleTyped() {
    return RATE.get();
  }

  /** {@code KEY.get()}. */
  @Benchmark
  public boolean booleanTyped() {
    return FLAG.get();
  }

  /** {@code KEY.get()}. */
  @Benchmark
  public String textTyped() {
    return NAME.get();
  }

  /** {@code ParamScope.current().getLong("a.b", 0)}. */
  @Benchmark
  public long longByString() {
    return ParamScope.current().getLong(Workload.ABSENT, -1);
  }

  /** {@code ParamScope.current().getString("a.b", "c")}. */
  @Benchmark
  public String textByString() {
    return ParamScope.current().getString("train.absent.text", "none");
  }

  /** The same of OpenTelemetry. */
  @Benchmark
  public long openTelemetry() {
    Long value = Context.current().get(ABSENT);
    return value == null ? -1 : value;
  }
}
