package io.hyperparameter.processor;

/**
 * Values as Java literals, in ASCII whatever the encoding of the generated file. Texts have escapes
 * of their own here: javac reads a Unicode escape before it knows what a literal is.
 */
final class Literals {
  private Literals() {}

  /** A String literal. (What {@code Elements} offers for it leaves line breaks in, in Eclipse.) */
  static String of(String text) {
    return '"' + escaped(text) + '"';
  }

  /** The inside of a String literal. */
  static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append(String.format("\\%03o", (int) c)); // a Unicode escape would be the character
          } else if (c > '~') {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.toString();
  }

  /** A double as it was written, if Java reads that the same way. */
  static String of(double value, String text, String box) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return box + "." + special(value);
    }
    // A literal that underflows is an error of javac's.
    return value != 0 && text.matches("-?\\d+(\\.\\d+|(\\.\\d+)?[eE]-?\\d+)")
        ? text
        : Double.toString(value);
  }

  static String of(float value, String box) {
    return Float.isNaN(value) || Float.isInfinite(value) ? box + "." + special(value) : value + "f";
  }

  private static String special(double value) {
    return Double.isNaN(value) ? "NaN" : value > 0 ? "POSITIVE_INFINITY" : "NEGATIVE_INFINITY";
  }
}
