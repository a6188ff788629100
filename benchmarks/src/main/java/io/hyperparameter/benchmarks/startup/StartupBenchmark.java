package io.hyperparameter.benchmarks.startup;

import io.hyperparameter.Backend;
import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The first use of the library, once in each of twenty JVMs: class loading, the choice of the
 * backend, and on the native backend writing its library to disk, checking and loading it.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar startup -jvmArgsAppend
 * -Dhyperparameter.backend=java} (or {@code native})
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(20)
public class StartupBenchmark {
  /** The reference: what the JVM itself needs for a first lambda and a first look for a service. */
  @Benchmark
  public Optional<?> jvm() {
    return java.util.ServiceLoader.load(java.nio.file.spi.FileSystemProvider.class).findFirst();
  }

  /** The choice of a backend; with the native one, loading its library. */
  @Benchmark
  public Backend selection() {
    return Backend.current();
  }

  /** A first read through a typed key: the choice and a context for the thread. */
  @Benchmark
  public long firstRead() {
    return Param.ofLong("train.total.steps", 1).get();
  }

  /** A first scope of one value, entered, read and closed. */
  @Benchmark
  public long firstScope() {
    try (ParamScope in = ParamScope.of("train.total.steps", 7L).enter()) {
      return in.getLong("train.total.steps", -1);
    }
  }
}
