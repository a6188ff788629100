package io.hyperparameter.tool;

import io.hyperparameter.index.ParamBounds;
import io.hyperparameter.index.ParamEntry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Parameters for people, in each form they are listed. */
final class Listing {
  /** The default of a parameter that has none as text. */
  static final String NONE_KNOWN = "(none known)";

  /** In the place of a secret. */
  static final String MASK = "***";

  private final Parameters parameters;
  private final Console console;
  private final boolean verbose;

  Listing(Parameters parameters, Console console, boolean verbose) {
    this.parameters = parameters;
    this.console = console;
    this.verbose = verbose;
  }

  String table() {
    Columns columns = new Columns(console, 28, 9, 10);
    columns.row("KEY", "TYPE", "DEFAULT", "MEANING");
    parameters.byKey().forEach((key, same) -> row(columns, key, same));
    return columns.toString();
  }

  private void row(Columns columns, String key, List<Found> same) {
    ParamEntry best = Parameters.best(same);
    String bounds = bounds(best.bounds());
    String meaning = best.description() + (bounds.isEmpty() ? "" : " (" + bounds + ")");
    columns.row(key, shortType(best), defaultOf(best), meaning);
    if (verbose) {
      same.forEach(found -> columns.row("", "", "", declaration(found)));
    }
  }

  /** {@code by p.Trainer#train(double) at p/Trainer.java:12 in app.jar (byte code)}. */
  static String declaration(Found found) {
    ParamEntry entry = found.entry();
    return "by "
        + entry.element().replace(",", ", ")
        + " at "
        + entry.file()
        + (entry.line() == 0 ? "" : ":" + entry.line())
        + (found.place().name().isEmpty() ? "" : " in " + found.place().name())
        + " ("
        + found.source()
        + ")";
  }

  /** Names below names. */
  private static final class Branch {
    final Map<String, Branch> below = new TreeMap<>();
    String text = "";
  }

  String tree() {
    Branch root = new Branch();
    parameters
        .byKey()
        .forEach(
            (key, same) -> {
              Branch at = root;
              for (String name : key.split("\\.", -1)) {
                at = at.below.computeIfAbsent(name, unused -> new Branch());
              }
              ParamEntry best = Parameters.best(same);
              String value = defaultOf(best);
              at.text = (value.isEmpty() ? "" : " = " + value) + "  " + shortType(best);
            });
    StringBuilder out = new StringBuilder();
    boolean lines = console.shows("├└─│");
    branches(
        root, "", lines ? List.of("├── ", "└── ", "│   ") : List.of("|-- ", "`-- ", "|   "), out);
    return out.toString();
  }

  private void branches(Branch branch, String indent, List<String> signs, StringBuilder out) {
    List<String> names = new ArrayList<>(branch.below.keySet());
    for (int i = 0; i < names.size(); i++) {
      boolean last = i == names.size() - 1;
      Branch each = branch.below.getOrDefault(names.get(i), branch);
      out.append(indent)
          .append(signs.get(last ? 1 : 0))
          .append(console.bold(Printable.of(names.get(i))));
      out.append(Printable.of(each.text)).append('\n');
      branches(each, indent + (last ? "    " : signs.get(2)), signs, out);
    }
  }

  String markdown() {
    StringBuilder out = new StringBuilder("| key | type | default | allowed | meaning |\n");
    out.append("|---|---|---|---|---|\n");
    parameters
        .byKey()
        .forEach(
            (key, same) -> {
              ParamEntry best = Parameters.best(same);
              for (String cell :
                  List.of(
                      code(key),
                      code(shortType(best)),
                      code(defaultOf(best)),
                      escaped(bounds(best.bounds())),
                      escaped(Printable.of(best.description())))) {
                out.append("| ").append(cell).append(cell.isEmpty() ? "" : " ");
              }
              out.append("|\n");
            });
    return out.toString();
  }

  private static String code(String text) {
    return text.isEmpty() ? "" : "`" + Printable.of(text).replace("|", "\\|") + "`";
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("|", "\\|")
        .replace("<", "&lt;")
        .replaceAll("\\s+", " ");
  }

  /** All about one key. */
  String description(String key) {
    List<Found> same = parameters.byKey().getOrDefault(key, List.of());
    StringBuilder out = new StringBuilder(console.bold(Printable.of(key))).append('\n');
    Columns columns = new Columns(console, 12);
    Set<List<String>> rows = new LinkedHashSet<>();
    for (Found found : same) {
      ParamEntry entry = found.entry();
      rows.add(List.of("default", entry.defaultValue() == null ? NONE_KNOWN : defaultOf(entry)));
      rows.add(List.of("type", entry.type()));
      rows.add(List.of("allowed", bounds(entry.bounds())));
      rows.add(List.of("meaning", entry.description()));
    }
    same.forEach(found -> rows.add(List.of("declared", declaration(found))));
    for (List<String> row : rows) {
      if (!row.get(1).isEmpty()) {
        columns.row("  " + row.get(0), row.get(1));
      }
    }
    return out.append(columns).toString();
  }

  private static String defaultOf(ParamEntry entry) {
    String value = entry.defaultValue();
    return value == null ? "" : entry.secret() ? MASK : value.isEmpty() ? "\"\"" : value;
  }

  /** The type without packages. */
  private static String shortType(ParamEntry entry) {
    return entry.type().replaceAll("\\b[a-z]\\w*\\.", "");
  }

  private static String bounds(ParamBounds bounds) {
    return bounds.isEmpty() ? "" : bounds.toString();
  }
}
