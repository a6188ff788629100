package io.hyperparameter.benchmarks.report;

import io.hyperparameter.benchmarks.guard.Judged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All results of one JDK: what was measured, and where and when each section was. They are kept in
 * one file of lines that begin with {@code machine}, {@code row} or {@code limit}; a section that
 * is measured again replaces its lines and leaves the others alone.
 */
final class Results {
  /** The name under which the machine of the limits is kept. */
  static final String LIMITS = "limits";

  private static final String FILE = "results.tsv";
  private static final String MACHINE = "machine\t";
  private static final String ROW = "row\t";
  private static final String LIMIT = "limit\t";

  private final Map<String, Machine> machines = new TreeMap<>();
  private final List<Row> rows = new ArrayList<>();
  private final List<Judged> limits = new ArrayList<>();

  /** What a directory holds; nothing if it holds no results yet. */
  static Results read(Path directory) throws IOException {
    Results results = new Results();
    Path file = directory.resolve(FILE);
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        results.add(line);
      }
    }
    return results;
  }

  private void add(String line) {
    if (line.startsWith(MACHINE)) {
      String[] cells = line.substring(MACHINE.length()).split("\t", 2);
      machines.put(cells[0], Machine.parse(cells[1]));
    } else if (line.startsWith(ROW)) {
      rows.add(Row.parse(line.substring(ROW.length())));
    } else if (line.startsWith(LIMIT)) {
      limits.add(Judged.parse(line.substring(LIMIT.length())));
    } else {
      throw new IllegalArgumentException(FILE + ": what is \"" + line + "\"?");
    }
  }

  void write(Path directory) throws IOException {
    List<String> lines = new ArrayList<>();
    machines.forEach((section, machine) -> lines.add(MACHINE + section + "\t" + machine.toLine()));
    for (Section section : Section.values()) {
      of(section).forEach(row -> lines.add(ROW + row.toLine()));
    }
    limits.forEach(limit -> lines.add(LIMIT + limit.toLine()));
    Files.write(directory.resolve(FILE), lines);
  }

  /** Puts new rows of a section in the place of those measured with the same flags of the JVM. */
  void replace(Section section, String flags, Machine machine, List<Row> measured) {
    machines.put(section.question(), machine);
    rows.removeIf(r -> r.question().equals(section.question()) && r.flags().equals(flags));
    rows.addAll(measured);
  }

  void replaceLimits(Machine machine, List<Judged> judged) {
    machines.put(LIMITS, machine);
    limits.clear();
    limits.addAll(judged);
  }

  List<Row> of(Section section) {
    return rows.stream().filter(r -> r.question().equals(section.question())).toList();
  }

  /** Those of every section that were measured with no flags of the user's. */
  List<Row> plain() {
    return rows.stream().filter(r -> r.flags().isEmpty()).toList();
  }

  List<Judged> limits() {
    return limits;
  }

  /** Where a section, or {@link #LIMITS}, was measured; null if it was not. */
  @Nullable Machine machine(String section) {
    return machines.get(section);
  }

  /** Every machine, commit and day there is, once. */
  List<Machine> machines() {
    return machines.values().stream().distinct().toList();
  }
}
