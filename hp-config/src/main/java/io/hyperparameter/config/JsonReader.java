package io.hyperparameter.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads JSON as RFC 8259 writes it: no comments, no trailing commas, no NaN. The first malformed
 * thing ends it.
 */
final class JsonReader {
  private final Reading reading;
  private final String text;
  private int at;

  private JsonReader(Reading reading) {
    this.reading = reading;
    this.text = reading.text.text();
  }

  static Node read(Reading reading) {
    JsonReader json = new JsonReader(reading);
    json.skipBlanks();
    if (json.at == json.text.length()) {
      return new MapNode(reading.text.at(0)); // an empty document
    }
    Node root = json.value(0);
    json.skipBlanks();
    if (json.at < json.text.length()) {
      throw json.wanted("the end");
    }
    return root;
  }

  private Node value(int depth) {
    ConfigOrigin origin = here();
    reading.depth(depth, origin);
    reading.count(1, origin);
    char c = peek();
    switch (c) {
      case '{' -> {
        return map(origin, depth);
      }
      case '[' -> {
        return list(origin, depth);
      }
      case '"' -> {
        return Node.Scalar.ofText(string(), origin);
      }
      default -> {
        return c == '-' || isDigit(c) ? number(origin) : word(origin);
      }
    }
  }

  private MapNode map(ConfigOrigin origin, int depth) {
    MapNode map = new MapNode(origin);
    at++;
    skipBlanks();
    if (accept('}')) {
      return map;
    }
    do {
      skipBlanks();
      ConfigOrigin name = here();
      if (peek() == '}') {
        throw commaBefore();
      }
      if (peek() != '"') {
        throw wanted("a name in double quotes");
      }
      String key = string();
      skipBlanks();
      if (!accept(':')) {
        throw wanted("':'");
      }
      skipBlanks();
      reading.put(map, key, name, value(depth + 1));
      skipBlanks();
    } while (accept(','));
    if (!accept('}')) {
      throw wanted("',' or '}'");
    }
    return map;
  }

  private Node list(ConfigOrigin origin, int depth) {
    List<Node> nodes = new ArrayList<>();
    at++;
    skipBlanks();
    if (accept(']')) {
      return Node.Items.of(nodes, origin);
    }
    do {
      skipBlanks();
      if (peek() == ']') {
        throw commaBefore();
      }
      nodes.add(value(depth + 1));
      skipBlanks();
    } while (accept(','));
    if (!accept(']')) {
      throw wanted("',' or ']'");
    }
    return Node.Items.of(nodes, origin);
  }

  private String string() {
    int start = at++;
    StringBuilder out = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return out.toString();
      }
      if (c < ' ') {
        throw wanted("an escape, as control characters must not stand in a string,");
      }
      at++;
      out.append(c == '\\' ? escaped() : c);
    }
    throw reading.malformed(reading.text.at(start), "the string never ends; add '\"'");
  }

  private char escaped() {
    char c = peek();
    int digits = at + 1;
    at++;
    switch (c) {
      case '"', '\\', '/' -> {
        return c;
      }
      case 'n' -> {
        return '\n';
      }
      case 't' -> {
        return '\t';
      }
      case 'r' -> {
        return '\r';
      }
      case 'b' -> {
        return '\b';
      }
      case 'f' -> {
        return '\f';
      }
      case 'u' -> {
        int code = 0;
        for (int i = 0; i < 4; i++) {
          int digit = digits + i < text.length() ? hex(text.charAt(digits + i)) : -1;
          if (digit < 0) {
            at = digits - 2;
            throw wanted("four hexadecimal digits after \\u");
          }
          code = code * 16 + digit;
        }
        at = digits + 4;
        return (char) code;
      }
      default -> {
        at = digits - 2;
        throw wanted("one of the escapes \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u");
      }
    }
  }

  private static int hex(char c) {
    return c < 128 ? Character.digit(c, 16) : -1;
  }

  private Node number(ConfigOrigin origin) {
    int start = at;
    accept('-');
    boolean whole = true;
    if (!accept('0')) {
      digits();
    } else if (isDigit(peek())) {
      at = start;
      throw wanted("a number without leading zeros");
    }
    if (accept('.')) {
      whole = false;
      digits();
    }
    if (accept('e') || accept('E')) {
      whole = false;
      if (!accept('+')) {
        accept('-');
      }
      digits();
    }
    String written = text.substring(start, at);
    return whole
        ? Numbers.decimal(written, written, origin)
        : Numbers.finite(written, origin, reading);
  }

  private void digits() {
    if (!isDigit(peek())) {
      throw wanted("a digit");
    }
    while (isDigit(peek())) {
      at++;
    }
  }

  private Node word(ConfigOrigin origin) {
    int start = at;
    while (Character.isLetter(peek())) {
      at++;
    }
    String word = text.substring(start, at);
    switch (word) {
      case "true" -> {
        return new Node.Scalar(true, word, origin);
      }
      case "false" -> {
        return new Node.Scalar(false, word, origin);
      }
      case "null" -> {
        return new Node.Scalar(null, word, origin);
      }
      default -> {
        at = start;
        throw wanted(valueFor(word));
      }
    }
  }

  private Problems.Abort commaBefore() {
    return reading.malformed(here(), "a comma stands before the end; remove it");
  }

  /** What to write for a word of other languages; else what is a value at all. */
  private static String valueFor(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "true", "false", "null" -> word.toLowerCase(Locale.ROOT);
      case "none", "nil", "undefined" -> "null";
      default -> "a value (text stands in double quotes, there is no NaN in JSON)";
    };
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private boolean accept(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void skipBlanks() {
    while (at < text.length() && " \n\r\t".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private ConfigOrigin here() {
    return reading.text.at(at);
  }

  private Problems.Abort wanted(String what) {
    String found =
        at < text.length()
            ? Messages.quote(
                text.substring(at, Math.min(text.offsetByCodePoints(at, 1), text.length())))
            : "the end of the text";
    return reading.malformed(here(), "here must be " + what + " and is " + found);
  }
}
