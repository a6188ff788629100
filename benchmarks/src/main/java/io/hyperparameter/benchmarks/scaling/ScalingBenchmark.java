package io.hyperparameter.benchmarks.scaling;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.ParamTask;
import io.hyperparameter.benchmarks.Workload;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
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
 * A read, a scope and a task, by as many threads at once as JMH is told, each with its own scope.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar scaling.Scaling -p ids=IN_TURN -t 16}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
@SuppressWarnings("NullAway") // a check would be measured, too
public class ScalingBenchmark {
  private static final ContextKey<Long> KEY = ContextKey.named(Workload.STEPS);
  private static final int PARAMETERS = 16;

  /** The ids of the threads. */
  @Param({"IN_TURN", "EQUAL"})
  public Ids ids = Ids.IN_TURN;

  private final ParamTask<Long, RuntimeException> task = Workload.STEPS_KEY::get;
  private final Callable<Long> taskThere = () -> Context.current().get(KEY);
  private ParamSnapshot snapshot;
  private Context context;
  private long value;

  /** On each of the threads. */
  @Setup
  @SuppressWarnings("MustBeClosedChecker") // it stays open for the life of this JVM
  public void enter(Company beside) {
    ids.check();
    Workload.enter(PARAMETERS, 1);
    snapshot = ParamScope.capture();
    context = Context.root().with(KEY, Workload.STEPS_VALUE);
    context.makeCurrent();
  }

  /** {@code KEY.get()}. */
  @Benchmark
  public long read() {
    return Workload.STEPS_KEY.get();
  }

  /** The same of OpenTelemetry. */
  @Benchmark
  public long readOpenTelemetry() {
    return Context.current().get(KEY);
  }

  /** One value, entered, read, left. */
  @Benchmark
  public long scope() {
    try (ParamScope in = ParamScope.of().with(Workload.STEPS_KEY, ++value).enter()) {
      return Workload.STEPS_KEY.get();
    }
  }

  /** The same of OpenTelemetry. */
  @Benchmark
  public long scopeOpenTelemetry() {
    try (var in = Context.current().with(KEY, ++value).makeCurrent()) {
      return Context.current().get(KEY);
    }
  }

  /** {@code snapshot.call(task)}. */
  @Benchmark
  public long task() throws Exception {
    return snapshot.call(task);
  }

  /** The same of OpenTelemetry. */
  @Benchmark
  public long taskOpenTelemetry() throws Exception {
    return context.wrap(taskThere).call();
  }
}
