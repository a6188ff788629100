package io.hyperparameter.benchmarks.scope;

import io.hyperparameter.benchmarks.Workload;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** The reference of the scope limits: OpenTelemetry with sixteen keys. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class ReferenceScopeBenchmark {
  private static final ContextKey<Long> OTEL = ContextKey.named(Workload.STEPS);

  private final Long value = Workload.STEPS_VALUE;

  /** On the thread that reads. */
  @Setup
  @SuppressWarnings("MustBeClosedChecker") // it stays open for the life of this JVM
  public void set() {
    Context context = Context.root();
    for (int i = 1; i < 16; i++) {
      context = context.with(ContextKey.named(Workload.key(i)), Workload.value(i));
      if (i == 7) { // in the middle, as its search is linear
        context = context.with(OTEL, Workload.STEPS_VALUE);
      }
    }
    context.makeCurrent();
  }

  /** {@code with}, {@code makeCurrent}, read, close. */
  @Benchmark
  public @Nullable Long openTelemetry() {
    try (io.opentelemetry.context.Scope in = Context.current().with(OTEL, value).makeCurrent()) {
      return Context.current().get(OTEL);
    }
  }
}
