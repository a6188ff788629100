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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A small task that is run with values captured before, a thousand of them, on a thread that
 * carries nothing, as a pool's thread does.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar usage.Task}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
@SuppressWarnings("NullAway") // a check would be measured, too
public class TaskBenchmark {
  private final Callable<Long> task = Called::one;
  private final Callable<Long> taskThere = Called::oneOpenTelemetry;
  private ParamSnapshot snapshot;
  private Context context;
  private Callable<Long> wrapped;
  private Callable<Long> wrappedThere;

  /** Captures on another thread. */
  @Setup
  public void capture() {
    Workload.elsewhere(
        () -> {
          Surroundings.SCOPE.enter();
          snapshot = ParamScope.capture();
          context = Context.current();
        });
    wrapped = snapshot.wrap(task);
    wrappedThere = context.wrap(taskThere);
  }

  /** {@code snapshot.call(task)}. */
  @Benchmark
  public long call() throws Exception {
    return snapshot.call(Called::one);
  }

  /** The same of OpenTelemetry. */
  @Benchmark
  public long callOpenTelemetry() throws Exception {
    return context.wrap(taskThere).call();
  }

  /** A task that was wrapped before. */
  @Benchmark
  public long wrapped() throws Exception {
    return wrapped.call();
  }

  /** The same of OpenTelemetry. */
  @Benchmark
  public long wrappedOpenTelemetry() throws Exception {
    return wrappedThere.call();
  }
}
