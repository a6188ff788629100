package io.hyperparameter.tool;

/** Text of a jar from anywhere, for a terminal. */
final class Printable {
  private Printable() {}

  /**
   * The same without characters that steer a terminal or turn around what is read: a key could
   * otherwise clear the screen, or look like another one.
   */
  static String of(String text) {
    return text.codePoints().allMatch(Printable::isShown) ? text : escaped(text);
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\n') {
                out.append("\\n");
              } else if (isShown(c)) {
                out.appendCodePoint(c);
              } else {
                out.append(String.format("\\u%04x", c));
              }
            });
    return out.toString();
  }

  private static boolean isShown(int c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.SURROGATE
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR;
  }
}
