package io.hyperparameter.benchmarks.files;

import io.hyperparameter.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/**
 * A TOML file of 10,000 keys: what {@code Config.load} adds, origins, merging and references, to
 * the parsing by tomlj that it begins with. It shall be no more than tomlj itself costs.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar files.Toml}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TomlBenchmark {
  private static final int TABLES = 100;
  private static final int KEYS = 100;

  private Path file = Path.of("");

  /**
   * Writes the file.
   *
   * @throws IOException if it cannot
   */
  @Setup
  public void write() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int table = 0; table < TABLES; table++) {
      text.append("[table").append(table).append("]\n");
      for (int key = 0; key < KEYS; key++) {
        String value =
            switch (key % 3) {
              case 0 -> "\"text " + key + "\"";
              case 1 -> "0." + key;
              default -> Integer.toString(key);
            };
        text.append("key").append(key).append(" = ").append(value).append('\n');
      }
    }
    file = Files.writeString(Files.createTempFile("benchmark", ".toml"), text);
  }

  /**
   * Removes it.
   *
   * @throws IOException if it cannot
   */
  @TearDown
  public void remove() throws IOException {
    Files.delete(file);
  }

  /**
   * The reference.
   *
   * @return what tomlj makes of it
   * @throws IOException if it cannot be read
   */
  @Benchmark
  public TomlParseResult tomlj() throws IOException {
    return Toml.parse(file);
  }

  /**
   * The whole.
   *
   * @return the configuration
   */
  @Benchmark
  public Config load() {
    return Config.load(file);
  }
}
