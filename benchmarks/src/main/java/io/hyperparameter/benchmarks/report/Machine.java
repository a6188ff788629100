package io.hyperparameter.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/**
 * Where and when something was measured.
 *
 * @param hardware processor and how many of it
 * @param system the operating system
 * @param jdk vendor and version
 * @param commit what was measured
 * @param date when, UTC
 */
record Machine(String hardware, String system, String jdk, String commit, String date) {
  /** This one. The script says which commit it built. */
  static Machine here() throws IOException {
    return new Machine(
        processor() + ", " + Runtime.getRuntime().availableProcessors() + " threads",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version").replaceAll("[^0-9.].*", "")
            + " "
            + System.getProperty("os.arch"),
        System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"),
        System.getProperty("benchmarks.commit", "unknown"),
        LocalDate.now(ZoneOffset.UTC).toString());
  }

  /** In one line. */
  String line() {
    return String.join("; ", hardware, system, "JDK " + jdk, "commit " + commit, date);
  }

  /** A line of a tab-separated file. */
  String toLine() {
    return String.join("\t", hardware, system, jdk, commit, date);
  }

  static Machine parse(String line) {
    String[] cells = line.split("\t", -1);
    return new Machine(cells[0], cells[1], cells[2], cells[3], cells[4]);
  }

  private static String processor() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    if (Files.isReadable(info)) {
      try (Stream<String> lines = Files.lines(info)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(System.getProperty("os.arch"));
      }
    }
    return System.getProperty("os.arch");
  }
}
