package io.hyperparameter.cli;

import io.hyperparameter.index.ParamEntry;

/** Parts of what is printed. Stateless. */
final class Texts {
  /** As wide as every terminal. */
  static final int WIDTH = 80;

  private Texts() {}

  /** Text in double quotes, on one line. What API and configuration have for it is not exported. */
  static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                out.append('\\').appendCodePoint(c);
              } else if (Character.isISOControl(c)) {
                out.append(String.format("\\u%04x", c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.append('"').toString();
  }

  /** What stands before the last dot of a key; empty if there is none. */
  static String namespace(String key) {
    int dot = key.lastIndexOf('.');
    return dot < 0 ? "" : key.substring(0, dot);
  }

  /** What stands behind the last dot of a key. */
  static String name(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  /** The type of a parameter without its packages. */
  static String type(ParamEntry entry) {
    return entry.type().replaceAll("\\b[a-z]\\w*\\.", "");
  }

  /** The declaring element without packages and arguments: {@code Trainer#train}. */
  static String place(ParamEntry entry) {
    return entry
        .element()
        .replaceFirst("(#<init>)?(\\(.*\\))?$", "")
        .replaceFirst("^([a-z]\\w*\\.)+", "");
  }

  /**
   * The default of a parameter that has none as text. All but components of records that are bound
   * have one.
   */
  static String noTextOf(ParamEntry entry) {
    String element = entry.element();
    boolean isTypedKey = element.indexOf('#') >= 0 && element.indexOf('(') < 0;
    return isTypedKey ? "<computed>" : "<none>"; // null, the empty Optional, or required
  }

  /**
   * Appends a left and a right column, the right one wrapped between words. If the left one is too
   * wide, the right one begins on the next line.
   */
  static void row(StringBuilder out, String left, int column, String right) {
    out.append(left);
    int at = left.length();
    if (right.isEmpty()) {
      out.append('\n');
      return;
    }
    if (at > column - 1) {
      out.append('\n');
      at = 0;
    }
    out.append(" ".repeat(column - at));
    at = column;
    boolean first = true;
    for (String word : right.strip().split("\\s+", -1)) {
      if (!first && at + 1 + word.length() > WIDTH) {
        out.append('\n').append(" ".repeat(column));
        at = column;
        first = true;
      }
      if (!first) {
        out.append(' ');
        at++;
      }
      out.append(word);
      at += word.length();
      first = false;
    }
    out.append('\n');
  }
}
