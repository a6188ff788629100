package io.hyperparameter.benchmarks.hash;

import io.hyperparameter.hashing.KeyHash;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import net.openhft.hashing.LongHashFunction;
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
 * The hash of a key the library has not seen: another one of sixteen each time, by what keys look
 * like. The reference, {@link #readyBytes}, hashes bytes that somebody else has encoded already.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar hash.KeyHash -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class KeyHashBenchmark {
  private static final int KEYS = 16;
  private static final LongHashFunction XX = LongHashFunction.xx(42);

  /** What the keys look like. */
  @Param public Shape shape = Shape.USUAL;

  private final String[] keys = new String[KEYS];
  private final byte[][] bytes = new byte[KEYS][];
  private int next;

  /** Makes the keys. */
  @Setup
  public void make() {
    for (int i = 0; i < KEYS; i++) {
      keys[i] = shape.key(i);
      bytes[i] = keys[i].getBytes(StandardCharsets.UTF_8);
    }
  }

  /** This library: checks, encodes, hashes. */
  @Benchmark
  public long key() {
    return KeyHash.hash(keys[next++ & (KEYS - 1)]);
  }

  /** The best known: zero-allocation-hashing on bytes that are there. */
  @Benchmark
  public long readyBytes() {
    return XX.hashBytes(bytes[next++ & (KEYS - 1)]);
  }

  /** What one would write by hand: encode into a new array, then the same. */
  @Benchmark
  public long newBytes() {
    return XX.hashBytes(keys[next++ & (KEYS - 1)].getBytes(StandardCharsets.UTF_8));
  }

  /** What keys look like. */
  public enum Shape {
    /** {@code lr.03}: 5 characters. */
    SHORT("lr.%02d"),
    /** {@code model.00003.width}: 17 characters. */
    USUAL("model.%05d.width"),
    /** 100 characters. */
    LONG("experiment.of.a.long.name.".repeat(3) + "model.%05d.encoder.wid"),
    /** Letters of two and three bytes, and a surrogate pair. */
    NON_ASCII("größe.模型.%02d.🚀");

    private final String format;

    Shape(String format) {
      this.format = format;
    }

    /** The i-th key. */
    public String key(int i) {
      return String.format(format, i);
    }
  }
}
