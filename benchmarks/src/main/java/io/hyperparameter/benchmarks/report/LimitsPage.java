package io.hyperparameter.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The limits, and whether each is reached on each JDK. */
final class LimitsPage {
  private LimitsPage() {}

  /**
   * The page.
   *
   * @param byJdk the directory of each JDK's results
   */
  static String of(Map<Integer, Path> byJdk) throws IOException {
    Map<String, Map<Integer, String[]>> found = new LinkedHashMap<>();
    StringBuilder page = new StringBuilder("# Results\n\nMade by `benchmarks/run`");
    for (Map.Entry<Integer, Path> jdk : byJdk.entrySet()) {
      page.append("\n- [JDK ").append(jdk.getKey()).append("](jdk").append(jdk.getKey());
      page.append("/README.md): ");
      page.append(Machine.read(jdk.getValue().resolve("machine.txt")).line());
      Path limits = jdk.getValue().resolve("limits.tsv");
      if (Files.exists(limits)) {
        for (String line : Files.readAllLines(limits)) {
          String[] cells = line.split("\t", -1);
          found
              .computeIfAbsent(cells[0] + "\t" + cells[1], k -> new LinkedHashMap<>())
              .put(jdk.getKey(), cells);
        }
      }
    }
    page.append("\n\n## Limits\n\n");
    page.append(
        "Each is judged by ratios taken in one run, or by exact figures; `limits.ini` gives");
    page.append(" the reason for each.\nThe figure is the median of several JVMs.\n\n");
    page.append("| limit | backend | at most |");
    byJdk.keySet().forEach(jdk -> page.append(" JDK ").append(jdk).append(" |"));
    page.append("\n|---|---|---:|").append("---|".repeat(byJdk.size())).append("\n");
    List<String> open = new ArrayList<>();
    found.forEach((name, cells) -> row(page, open, name, cells, byJdk));
    if (!open.isEmpty()) {
      page.append("\n## Not reached: what was tried, what it cost, where the floor is\n\n");
      open.stream().distinct().forEach(line -> page.append(line).append("\n"));
    }
    return page.toString();
  }

  private static void row(
      StringBuilder page,
      List<String> open,
      String name,
      Map<Integer, String[]> cells,
      Map<Integer, Path> byJdk) {
    String[] any = cells.values().iterator().next();
    page.append("| ").append(name.replace("\t", " | ")).append(" | ").append(any[2]).append(" |");
    for (Integer jdk : byJdk.keySet()) {
      String[] there = cells.get(jdk);
      page.append(there == null ? " |" : " " + there[3] + " " + verdict(there[4]) + " |");
      if (there != null && !there[4].equals("KEPT")) {
        open.add("- **" + any[0] + "** (" + any[1] + "): " + there[5]);
      }
    }
    page.append("\n");
  }

  private static String verdict(String name) {
    return switch (name) {
      case "KEPT" -> "reached";
      case "NOT_REACHED" -> "**not reached**";
      default -> "**beyond**";
    };
  }
}
