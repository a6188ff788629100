package io.hyperparameter.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The forms of a section beside OpenTelemetry's context doing the same. A method whose name ends in
 * OpenTelemetry is the peer of the one whose name is the rest; {@code openTelemetry} alone is the
 * peer of all in its class.
 */
final class UsageTable {
  private static final String PEER = "OpenTelemetry";
  private static final String PEER_OF_ALL = "openTelemetry";

  private final Map<String, Row> byKey = new LinkedHashMap<>();

  private UsageTable(List<Row> rows) {
    rows.forEach(r -> byKey.put(key(r.backend(), r.benchmark(), r.parameters()), r));
  }

  /** As Markdown; empty if nothing has a peer. Where the peer is faster, the ratio is bold. */
  static String of(List<Row> rows) {
    UsageTable table = new UsageTable(rows);
    StringBuilder lines = new StringBuilder();
    for (Row row : rows) {
      if (row.backend().equals("java") && table.peer(row) != null) {
        lines.append(table.line(row));
      }
    }
    return lines.length() == 0
        ? ""
        : "| form | where | OpenTelemetry, ns | java, ns | native, ns | java / peer | native / peer"
            + " |\n"
            + "|---|---|---:|---:|---:|---:|---:|\n"
            + lines
            + "\nBold: the peer is faster.\n";
  }

  private String line(Row java) {
    Row peer = peer(java);
    Row nativ = byKey.get(key("native", java.benchmark(), java.parameters()));
    List<String> cells = new ArrayList<>();
    cells.add(java.benchmark().substring(java.question().length() + 1));
    cells.add(java.parameters().toString().replaceAll("[{}]", ""));
    cells.add(number(peer));
    cells.add(number(java));
    cells.add(number(nativ));
    cells.add(ratio(java, peer));
    cells.add(ratio(nativ, peer));
    return "| " + String.join(" | ", cells) + " |\n";
  }

  /** The row of OpenTelemetry that does the same; null for its own rows and where there is none. */
  private @Nullable Row peer(Row row) {
    if (row.benchmark().endsWith(PEER) || row.benchmark().endsWith("." + PEER_OF_ALL)) {
      return null;
    }
    Row own = byKey.get(key("java", row.benchmark() + PEER, row.parameters()));
    String ofAll = row.benchmark().substring(0, row.benchmark().lastIndexOf('.') + 1) + PEER_OF_ALL;
    return own != null ? own : byKey.get(key("java", ofAll, row.parameters()));
  }

  private static String key(String backend, String benchmark, Map<String, String> parameters) {
    return backend + " " + benchmark + " " + new TreeMap<>(parameters);
  }

  private static String number(@Nullable Row row) {
    return row == null ? "" : Chart.number(row.score());
  }

  private static String ratio(@Nullable Row row, @Nullable Row peer) {
    if (row == null || peer == null) {
      return "";
    }
    String text = String.format(Locale.ROOT, "%.2f", row.score() / peer.score());
    return row.score() > peer.score() ? "**" + text + "**" : text;
  }
}
