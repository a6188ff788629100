package io.hyperparameter.benchmarks.usage;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.benchmarks.Workload;
import io.opentelemetry.context.Context;
import java.util.concurrent.Callable;
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
 * Values captured for each task, and the task run: what handing one to a pool costs.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar usage.Capture}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
@SuppressWarnings("NullAway") // a check would be measured, too
public class CaptureBenchmark {
  /** Where the values are. */
  @Param({"FROZEN", "SCOPE"})
  public Surroundings around = Surroundings.EMPTY;

  private final Callable<Long> taskThere = Called::oneOpenTelemetry;
  private long value;

  /** On the thread that captures. */
  @Setup
  public void enter() {
    around.enter();
  }

  /** {@code ParamScope.capture()}; nothing has changed since the last time. */
  @Benchmark
  public ParamSnapshot capture() {
    return ParamScope.capture();
  }

  /** Nothing has changed since the last time, and the task. */
  @Benchmark
  public long unchanged() throws Exception {
    return ParamScope.capture().call(Called::one);
  }

  /** The same of OpenTelemetry. */
  @Benchmark
  public long unchangedOpenTelemetry() throws Exception {
    return Context.current().wrap(taskThere).call();
  }

  /** In a scope that changes one value. */
  @Benchmark
  public long changed() throws Exception {
    try (ParamScope in = ParamScope.of().with(Workload.STEPS_KEY, ++value).enter()) {
      return ParamScope.capture().call(Called::one);
    }
  }

  /** The same of OpenTelemetry. */
  @Benchmark
  public long changedOpenTelemetry() throws Exception {
    try (var in = Context.current().with(Surroundings.KEY, ++value).makeCurrent()) {
      return Context.current().wrap(taskThere).call();
    }
  }
}
