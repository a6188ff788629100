package io.hyperparameter.config;

import java.util.Map;

/** Writes JSON, two blanks a level. Stateless. */
final class JsonWriter {
  private JsonWriter() {}

  static String write(MapNode map) {
    StringBuilder out = new StringBuilder();
    node(map, "", out);
    return out.append('\n').toString();
  }

  private static void node(Node node, String indent, StringBuilder out) {
    String deeper = indent + "  ";
    if (node instanceof MapNode map) {
      String separator = "\n";
      out.append('{');
      for (Map.Entry<String, MapNode.Member> entry : map.entries()) {
        out.append(separator).append(deeper);
        out.append(TextWriting.quoted(entry.getKey())).append(": ");
        node(entry.getValue().node(), deeper, out);
        separator = ",\n";
      }
      out.append(map.members().isEmpty() ? "}" : "\n" + indent + "}");
    } else if (node instanceof Node.Items list) {
      TextWriting.list(list, element -> node(element, deeper, out), out);
    } else if (node instanceof Node.Scalar scalar) {
      Object value = scalar.value();
      if (value instanceof String text) {
        out.append(TextWriting.quoted(text));
      } else if (value instanceof Double number) {
        out.append(TextWriting.finite(number));
      } else {
        out.append(value);
      }
    }
  }
}
