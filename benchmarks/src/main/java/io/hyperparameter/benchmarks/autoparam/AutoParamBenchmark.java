package io.hyperparameter.benchmarks.autoparam;

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
 * A call of a method with eight hyperparameters: bound by generated code, and written by hand.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar autoparam -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class AutoParamBenchmark {
  /** On the thread that reads. */
  @Setup
  public void enter() {
    Step.enterSome();
  }

  /** {@code StepAutoParam.run()}. */
  @Benchmark
  public double bound() {
    return Step.bound();
  }

  /** {@code StepAutoParam.run(a -> a.batch(16))}. */
  @Benchmark
  public double boundExplicit() {
    return Step.boundExplicit();
  }

  /** Eight typed keys, enter, call, close. */
  @Benchmark
  public double typedKeys() {
    return Step.typedKeys();
  }

  /** The call alone. */
  @Benchmark
  public double literals() {
    return Step.literals();
  }
}
