package io.hyperparameter.benchmarks.report;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes pages and charts of what was measured. */
public final class Report {
  private Report() {}

  /** {@code Report DIRECTORY}: makes them anew from what is there. */
  public static void main(String[] arguments) throws IOException {
    write(Path.of(arguments[0]));
  }

  /**
   * Writes README.md and charts in each jdkN below a directory, and the limits in its README.md.
   */
  static void write(Path directory) throws IOException {
    Map<Integer, Path> byJdk = new TreeMap<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "jdk*")) {
      for (Path jdk : found) {
        byJdk.put(Integer.valueOf(jdk.getFileName().toString().substring(3)), jdk);
      }
    }
    for (Map.Entry<Integer, Path> jdk : byJdk.entrySet()) {
      Machine machine = Machine.read(jdk.getValue().resolve("machine.txt"));
      List<Row> rows = rows(jdk.getValue());
      Charts.write(rows, machine, jdk.getKey(), jdk.getValue());
      Files.writeString(
          jdk.getValue().resolve("README.md"), Tables.page(rows, machine, jdk.getKey()));
    }
    Files.writeString(directory.resolve("README.md"), LimitsPage.of(byJdk));
  }

  private static List<Row> rows(Path directory) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Section section : Section.values()) {
      Path file = directory.resolve(section.question() + ".tsv");
      if (Files.exists(file)) {
        Files.readAllLines(file).forEach(line -> rows.add(Row.parse(line)));
      }
    }
    return rows;
  }
}
