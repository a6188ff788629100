package io.hyperparameter;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * As much JSON as the index needs, so that this module needs no library for it: objects as Map,
 * arrays as List, strings, true, false, null, and whole numbers as Long.
 */
final class MiniJson {
  /** An index is three levels deep; anything deeper is none, and must not exhaust the stack. */
  private static final int MAX_DEPTH = 32;

  private final String text;
  private int at;

  private MiniJson(String text) {
    this.text = text;
  }

  /**
   * Every value of a text, one after another; usually it is one. Throws {@link
   * IllegalArgumentException} with the offset of what is malformed.
   */
  static List<@Nullable Object> parseAll(String text) {
    MiniJson json = new MiniJson(text);
    List<@Nullable Object> values = new ArrayList<>();
    do {
      values.add(json.value(0));
      json.skipBlanks();
    } while (json.at != text.length());
    return values;
  }

  /** A JSON string. */
  static String quote(String value) {
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
            out.append(String.format("\\u%04x", (int) c));
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
        throw wrong("no second \"" + name + "\"");
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

  private Long number() {
    int start = at;
    while (at < text.length() && "-0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    try {
      return Long.valueOf(text.substring(start, at));
    } catch (NumberFormatException e) {
      at = start;
      throw wrong("a value");
    }
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
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
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
    return new IllegalArgumentException("malformed at offset " + at + ": wanted " + wanted);
  }
}
