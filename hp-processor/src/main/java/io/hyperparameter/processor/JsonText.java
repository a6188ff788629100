package io.hyperparameter.processor;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes maps, lists, texts, numbers and booleans as indented JSON. */
final class JsonText {
  private JsonText() {}

  static String of(Object value) {
    StringBuilder out = new StringBuilder();
    append(out, value, "\n");
    return out.append('\n').toString();
  }

  private static void append(StringBuilder out, @Nullable Object value, String indent) {
    if (value instanceof Map<?, ?> map) {
      appendAll(out, '{', map.entrySet().iterator(), '}', indent);
    } else if (value instanceof List<?> list) {
      appendAll(out, '[', list.iterator(), ']', indent);
    } else if (value instanceof Map.Entry<?, ?> entry) {
      quote(out, String.valueOf(entry.getKey()));
      out.append(": ");
      append(out, entry.getValue(), indent);
    } else if (value instanceof Number || value instanceof Boolean || value == null) {
      out.append(value);
    } else {
      quote(out, value.toString());
    }
  }

  private static void appendAll(
      StringBuilder out, char open, Iterator<?> items, char close, String indent) {
    out.append(open);
    String deeper = indent + "  ";
    boolean any = items.hasNext();
    while (items.hasNext()) {
      out.append(deeper);
      append(out, items.next(), deeper);
      out.append(items.hasNext() ? "," : "");
    }
    out.append(any ? indent : "").append(close);
  }

  /** The API does not export what it has for this. */
  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || Character.isSurrogate(c)) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
