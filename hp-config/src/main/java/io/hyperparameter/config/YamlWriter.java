package io.hyperparameter.config;

import java.util.Map;
import java.util.regex.Pattern;

/** Writes YAML 1.2: maps as blocks, lists in brackets, text in quotes where it needs them. */
final class YamlWriter {
  private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_./-]*");

  private YamlWriter() {}

  static String write(MapNode map) {
    if (map.members().isEmpty()) {
      return "{}\n";
    }
    StringBuilder out = new StringBuilder();
    block(map, "", out);
    return out.toString();
  }

  private static void block(MapNode map, String indent, StringBuilder out) {
    for (Map.Entry<String, MapNode.Member> entry : map.entries()) {
      String name = entry.getKey();
      if (name.length() > 100) { // a simple key has at most 1,024 characters, escapes included
        out.append(indent).append("? ").append(text(name)).append('\n').append(indent).append(":");
      } else {
        out.append(indent).append(text(name)).append(':');
      }
      if (entry.getValue().node() instanceof MapNode below && !below.members().isEmpty()) {
        out.append('\n');
        block(below, indent + "  ", out);
      } else {
        out.append(' ');
        flow(entry.getValue().node(), out);
        out.append('\n');
      }
    }
  }

  private static void flow(Node node, StringBuilder out) {
    if (node instanceof MapNode map) {
      String separator = "";
      out.append('{');
      for (Map.Entry<String, MapNode.Member> entry : map.entries()) {
        out.append(separator);
        out.append(entry.getKey().length() > 100 ? "? " : "");
        out.append(text(entry.getKey())).append(": ");
        flow(entry.getValue().node(), out);
        separator = ", ";
      }
      out.append('}');
    } else if (node instanceof Node.Items list) {
      TextWriting.list(list, element -> flow(element, out), out);
    } else if (node instanceof Node.Scalar scalar) {
      Object value = scalar.value();
      if (value instanceof String text) {
        out.append(text(text));
      } else if (value instanceof Double number) {
        out.append(number(number));
      } else {
        out.append(value);
      }
    }
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return ".nan";
    }
    return Double.isInfinite(value) ? (value > 0 ? ".inf" : "-.inf") : TextWriting.finite(value);
  }

  private static String text(String text) {
    boolean plain =
        WORD.matcher(text).matches()
            && YamlScalars.resolve(text, ConfigOrigin.of("")).value() instanceof String
            && !isOldBoolean(text);
    return plain ? text : TextWriting.quoted(text);
  }

  /** Text for YAML 1.2, but not for every reader. */
  private static boolean isOldBoolean(String text) {
    return text.matches("(?i)y|n|yes|no|on|off");
  }
}
