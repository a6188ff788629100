package io.hyperparameter.benchmarks.read;

import io.hyperparameter.benchmarks.Workload;
import io.hyperparameter.hashing.KeyHash;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.nio.charset.StandardCharsets;
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
 *
 * <p>Each has a state of its own: a thread's few ThreadLocals share a small hash table, and one
 * more of them may move another out of its place.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class ReferenceBenchmark {
  /** A field of the state: the loop itself. */
  @Benchmark
  public long field(Holder holder) {
    return holder.value;
  }

  /** {@code ThreadLocal.get()}, nothing else. */
  @Benchmark
  public Object threadLocal(Local local) {
    return Local.LOCAL.get();
  }

  /** {@code ThreadLocal.get()}, cast, field load. */
  @Benchmark
  public long threadLocalCastField(LocalHolder local) {
    return LocalHolder.LOCAL.get().value;
  }

  /** {@code HashMap<String, Object>} of 1,000, literal key, cast and unboxed. */
  @Benchmark
  @SuppressWarnings("NullAway") // a check would be measured, too
  public long hashMapCast(Boxed boxed) {
    return (Long) boxed.map.get(Workload.STEPS);
  }

  /** {@code Context.current().get(KEY)} in a context of sixteen. */
  @Benchmark
  public @Nullable Long openTelemetry(Telemetry telemetry) {
    return Context.current().get(Telemetry.KEY);
  }

  /**
   * Making a String and hashing it as a key: {@code SizeAndDepthBenchmark.freshString} without the
   * read.
   */
  @Benchmark
  public long hashOfFreshString(Text text) {
    return KeyHash.hash(new String(text.bytes, StandardCharsets.ISO_8859_1));
  }

  /** An object with a field. */
  @State(Scope.Thread)
  public static class Holder {
    private final long value = System.nanoTime();
  }

  /** A ThreadLocal of an object. */
  @State(Scope.Thread)
  public static class Local {
    private static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();

    /** On the thread that reads. */
    @Setup
    public void set() {
      LOCAL.set(new Object());
    }
  }

  /** A ThreadLocal of an object with a field. */
  @State(Scope.Thread)
  public static class LocalHolder {
    private static final ThreadLocal<Holder> LOCAL = new ThreadLocal<>();

    /** On the thread that reads. */
    @Setup
    public void set() {
      LOCAL.set(new Holder());
    }
  }

  /** A map of boxed values. */
  @State(Scope.Thread)
  public static class Boxed {
    private final Map<String, Object> map = new HashMap<>(Workload.parameters(1000));
  }

  /** A context that is current. */
  @State(Scope.Thread)
  public static class Telemetry {
    private static final ContextKey<Long> KEY = ContextKey.named(Workload.STEPS);

    /** On the thread that reads. */
    @Setup
    @SuppressWarnings("MustBeClosedChecker") // it stays open for the life of this JVM
    public void makeCurrent() {
      Context context = Context.root();
      for (int i = 1; i < 16; i++) {
        context = context.with(ContextKey.named(Workload.key(i)), Workload.value(i));
        if (i == 7) { // in the middle, as its search is linear
          context = context.with(KEY, Workload.STEPS_VALUE);
        }
      }
      context.makeCurrent();
    }
  }

  /** The characters of a key. */
  @State(Scope.Thread)
  public static class Text {
    private final byte[] bytes = Workload.STEPS.getBytes(StandardCharsets.ISO_8859_1);
  }
}
