package io.hyperparameter.processor;

import java.util.List;

/** Breaks lines of generated code as a formatter would. */
final class Layout {
  private static final int WIDTH = 100;

  private Layout() {}

  /**
   * A call, or an expression without arguments.
   *
   * @param head up to and with the opening parenthesis
   * @param arguments the arguments
   * @param tail from the closing parenthesis on
   */
  record Call(String head, List<String> arguments, String tail) {
    static Call of(String head, String... arguments) {
      return new Call(head + "(", List.of(arguments), ")");
    }

    @Override
    public String toString() {
      return head + String.join(", ", arguments) + tail;
    }
  }

  /** {@code head(item, item)tail} on one line if it fits, else on two, else one item a line. */
  static String list(String indent, String head, List<String> items, String tail) {
    String deeper = indent + "    ";
    String joined = String.join(", ", items);
    if (items.isEmpty() || fits(indent + head + joined + tail)) {
      return indent + head + joined + tail + "\n";
    }
    String body = fits(deeper + joined + tail) ? joined : String.join(",\n" + deeper, items);
    return indent + head + "\n" + deeper + body + tail + "\n";
  }

  /** {@code left = value;}. */
  static String assign(String indent, String left, Call value) {
    String line = indent + left + " = " + value + ";";
    if (fits(line)) {
      return line + "\n";
    }
    return indent
        + left
        + " =\n"
        + list(indent + "    ", value.head(), value.arguments(), value.tail() + ";");
  }

  /** {@code left = condition ? yes : no;}. */
  static String choose(String indent, String left, String condition, String yes, Call no) {
    String choice = condition + " ? " + yes + " : " + no + ";";
    String deeper = indent + "    ";
    if (fits(indent + left + " = " + choice)) {
      return indent + left + " = " + choice + "\n";
    }
    if (fits(deeper + choice)) {
      return indent + left + " =\n" + deeper + choice + "\n";
    }
    String deepest = deeper + "    ";
    return indent
        + left
        + " =\n"
        + deeper
        + condition
        + "\n"
        + deepest
        + "? "
        + yes
        + "\n"
        + list(deepest, ": " + no.head(), no.arguments(), no.tail() + ";");
  }

  private static boolean fits(String line) {
    return line.length() <= WIDTH;
  }
}
