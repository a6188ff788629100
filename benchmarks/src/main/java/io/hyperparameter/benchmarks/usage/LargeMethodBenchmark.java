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
 * The scope of one value with a real call inside, in a large method. The JIT inlines less there: a
 * method has a budget, and much of this one's is spent before the scope. The work around the scope
 * is little, a few steps of a switch of sixteen; {@link #alone} measures that.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar usage.LargeMethod}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class LargeMethodBenchmark {
  /** What the thread carries. */
  @Param({"EMPTY", "FROZEN", "SCOPE"})
  public Surroundings around = Surroundings.EMPTY;

  private int step;
  private long mixed;

  /** On the thread that enters. */
  @Setup
  public void enter() {
    around.enter();
  }

  /** The scope of {@link ScopeBenchmark#call}. */
  @Benchmark
  public long call() {
    long v = mixed;
    v =
        switch (step++ & 15) {
          case 0 -> mix(mix(mix(mix(mix(mix(v, 1), 2), 3), 4), 5), 6);
          case 1 -> mix(mix(mix(mix(mix(mix(v, 7), 8), 9), 10), 11), 12);
          case 2 -> mix(mix(mix(mix(mix(mix(v, 13), 14), 15), 16), 17), 18);
          case 3 -> mix(mix(mix(mix(mix(mix(v, 19), 20), 21), 22), 23), 24);
          case 4 -> mix(mix(mix(mix(mix(mix(v, 25), 26), 27), 28), 29), 30);
          case 5 -> mix(mix(mix(mix(mix(mix(v, 31), 32), 33), 34), 35), 36);
          case 6 -> mix(mix(mix(mix(mix(mix(v, 37), 38), 39), 40), 41), 42);
          case 7 -> mix(mix(mix(mix(mix(mix(v, 43), 44), 45), 46), 47), 48);
          case 8 -> mix(mix(mix(mix(mix(mix(v, 49), 50), 51), 52), 53), 54);
          case 9 -> mix(mix(mix(mix(mix(mix(v, 55), 56), 57), 58), 59), 60);
          case 10 -> mix(mix(mix(mix(mix(mix(v, 61), 62), 63), 64), 65), 66);
          case 11 -> mix(mix(mix(mix(mix(mix(v, 67), 68), 69), 70), 71), 72);
          case 12 -> mix(mix(mix(mix(mix(mix(v, 73), 74), 75), 76), 77), 78);
          case 13 -> mix(mix(mix(mix(mix(mix(v, 79), 80), 81), 82), 83), 84);
          case 14 -> mix(mix(mix(mix(mix(mix(v, 85), 86), 87), 88), 89), 90);
          case 15 -> mix(mix(mix(mix(mix(mix(v, 91), 92), 93), 94), 95), 96);
          default -> v;
        };
    mixed = v;
    try (ParamScope in = ParamScope.of().with(Workload.STEPS_KEY, v).enter()) {
      return Called.one();
    }
  }

  /** The same of OpenTelemetry. */
  @Benchmark
  public long callOpenTelemetry() {
    long v = mixed;
    v =
        switch (step++ & 15) {
          case 0 -> mix(mix(mix(mix(mix(mix(v, 1), 2), 3), 4), 5), 6);
          case 1 -> mix(mix(mix(mix(mix(mix(v, 7), 8), 9), 10), 11), 12);
          case 2 -> mix(mix(mix(mix(mix(mix(v, 13), 14), 15), 16), 17), 18);
          case 3 -> mix(mix(mix(mix(mix(mix(v, 19), 20), 21), 22), 23), 24);
          case 4 -> mix(mix(mix(mix(mix(mix(v, 25), 26), 27), 28), 29), 30);
          case 5 -> mix(mix(mix(mix(mix(mix(v, 31), 32), 33), 34), 35), 36);
          case 6 -> mix(mix(mix(mix(mix(mix(v, 37), 38), 39), 40), 41), 42);
          case 7 -> mix(mix(mix(mix(mix(mix(v, 43), 44), 45), 46), 47), 48);
          case 8 -> mix(mix(mix(mix(mix(mix(v, 49), 50), 51), 52), 53), 54);
          case 9 -> mix(mix(mix(mix(mix(mix(v, 55), 56), 57), 58), 59), 60);
          case 10 -> mix(mix(mix(mix(mix(mix(v, 61), 62), 63), 64), 65), 66);
          case 11 -> mix(mix(mix(mix(mix(mix(v, 67), 68), 69), 70), 71), 72);
          case 12 -> mix(mix(mix(mix(mix(mix(v, 73), 74), 75), 76), 77), 78);
          case 13 -> mix(mix(mix(mix(mix(mix(v, 79), 80), 81), 82), 83), 84);
          case 14 -> mix(mix(mix(mix(mix(mix(v, 85), 86), 87), 88), 89), 90);
          case 15 -> mix(mix(mix(mix(mix(mix(v, 91), 92), 93), 94), 95), 96);
          default -> v;
        };
    mixed = v;
    try (var in = Context.current().with(Surroundings.KEY, v).makeCurrent()) {
      return Called.oneOpenTelemetry();
    }
  }

  /** The large method without a scope. */
  @Benchmark
  public long alone() {
    long v = mixed;
    v =
        switch (step++ & 15) {
          case 0 -> mix(mix(mix(mix(mix(mix(v, 1), 2), 3), 4), 5), 6);
          case 1 -> mix(mix(mix(mix(mix(mix(v, 7), 8), 9), 10), 11), 12);
          case 2 -> mix(mix(mix(mix(mix(mix(v, 13), 14), 15), 16), 17), 18);
          case 3 -> mix(mix(mix(mix(mix(mix(v, 19), 20), 21), 22), 23), 24);
          case 4 -> mix(mix(mix(mix(mix(mix(v, 25), 26), 27), 28), 29), 30);
          case 5 -> mix(mix(mix(mix(mix(mix(v, 31), 32), 33), 34), 35), 36);
          case 6 -> mix(mix(mix(mix(mix(mix(v, 37), 38), 39), 40), 41), 42);
          case 7 -> mix(mix(mix(mix(mix(mix(v, 43), 44), 45), 46), 47), 48);
          case 8 -> mix(mix(mix(mix(mix(mix(v, 49), 50), 51), 52), 53), 54);
          case 9 -> mix(mix(mix(mix(mix(mix(v, 55), 56), 57), 58), 59), 60);
          case 10 -> mix(mix(mix(mix(mix(mix(v, 61), 62), 63), 64), 65), 66);
          case 11 -> mix(mix(mix(mix(mix(mix(v, 67), 68), 69), 70), 71), 72);
          case 12 -> mix(mix(mix(mix(mix(mix(v, 73), 74), 75), 76), 77), 78);
          case 13 -> mix(mix(mix(mix(mix(mix(v, 79), 80), 81), 82), 83), 84);
          case 14 -> mix(mix(mix(mix(mix(mix(v, 85), 86), 87), 88), 89), 90);
          case 15 -> mix(mix(mix(mix(mix(mix(v, 91), 92), 93), 94), 95), 96);
          default -> v;
        };
    mixed = v;
    return v;
  }

  private static long mix(long v, long by) {
    long x = v * 31 + by;
    x ^= x >>> 7;
    x += x << 3;
    x ^= (x & 1) == 0 ? by : -by;
    return (x & 2) == 0 ? x + by : x - by;
  }
}
