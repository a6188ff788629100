package io.hyperparameter.benchmarks.scope;

import io.hyperparameter.LongParam;
import io.hyperparameter.ParamScope;
import io.hyperparameter.benchmarks.Workload;
import java.util.Arrays;
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
 * Enter, put one or eight, read, close; by the number of parameters present and the depth it
 * happens at.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar scope.Enter -p parameters=1000 -p depth=1
 * -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class EnterBenchmark {
  private static final LongParam[] EIGHT = Arrays.copyOf(Workload.SIXTEEN, 8);

  /** How many parameters are present. */
  @Param({"16", "1000", "10000"})
  public int parameters;

  /** How many scopes are open around it; with none, all is in the frozen base. */
  @Param({"0", "1", "64"})
  public int depth;

  private final ParamScope one = ParamScope.of(Workload.STEPS, 7L);
  private final ParamScope eight = ParamScope.of(Workload.parameters(8));
  private final ParamScope none = ParamScope.of();
  private long value;

  /** On the thread that reads. */
  @Setup
  public void enter() {
    Workload.enter(parameters, depth);
  }

  /** A scope of one value made before. */
  @Benchmark
  public long reusedOne() {
    try (ParamScope in = one.enter()) {
      return Workload.STEPS_KEY.get(in);
    }
  }

  /** The same, read as code far below would. */
  @Benchmark
  public long reusedOneTyped() {
    try (ParamScope in = one.enter()) {
      return Workload.STEPS_KEY.get();
    }
  }

  /** A scope without values, put into once it is open. */
  @Benchmark
  public long reusedEmptyPutOne() {
    try (ParamScope in = none.enter()) {
      in.put(Workload.STEPS, ++value);
      return Workload.STEPS_KEY.get(in);
    }
  }

  /** The same with eight values. */
  @Benchmark
  public long reusedEmptyPutEight() {
    try (ParamScope in = none.enter()) {
      for (LongParam key : EIGHT) {
        in.put(key.key(), ++value);
      }
      return Workload.STEPS_KEY.get(in);
    }
  }

  /** A scope of eight values made before. */
  @Benchmark
  public long reusedEight() {
    try (ParamScope in = eight.enter()) {
      return Workload.STEPS_KEY.get(in);
    }
  }

  /** {@code try (var in = ParamScope.of("key", value).enter())}. */
  @Benchmark
  public long newOne() {
    try (ParamScope in = ParamScope.of(Workload.STEPS, ++value).enter()) {
      return Workload.STEPS_KEY.get(in);
    }
  }

  /** The same, read by a typed key without the scope object. */
  @Benchmark
  public long newOneTyped() {
    try (ParamScope in = ParamScope.of(Workload.STEPS, ++value).enter()) {
      return Workload.STEPS_KEY.get();
    }
  }

  /** The same with a typed key on both sides: no String at all. */
  @Benchmark
  public long newOneWithTyped() {
    try (ParamScope in = ParamScope.of().with(Workload.STEPS_KEY, ++value).enter()) {
      return Workload.STEPS_KEY.get(in);
    }
  }
}
