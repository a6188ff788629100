package io.hyperparameter.benchmarks.usage;

import io.hyperparameter.LongParam;
import io.hyperparameter.ParamScope;
import io.hyperparameter.benchmarks.Workload;
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
 * Sixty-four keys in turn, each read in each form: those that are there, and as many that nobody
 * set. One key has its own place in the table by chance, another finds it taken, and what a default
 * costs hangs on how far the next empty place is; so what counts is the mean of many.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar usage.ManyKeys}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
@SuppressWarnings("NullAway") // a check would be measured, too
public class ManyKeysBenchmark {
  private static final int KEYS = 64;

  /** Those before it are of other kinds. */
  private static final int FIRST = 100;

  /** Where the values are. */
  @Param({"FROZEN", "SCOPE"})
  public Surroundings around = Surroundings.SCOPE;

  private final LongParam[] numbers = new LongParam[KEYS];
  private final LongParam[] absentNumbers = new LongParam[KEYS];
  private final io.hyperparameter.Param<Mode>[] modes = keys();
  private final io.hyperparameter.Param<Mode>[] absentModes = keys();
  private final String[] names = new String[KEYS];
  private final String[] absentNames = new String[KEYS];
  private int turn;

  /** On the thread that reads. */
  @Setup
  public void enter() {
    around.enter();
    for (int i = 0; i < KEYS; i++) {
      names[i] = Workload.key(FIRST + i);
      absentNames[i] = "train.absent." + i;
      numbers[i] = io.hyperparameter.Param.ofLong(names[i], -1);
      absentNumbers[i] = io.hyperparameter.Param.ofLong(absentNames[i], -1);
      modes[i] = io.hyperparameter.Param.ofEnum("mode." + i, Mode.AverageTime);
      absentModes[i] = io.hyperparameter.Param.ofEnum("absent.mode." + i, Mode.AverageTime);
      if (names[i].hashCode() + absentNames[i].hashCode() == 0) {
        throw new IllegalStateException("as if one were a literal, its hash code is known");
      }
    }
    if (around == Surroundings.SCOPE) {
      for (io.hyperparameter.Param<Mode> mode : modes) {
        ParamScope.current().put(mode.key(), "SingleShotTime");
      }
    }
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // there are no generic arrays
  private static io.hyperparameter.Param<Mode>[] keys() {
    return new io.hyperparameter.Param[KEYS];
  }

  private int next() {
    int at = (turn + 1) & (KEYS - 1);
    turn = at;
    return at;
  }

  /** {@code KEY.get()}. */
  @Benchmark
  public long typed() {
    return numbers[next()].get();
  }

  /** The same of keys that nobody set. */
  @Benchmark
  public long typedDefault() {
    return absentNumbers[next()].get();
  }

  /** {@code ParamScope.current().getLong("a.b", 0)}. */
  @Benchmark
  public long byString() {
    return ParamScope.current().getLong(names[next()], -1);
  }

  /** The same of keys that nobody set. */
  @Benchmark
  public long byStringDefault() {
    return ParamScope.current().getLong(absentNames[next()], -1);
  }

  /** {@code KEY.get()} of an enum; below a scope, for a frozen base has none. */
  @Benchmark
  public Mode byClass() {
    return modes[next()].get();
  }

  /** The same of keys that nobody set. */
  @Benchmark
  public Mode byClassDefault() {
    return absentModes[next()].get();
  }
}
