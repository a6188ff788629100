package io.hyperparameter.benchmarks.read;

import io.hyperparameter.BooleanParam;
import io.hyperparameter.DoubleParam;
import io.hyperparameter.ParamScope;
import io.hyperparameter.benchmarks.Workload;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
 * One parameter by kind of value: present, absent (the default), and explicitly null.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar read.Kinds -p parameters=1000 -p depth=1
 * -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class KindsBenchmark {
  private static final String NULL = "train.explicit.no";
  private static final String AS_TEXT = "train.text.number";
  private static final DoubleParam ABSENT_RATE =
      io.hyperparameter.Param.ofDouble("train.absent.rate", 0.1);
  private static final BooleanParam ABSENT_FLAG =
      io.hyperparameter.Param.ofBoolean("train.absent.flag", true);
  private static final io.hyperparameter.Param<String> ABSENT_TEXT =
      io.hyperparameter.Param.ofString("train.absent.text", "none");

  /** How many parameters are present, besides one of each kind. */
  @Param({"1", "16", "1000", "100000"})
  public int parameters;

  /** How many scopes are open; with none, all is in the frozen base. */
  @Param({"0", "1", "64"})
  public int depth;

  private ParamScope scope = ParamScope.of();

  /** On the thread that reads. */
  @Setup
  public void enter() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(Workload.parameters(parameters));
    all.put(Workload.RATE, 0.001);
    all.put(Workload.SHUFFLE, true);
    all.put(Workload.OPTIMIZER, "adam");
    all.put(Workload.SCHEDULE, new Workload.Schedule(10, 0.5));
    all.put(NULL, null);
    all.put(AS_TEXT, "42");
    scope = Workload.enter(all, depth);
  }

  /** Present. */
  @Benchmark
  public long longTyped() {
    return Workload.STEPS_KEY.get();
  }

  /** Present. */
  @Benchmark
  public long longInScope() {
    return scope.getLong(Workload.STEPS, -1);
  }

  /** Present, through the narrowing getter. */
  @Benchmark
  public int intInScope() {
    return scope.getInt(Workload.STEPS, -1);
  }

  /** Present. */
  @Benchmark
  public double doubleTyped() {
    return Workload.RATE_KEY.get();
  }

  /** Present. */
  @Benchmark
  public double doubleInScope() {
    return scope.getDouble(Workload.RATE, -1);
  }

  /** Present. */
  @Benchmark
  public boolean booleanTyped() {
    return Workload.SHUFFLE_KEY.get();
  }

  /** Present. */
  @Benchmark
  public boolean booleanInScope() {
    return scope.getBoolean(Workload.SHUFFLE, false);
  }

  /** Present. */
  @Benchmark
  public String textTyped() {
    return Workload.OPTIMIZER_KEY.get();
  }

  /** Present. */
  @Benchmark
  public String textInScope() {
    return scope.getString(Workload.OPTIMIZER, "none");
  }

  /** Present. */
  @Benchmark
  public Workload.@Nullable Schedule objectInScope() {
    return scope.get(Workload.SCHEDULE, Workload.Schedule.class);
  }

  /** Absent: the default. */
  @Benchmark
  public long missTyped() {
    return Workload.ABSENT_KEY.get();
  }

  /** Absent: the default. */
  @Benchmark
  public double missDoubleTyped() {
    return ABSENT_RATE.get();
  }

  /** Absent: the default. */
  @Benchmark
  public boolean missBooleanTyped() {
    return ABSENT_FLAG.get();
  }

  /** Absent: the default. */
  @Benchmark
  public String missTextTyped() {
    return ABSENT_TEXT.get();
  }

  /** Absent: the default. */
  @Benchmark
  public long missInScope() {
    return scope.getLong(Workload.ABSENT, -1);
  }

  /** Absent: the default. */
  @Benchmark
  public String missTextInScope() {
    return scope.getString(Workload.ABSENT, "none");
  }

  /** Explicitly null: the default. */
  @Benchmark
  public long nullInScope() {
    return scope.getLong(NULL, -1);
  }

  /** Text that is read as a number. */
  @Benchmark
  public long textAsLongInScope() {
    return scope.getLong(AS_TEXT, -1);
  }

  /** A required read: no default. */
  @Benchmark
  public long requiredInScope() {
    return scope.getLong(Workload.STEPS);
  }
}
