package io.hyperparameter.cli;

import io.hyperparameter.config.Config;
import io.hyperparameter.config.ParamCheck;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The index for people, within 80 columns. */
final class ParameterTable {
  /** In the place of a value that is for the program alone. */
  private static final String SECRET = "***";

  private static final int MEANING = 28;
  private static final int FIELD = 14;

  private final ParamIndex index;

  ParameterTable(ParamIndex index) {
    this.index = index;
  }

  /** Every parameter by namespace, for the end of a help text. */
  String help() {
    Map<String, List<ParamEntry>> groups =
        index.entries().stream()
            .collect(
                Collectors.groupingBy(
                    entry -> Texts.namespace(entry.key()), TreeMap::new, Collectors.toList()));
    StringBuilder out = new StringBuilder();
    groups.forEach(
        (namespace, entries) -> {
          out.append('\n').append(namespace.isEmpty() ? "(no namespace)" : namespace).append(":\n");
          String last = "";
          for (ParamEntry entry : entries) {
            String row = row(entry);
            if (!row.equals(last)) { // several methods share it
              out.append(row);
            }
            last = row;
          }
        });
    return out.toString();
  }

  private static String row(ParamEntry entry) {
    StringBuilder out = new StringBuilder();
    String value = entry.secret() ? SECRET : entry.defaultValue();
    String left = "  " + entry.key() + (value == null ? "" : "=" + value);
    Texts.row(out, left, MEANING, kind(entry));
    if (!entry.description().isEmpty()) {
      Texts.row(out, "", MEANING, entry.description());
    }
    return out.toString();
  }

  /** The type without packages, and what is allowed. */
  private static String kind(ParamEntry entry) {
    String type = Texts.type(entry);
    return entry.bounds().isEmpty() ? type : type + ", " + entry.bounds();
  }

  /** Every key with its functions, their places and the default (section 13 of the contract). */
  String list() {
    StringBuilder out = new StringBuilder();
    byKey().forEach((key, entries) -> out.append(block(key, entries, false)));
    return out.toString();
  }

  private Map<String, List<ParamEntry>> byKey() {
    return index.entries().stream()
        .collect(Collectors.groupingBy(ParamEntry::key, TreeMap::new, Collectors.toList()));
  }

  /** All about one key and the value it was given; empty if nobody declares it. */
  String explain(String key, Config given) {
    List<ParamEntry> entries = index.find(key);
    if (entries.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder(block(key, entries, true));
    given
        .find(key)
        .ifPresent(
            value ->
                field(
                    out,
                    "value",
                    (entries.stream().anyMatch(ParamEntry::secret)
                            ? SECRET
                            : given.text(key).orElse(value.toString()))
                        + given.origin(key).map(place -> ", from " + place).orElse("")));
    ParamCheck.ofValues(given, index).stream()
        .filter(problem -> problem.key().equals(key))
        .forEach(problem -> field(out, "refused", problem.what()));
    return out.toString();
  }

  private static String block(String key, List<ParamEntry> entries, boolean full) {
    StringBuilder out = new StringBuilder(key).append('\n');
    List<String> seen = new ArrayList<>();
    for (ParamEntry entry : entries) {
      StringBuilder one = new StringBuilder();
      field(one, "default", defaultOf(entry));
      if (full) {
        field(one, "type", entry.type());
        if (!entry.bounds().isEmpty()) {
          field(one, "allowed", entry.bounds().toString());
        }
        if (!entry.description().isEmpty()) {
          field(one, "meaning", entry.description());
        }
      }
      if (!seen.contains(one.toString())) {
        seen.add(one.toString());
        out.append(one);
      }
      field(out, "function", entry.element().replace(",", ", "));
      field(out, "location", entry.file() + (entry.line() == 0 ? "" : ":" + entry.line()));
    }
    return out.toString();
  }

  private static String defaultOf(ParamEntry entry) {
    String value = entry.secret() ? SECRET : entry.defaultValue();
    if (value != null) {
      return value.isEmpty() ? "\"\"" : value;
    }
    return Texts.noTextOf(entry);
  }

  private static void field(StringBuilder out, String name, String value) {
    Texts.row(out, "  " + name, FIELD, value);
  }
}
