package io.hyperparameter.benchmarks.read;

import io.hyperparameter.benchmarks.Workload;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.HashMap;
import java.util.Map;
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

/**
 * What a read cannot avoid, and what it replaces: the references of the limits, as bare as they
 * come (the peers package has more of them, behind one adapter).
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class ReferenceBenchmark {
  private static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();
  private static final ThreadLocal<Holder> HOLDER = new ThreadLocal<>();
  private static final ContextKey<Long> OTEL = ContextKey.named(Workload.STEPS);

  private final Holder holder = new Holder();
  private Map<String, Object> map = new HashMap<>();

  /** On the thread that reads. */
  @Setup
  @SuppressWarnings("MustBeClosedChecker") // it stays open for the life of this JVM
  public void set() {
    LOCAL.set(holder);
    HOLDER.set(holder);
    map = new HashMap<>(Workload.parameters(1000));
    Context context = Context.root();
    for (int i = 1; i < 16; i++) {
      context = context.with(ContextKey.named(Workload.key(i)), Workload.value(i));
      if (i == 7) { // in the middle, as its search is linear
        context = context.with(OTEL, Workload.STEPS_VALUE);
      }
    }
    context.makeCurrent();
  }

  /** A field of the state: the loop itself. */
  @Benchmark
  public long field() {
    return holder.value;
  }

  /** {@code ThreadLocal.get()}, nothing else. */
  @Benchmark
  public Object threadLocal() {
    return LOCAL.get();
  }

  /** {@code ThreadLocal.get()}, cast, field load. */
  @Benchmark
  public long threadLocalCastField() {
    return HOLDER.get().value;
  }

  /** {@code HashMap<String, Object>} of 1,000, literal key, cast and unboxed. */
  @Benchmark
  @SuppressWarnings("NullAway") // a check would be measured, too
  public long hashMapCast() {
    return (Long) map.get(Workload.STEPS);
  }

  /** {@code Context.current().get(KEY)} in a context of sixteen. */
  @Benchmark
  public @Nullable Long openTelemetry() {
    return Context.current().get(OTEL);
  }

  private static final class Holder {
    private final long value = System.nanoTime();
  }
}
