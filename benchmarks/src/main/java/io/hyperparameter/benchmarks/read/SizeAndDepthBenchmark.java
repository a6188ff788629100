package io.hyperparameter.benchmarks.read;

import io.hyperparameter.LongParam;
import io.hyperparameter.ParamScope;
import io.hyperparameter.benchmarks.Workload;
import io.hyperparameter.generated.ParamBinding;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One long that is present, read in every way there is, by the number of parameters and the depth.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar read.SizeAndDepth -p parameters=1000 -p
 * depth=1 -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class SizeAndDepthBenchmark {
  private static final int DYNAMIC = 16;
  private static final long HASH = Workload.STEPS_KEY.hash();

  /** How many parameters are present. */
  @Param({"1", "16", "1000", "10000", "100000"})
  public int parameters;

  /** How many scopes are open. */
  @Param({"1", "64"})
  public int depth;

  private ParamScope scope = ParamScope.of();
  private final String[] names = new String[DYNAMIC];
  private byte[] fresh = {};
  private int next;

  /** On the thread that reads. */
  @Setup
  public void enter() {
    scope = Workload.enter(parameters, depth);
    for (int i = 0; i < DYNAMIC; i++) {
      names[i] = new String(Workload.SIXTEEN[i].key().toCharArray());
    }
    fresh = Workload.STEPS.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** {@code KEY.get()}: finds the thread's context first. */
  @Benchmark
  public long typed() {
    return Workload.STEPS_KEY.get();
  }

  /** {@code KEY.get(scope)}. */
  @Benchmark
  public long typedInScope() {
    return Workload.STEPS_KEY.get(scope);
  }

  /** What generated code calls: a read of the thread by a constant hash. */
  @Benchmark
  public long hash() {
    return ParamBinding.getLong(HASH, -1);
  }

  /** {@code scope.getLong("literal", def)}. */
  @Benchmark
  public long literal() {
    return scope.getLong(Workload.STEPS, -1);
  }

  /** {@code scope.getLong(name, def)}, another of sixteen names each time. */
  @Benchmark
  public long dynamic() {
    return scope.getLong(names[next++ & (DYNAMIC - 1)], -1);
  }

  /** The same with a String nobody has seen; includes making it (see hash.KeyHashBenchmark). */
  @Benchmark
  public long freshString() {
    return scope.getLong(new String(fresh, StandardCharsets.ISO_8859_1), -1);
  }

  /**
   * One of sixteen typed keys in turn, through the scope: a key may be lucky with its slot, sixteen
   * are not.
   */
  @Benchmark
  public long inTurnInScope() {
    return Workload.SIXTEEN[next++ & (DYNAMIC - 1)].get(scope);
  }

  /** One of sixteen typed keys in turn, each finding the context. */
  @Benchmark
  public long inTurnTyped() {
    return Workload.SIXTEEN[next++ & (DYNAMIC - 1)].get();
  }

  /** Sixteen keys in a loop, which the JIT unrolls: typed, through the scope. */
  @Benchmark
  @OperationsPerInvocation(16)
  public long sixteenInScope() {
    ParamScope in = scope;
    long sum = 0;
    for (LongParam key : Workload.SIXTEEN) {
      sum += key.get(in);
    }
    return sum;
  }

  /** Sixteen keys in a loop, typed, each finding the context. */
  @Benchmark
  @OperationsPerInvocation(16)
  public long sixteenTyped() {
    long sum = 0;
    for (LongParam key : Workload.SIXTEEN) {
      sum += key.get();
    }
    return sum;
  }
}
