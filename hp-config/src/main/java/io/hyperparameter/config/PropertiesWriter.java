package io.hyperparameter.config;

/** Writes {@code .properties}, one line a key. Stateless. */
final class PropertiesWriter {
  private PropertiesWriter() {}

  static String write(MapNode map) {
    StringBuilder out = new StringBuilder();
    Plain.leaves(
        map,
        (key, node) -> {
          if (node instanceof Node.Scalar scalar && scalar.value() instanceof String text) {
            escape(key, true, out);
            out.append('=');
            escape(text, false, out);
            out.append('\n');
          }
        });
    return out.toString();
  }

  private static void escape(String text, boolean key, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\f' -> out.append("\\f");
        case '\uFEFF' -> out.append("\\ufeff"); // at the start of a file it is a mark
        case '\\' -> out.append("\\\\");
        case ' ' -> out.append(key || i == 0 ? "\\ " : " ");
        case '=', ':', '#', '!' -> out.append(key ? "\\" + c : c);
        default -> out.append(c);
      }
    }
  }
}
