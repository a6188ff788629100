package io.hyperparameter.json;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON (RFC 8259), so that this module needs no library for it: objects as Map, arrays as List,
 * strings, true, false, null; numbers as Long, or as Double where they have a point or an exponent.
 */
public final class MiniJson {
  /** Nothing of ours is that deep, and what others send must not exhaust the stack. */
  static final int MAX_DEPTH = 40;

  private final String text;
  private int at;

  private MiniJson(String text) {
    this.text = text;
  }

  /**
   * {@return every value of a text, one after another; usually it is one}
   *
   * @param text the text
   * @throws IllegalArgumentException with the offset of what is malformed
   */
  public static List<@Nullable Object> parseAll(String text) {
    MiniJson json = new MiniJson(text);
    List<@Nullable Object> values = new ArrayList<>();
    do {
      values.add(json.value(0));
      json.skipBlanks();
    } while (json.at != text.length());
    return values;
  }

  /**
   * {@return the one value of a text}
   *
   * @param text the text
   * @throws IllegalArgumentException with the offset of what is malformed, or follows the value
   */
  public static @Nullable Object parse(String text) {
    MiniJson json = new MiniJson(text);
    Object value = json.value(0);
    json.skipBlanks();
    if (json.at != text.length()) {
      throw json.wrong("the end");
    }
    return value;
  }

  /**
   * {@return a JSON string}
   *
   * @param value any text; what is no Unicode, an unpaired surrogate, comes back as it was
   */
  public static String quote(String value) {
    StringBuilder out = new StringBuilder(value.length() + 16).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || Character.isSurrogate(c)) {
            out.append("\\u").append(HexFormat.of().toHexDigits(c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }

  private @Nullable Object value(int depth) {
    if (depth > MAX_DEPTH) {
      throw wrong("less nesting");
    }
    skipBlanks();
    char c = at < text.length() ? text.charAt(at) : 0;
    return switch (c) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object(int depth) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    at++;
    if (accept('}')) {
      return map;
    }
    do {
      skipBlanks();
      String name = string();
      expect(':');
      if (map.containsKey(name)) {
        throw wrong("no second " + quote(name));
      }
      map.put(name, value(depth + 1));
    } while (accept(','));
    expect('}');
    return map;
  }

  private List<@Nullable Object> array(int depth) {
    List<@Nullable Object> list = new ArrayList<>();
    at++;
    if (accept(']')) {
      return list;
    }
    do {
      list.add(value(depth + 1));
    } while (accept(','));
    expect(']');
    return list;
  }

  private String string() {
    expect('"');
    StringBuilder out = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return out.toString();
      }
      if (c != '\\') {
        out.append(c);
      } else {
        out.append(escaped());
      }
    }
    throw wrong("'\"'");
  }

  private char escaped() {
    char c = at < text.length() ? text.charAt(at++) : 0;
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
        if (at + 4 <= text.length()) {
          at += 4;
          try {
            return (char) HexFormat.fromHexDigits(text, at - 4, at); // parseInt takes signs
          } catch (NumberFormatException e) {
            throw wrong("four hexadecimal digits");
          }
        }
      }
      default -> {}
    }
    throw wrong("an escape");
  }

  private Object number() {
    int start = at;
    skip('-');
    if (!skip('0') && !skipDigits()) {
      at = start;
      throw wrong("a value");
    }
    boolean whole = true;
    if (skip('.')) {
      whole = false;
      requireDigits();
    }
    if (skip('e') || skip('E')) {
      whole = false;
      if (!skip('-')) {
        skip('+');
      }
      requireDigits();
    }
    String digits = text.substring(start, at);
    if (!whole) {
      double number = Double.parseDouble(digits);
      if (Double.isInfinite(number)) {
        at = start;
        throw wrong("a number within the range of a double");
      }
      return number;
    }
    try {
      return Long.valueOf(digits);
    } catch (NumberFormatException e) {
      at = start;
      throw wrong("an integer within 64 bits");
    }
  }

  private void requireDigits() {
    if (!skipDigits()) {
      throw wrong("a digit");
    }
  }

  private boolean skipDigits() {
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at > start;
  }

  private boolean skip(char c) {
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private @Nullable Object word(String word, @Nullable Object value) {
    if (!text.startsWith(word, at)) {
      throw wrong("a value");
    }
    at += word.length();
    return value;
  }

  private boolean accept(char c) {
    skipBlanks();
    return skip(c);
  }

  private void expect(char c) {
    if (!accept(c)) {
      throw wrong("'" + c + "'");
    }
  }

  private void skipBlanks() {
    while (at < text.length() && " \n\r\t".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private IllegalArgumentException wrong(String wanted) {
    return new IllegalArgumentException("wanted " + wanted + " at offset " + at);
  }
}
