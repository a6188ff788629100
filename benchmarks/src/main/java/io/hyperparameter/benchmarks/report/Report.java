package io.hyperparameter.benchmarks.report;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Makes pages and charts of what was measured. */
public final class Report {
  /** The property that asks for raw results, JSON and PNG. */
  static final String RAW = "benchmarks.raw";

  private Report() {}

  /** {@code Report DIRECTORY}: makes them anew from what is there. */
  public static void main(String[] arguments) throws IOException {
    write(Path.of(arguments[0]), Boolean.getBoolean(RAW));
  }

  /**
   * Writes README.md and charts in each jdkN below a directory, and the limits in its README.md.
   *
   * @param png whether charts are wanted as PNG, too
   */
  static void write(Path directory, boolean png) throws IOException {
    Map<Integer, Results> byJdk = new TreeMap<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "jdk*")) {
      for (Path path : found) {
        int jdk = Integer.parseInt(path.getFileName().toString().substring(3));
        Results results = Results.read(path);
        byJdk.put(jdk, results);
        Charts.write(results, jdk, path, png);
        Files.writeString(path.resolve("README.md"), Tables.page(results, jdk));
      }
    }
    Files.writeString(directory.resolve("README.md"), LimitsPage.of(byJdk));
  }
}
