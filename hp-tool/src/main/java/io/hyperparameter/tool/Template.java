package io.hyperparameter.tool;

import io.hyperparameter.ParamException;
import io.hyperparameter.ParamScope;
import io.hyperparameter.config.Config;
import io.hyperparameter.config.ConfigFormat;
import io.hyperparameter.index.ParamEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A commented TOML file of every parameter. Loading it sets each one to its default; what has no
 * default, or one that text cannot say, stands there as a comment.
 */
final class Template {
  private static final int WIDTH = 78;

  private final Map<String, List<Found>> byKey;

  Template(Parameters parameters) {
    this.byKey = parameters.byKey();
  }

  @Override
  public String toString() {
    Map<String, List<String>> tables = new TreeMap<>();
    byKey
        .keySet()
        .forEach(key -> tables.computeIfAbsent(table(key), unused -> new ArrayList<>()).add(key));
    StringBuilder out = new StringBuilder("# Every parameter with its default.\n");
    tables.forEach(
        (namespace, keys) -> {
          out.append('\n');
          if (!namespace.isEmpty()) {
            out.append('[').append(path(namespace)).append("]\n");
          }
          keys.forEach(key -> append(out, key));
        });
    return out.toString();
  }

  private void append(StringBuilder out, String key) {
    List<Found> same = byKey.getOrDefault(key, List.of());
    ParamEntry best = Parameters.best(same);
    Set<String> meanings = new LinkedHashSet<>();
    same.forEach(found -> meanings.add(found.entry().description()));
    meanings.forEach(meaning -> comment(out, meaning));
    comment(out, best.type() + (best.bounds().isEmpty() ? "" : ", " + best.bounds()));
    String name = name(key.substring(table(key).length()).replaceFirst("^\\.", ""));
    String value = literal(best);
    if (value == null) {
      out.append("# ").append(name).append(" = ...  (no default that is known)\n");
    } else {
      out.append(name).append(" = ").append(value).append('\n');
    }
  }

  /**
   * The table that a key stands in: its namespace, but of a key below another one that of the
   * other, as TOML has a value and a table of one name only if the table is written as quoted
   * names.
   */
  private String table(String key) {
    for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
      if (byKey.containsKey(key.substring(0, dot))) {
        return namespace(key.substring(0, dot));
      }
    }
    return namespace(key);
  }

  /** A name, in quotes where TOML wants them; one with dots always. */
  private static String name(String name) {
    return name.indexOf('.') < 0 ? path(name) : toml("v", name).substring("v = ".length());
  }

  private static void comment(StringBuilder out, String text) {
    int at = 0;
    for (String word : text.isBlank() ? new String[0] : text.strip().split("\\s+", -1)) {
      if (at > 0 && at + 1 + word.length() > WIDTH) {
        out.append('\n');
        at = 0;
      }
      out.append(at == 0 ? "# " : " ").append(printable(word));
      at += word.length() + (at == 0 ? 2 : 1);
    }
    out.append(at == 0 ? "" : "\n");
  }

  /** TOML allows no control characters in comments. */
  private static String printable(String word) {
    return word.replaceAll("\\p{Cntrl}", "?");
  }

  /** The default as TOML; null if there is none that loads to itself. */
  private static @Nullable String literal(ParamEntry entry) {
    String text = entry.defaultValue();
    if (text == null || text.contains("${")) { // that would be a reference, and nothing escapes it
      return null;
    }
    try {
      Object value = value(entry.type(), text);
      String line = toml("v", value);
      return line.startsWith("v = ") && line.indexOf('\n') < 0
          ? line.substring("v = ".length())
          : null;
    } catch (ParamException | IllegalArgumentException e) {
      return null; // written by hand: no value of its own type
    }
  }

  private static Object value(String type, String text) {
    String list = "List<";
    if (type.startsWith(list) && type.endsWith(">")) {
      List<Object> values = new ArrayList<>();
      String element = type.substring(list.length(), type.length() - 1);
      for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
        values.add(value(element, part.strip()));
      }
      return values;
    }
    ParamScope scope = ParamScope.empty();
    scope.put("v", text);
    return switch (type) {
      case "byte", "short", "int", "long", "Byte", "Short", "Integer", "Long" -> scope.getLong("v");
      case "float", "double", "Float", "Double" -> scope.getDouble("v");
      case "boolean", "Boolean" -> scope.getBoolean("v");
      default -> text;
    };
  }

  private static String namespace(String key) {
    return key.substring(0, Math.max(0, key.lastIndexOf('.')));
  }

  /** A dotted name, each part in quotes where TOML wants them. */
  private static String path(String dotted) {
    return Arrays.stream(dotted.split("\\.", -1))
        .map(part -> toml(part, 0))
        .map(line -> line.substring(0, line.length() - " = 0".length()))
        .collect(Collectors.joining("."));
  }

  /** A line of TOML. */
  private static String toml(String name, Object value) {
    return Config.of(Map.of(name, value)).write(ConfigFormat.TOML).strip();
  }
}
