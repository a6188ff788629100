package io.hyperparameter.index;

import io.hyperparameter.json.MiniJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON of a {@link ParamIndex}: what is absent has its neutral value. Stateless. */
final class IndexFormat {
  /** Raised when an older reader could misunderstand what is written; new fields do not. */
  private static final long VERSION = 1;

  private IndexFormat() {}

  static String write(List<ParamEntry> entries) {
    StringBuilder out = new StringBuilder("{\"format\":" + VERSION + ",\"parameters\":[");
    String separator = "\n";
    for (ParamEntry entry : entries) {
      out.append(separator);
      separator = ",\n";
      append(out, entry);
    }
    return out.append("\n]}\n").toString();
  }

  private static void append(StringBuilder out, ParamEntry entry) {
    ParamBounds bounds = entry.bounds();
    out.append("{\"key\":").append(MiniJson.quote(entry.key()));
    field(out, "type", entry.type());
    field(out, "default", entry.defaultValue());
    field(out, "description", entry.description().isEmpty() ? null : entry.description());
    field(out, bounds.minExclusive() ? "exclusiveMin" : "min", bounds.min());
    field(out, bounds.maxExclusive() ? "exclusiveMax" : "max", bounds.max());
    if (!bounds.oneOf().isEmpty()) {
      out.append(",\"oneOf\":[");
      out.append(String.join(",", bounds.oneOf().stream().map(MiniJson::quote).toList()));
      out.append(']');
    }
    field(out, "element", entry.element());
    field(out, "file", entry.file());
    out.append(",\"line\":").append(entry.line());
    out.append(entry.secret() ? ",\"secret\":true}" : "}");
  }

  private static void field(StringBuilder out, String name, @Nullable String value) {
    if (value != null) {
      out.append(",\"").append(name).append("\":").append(MiniJson.quote(value));
    }
  }

  /** Reads one index, or several one after another, as tools leave them that merge jars. */
  static List<ParamEntry> read(String json) {
    List<ParamEntry> entries = new ArrayList<>();
    for (Object index : MiniJson.parseAll(json)) {
      if (!(index instanceof Map<?, ?> root)
          || !(root.get("parameters") instanceof List<?> parameters)) {
        throw new IllegalArgumentException("no list of \"parameters\" at the top");
      }
      if (!(root.get("format") instanceof Long version) || version != VERSION) {
        throw new IllegalArgumentException(
            "format " + root.get("format") + " where " + VERSION + " is known");
      }
      for (Object parameter : parameters) {
        if (!(parameter instanceof Map<?, ?> fields)) {
          throw new IllegalArgumentException("a parameter is no object but " + parameter);
        }
        entries.add(entry(fields));
      }
    }
    return entries;
  }

  private static ParamEntry entry(Map<?, ?> fields) {
    String description = text(fields, "description");
    return new ParamEntry(
        required(fields, "key"),
        required(fields, "type"),
        text(fields, "default"),
        description == null ? "" : description,
        bounds(fields),
        required(fields, "element"),
        required(fields, "file"),
        line(fields),
        Boolean.TRUE.equals(fields.get("secret")));
  }

  private static ParamBounds bounds(Map<?, ?> fields) {
    String min = text(fields, "min");
    String exclusiveMin = text(fields, "exclusiveMin");
    String max = text(fields, "max");
    String exclusiveMax = text(fields, "exclusiveMax");
    return new ParamBounds(
        exclusiveMin != null ? exclusiveMin : min,
        exclusiveMin != null,
        exclusiveMax != null ? exclusiveMax : max,
        exclusiveMax != null,
        texts(fields, "oneOf"));
  }

  private static int line(Map<?, ?> fields) {
    Object value = fields.get("line");
    if (value == null) {
      return 0;
    }
    if (value instanceof Long line && line >= 0 && line <= Integer.MAX_VALUE) {
      return (int) (long) line;
    }
    throw wrong(fields, "line", "no line number");
  }

  private static List<String> texts(Map<?, ?> fields, String name) {
    List<String> texts = new ArrayList<>();
    if (fields.get(name) instanceof List<?> values) {
      for (Object value : values) {
        if (!(value instanceof String text)) {
          throw wrong(fields, name, "no list of texts");
        }
        texts.add(text);
      }
    } else if (fields.get(name) != null) {
      throw wrong(fields, name, "no list of texts");
    }
    return texts;
  }

  private static @Nullable String text(Map<?, ?> fields, String name) {
    Object value = fields.get(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    throw wrong(fields, name, "no text");
  }

  private static String required(Map<?, ?> fields, String name) {
    String text = text(fields, name);
    if (text == null) {
      throw new IllegalArgumentException("a parameter without \"" + name + "\": " + fields);
    }
    return text;
  }

  private static IllegalArgumentException wrong(Map<?, ?> fields, String name, String why) {
    return new IllegalArgumentException(
        "\"" + name + "\" is " + why + " but " + fields.get(name) + ": " + fields);
  }
}
