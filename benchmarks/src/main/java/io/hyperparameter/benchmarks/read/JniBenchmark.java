package io.hyperparameter.benchmarks.read;

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
 * A read of native storage that crosses JNI, for comparison with {@link SizeAndDepthBenchmark} on
 * the native backend, which crosses nothing.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar read.Jni -jvmArgsAppend
 * -Dhyperparameter.backend=native}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class JniBenchmark {
  private static final long HASH = Workload.STEPS_KEY.hash();

  /** How many parameters are present. */
  @Param({"1", "16", "1000", "10000", "100000"})
  public int parameters;

  /** On the thread that reads. */
  @Setup
  public void enter() {
    Workload.enter(parameters, 1);
    JniCrossing.load();
  }

  /** {@code hp_get_i64} by a constant hash. */
  @Benchmark
  public long crossing() {
    return JniCrossing.hp_get_i64(HASH, -1);
  }
}
