package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The table of docs/threads.md, line by line, against what really happens. A JDK tells of the lines
 * that it can start; {@code -Dhp.golden.write=true}, on one that can start all, writes them anew.
 */
class ThreadMatrixTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "threads.md");
  private static final String HEAD = "| started by | it sees | with `here` | it sees |";
  private static final String RULE = "|---|---|---|---|";

  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  @Test
  void theTableTellsWhatHappens() throws Exception {
    List<String> table = new ArrayList<>();
    List<String> lines = Files.readAllLines(DOCUMENT);
    int from = lines.indexOf(HEAD);
    assertTrue(from >= 0, "no table in " + DOCUMENT);
    int to = from + 2;
    while (to < lines.size() && lines.get(to).startsWith("|")) {
      to++;
    }
    List<String> happens = new ArrayList<>();
    List<String> told = new ArrayList<>(lines.subList(from + 2, to));
    try (StartedWork work = new StartedWork()) {
      for (StartedWork.Start start : work.starts()) {
        happens.add(start.since() <= Runtime.version().feature() ? work.line(start) : null);
      }
    }
    if (Boolean.getBoolean("hp.golden.write") && !happens.contains(null)) {
      table.addAll(lines.subList(0, from));
      table.addAll(List.of(HEAD, RULE));
      table.addAll(happens);
      table.addAll(lines.subList(to, lines.size()));
      Files.write(DOCUMENT, table);
      return;
    }
    assertEquals(happens.size(), told.size(), "lines of the table");
    for (int i = 0; i < told.size(); i++) {
      if (happens.get(i) == null) {
        told.set(i, null);
      }
    }
    assertEquals(String.join("\n", text(happens)), String.join("\n", text(told)));
  }

  private static List<String> text(List<String> lines) {
    return lines.stream().map(line -> line == null ? "(of a later JDK)" : line).toList();
  }
}
