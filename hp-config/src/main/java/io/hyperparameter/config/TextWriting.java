package io.hyperparameter.config;

import io.hyperparameter.ParamScope;
import java.math.BigDecimal;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/** What the writers have in common. Stateless. */
final class TextWriting {
  /** Numbers of more characters get an exponent. */
  private static final int PLAIN = 20;

  private TextWriting() {}

  /** A list in brackets, as JSON, TOML and YAML share it. */
  static void list(Node.Items list, Consumer<Node> writer, StringBuilder out) {
    String separator = "";
    out.append('[');
    for (Node element : list.nodes()) {
      out.append(separator);
      writer.accept(element);
      separator = ", ";
    }
    out.append(']');
  }

  /** A string in double quotes with the escapes that JSON, TOML and YAML share. */
  static String quoted(String text) {
    return quoted(text, TextWriting::isPlain);
  }

  /** The same with what need not be escaped. */
  static String quoted(String text, IntPredicate plain) {
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
          if (plain.test(point)) {
            out.appendCodePoint(point);
          } else {
            for (char unit : Character.toChars(point)) {
              out.append(String.format("\\u%04x", (int) unit));
            }
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

  /**
   * A finite double in the fewest digits, such that it reads as one: {@code 1.0}, {@code 5E+22}. A
   * whole one that a long can be has all of its digits, as others would be those of another long
   * ({@link Numbers#fraction}). {@code Double.toString} gives other digits in other JDKs.
   */
  static String finite(double value) {
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    String shortest =
        value == Math.rint(value) && Math.abs(value) <= Long.MAX_VALUE
            ? new BigDecimal(value).toPlainString()
            : ParamScope.of("value", value).getString("value");
    String text =
        shortest.length() <= PLAIN
            ? shortest
            : new BigDecimal(shortest).stripTrailingZeros().toString();
    boolean marked = text.indexOf('.') >= 0 || text.indexOf('E') >= 0;
    return marked ? text : text + ".0";
  }
}
