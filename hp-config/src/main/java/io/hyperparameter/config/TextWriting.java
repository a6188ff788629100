package io.hyperparameter.config;

/** What the writers have in common. Stateless. */
final class TextWriting {
  private TextWriting() {}

  /** A string in double quotes with the escapes that JSON, TOML and YAML share. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      switch (point) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (isPlain(point)) {
            out.appendCodePoint(point);
          } else {
            out.append(String.format("\\u%04x", point));
          }
        }
      }
    }
    return out.append('"').toString();
  }

  /** Printable in all of them; what is beyond U+FFFF always is. */
  private static boolean isPlain(int point) {
    return (point >= ' ' && point < 0x7F)
        || (point >= 0xA0 && point < 0xD800 && point != 0x2028 && point != 0x2029)
        || (point >= 0xE000 && point < 0xFFFE && point != 0xFEFF)
        || point > 0xFFFF;
  }

  /** A finite double, such that it reads as one. */
  static String finite(double value) {
    return Double.toString(value); // has a point in every JDK
  }
}
