package io.hyperparameter.config;

/**
 * Reads {@code .properties} as {@link java.util.Properties} does, in UTF-8, with the place of each
 * value. All values are text; a key that is given twice is an error.
 */
final class PropertiesReader {
  private final Reading reading;
  private final String text;
  private int at;

  private PropertiesReader(Reading reading) {
    this.reading = reading;
    this.text = reading.text.text();
  }

  static MapNode read(Reading reading) {
    PropertiesReader properties = new PropertiesReader(reading);
    MapNode map = new MapNode(reading.text.at(0));
    while (properties.nextLine()) {
      properties.entry(map);
    }
    return map;
  }

  /** Goes to the first character of the next line that is neither blank nor a comment. */
  private boolean nextLine() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#' || c == '!') {
        while (at < text.length() && !isEnd(text.charAt(at))) {
          at++;
        }
      } else if (!isBlank(c) && !isEnd(c)) {
        return true;
      } else {
        at++;
      }
    }
    return false;
  }

  private void entry(MapNode map) {
    ConfigOrigin keyAt = reading.text.at(at);
    reading.count(1, keyAt);
    String key = part(true);
    skipBlanks();
    if (at < text.length() && (text.charAt(at) == '=' || text.charAt(at) == ':')) {
      at++;
      skipBlanks();
    }
    ConfigOrigin valueAt = reading.text.at(at);
    reading.put(map, key, keyAt, Node.Scalar.ofText(part(false), valueAt));
  }

  /** A key, up to a separator, or a value, up to the end of the line; escapes taken out. */
  private String part(boolean key) {
    StringBuilder out = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (isEnd(c) || (key && (c == '=' || c == ':' || isBlank(c)))) {
        break;
      }
      at++;
      if (c != '\\') {
        out.append(c);
      } else if (at < text.length()) {
        escaped(out);
      }
    }
    return out.toString();
  }

  private void escaped(StringBuilder out) {
    char c = text.charAt(at++);
    switch (c) {
      case 't' -> out.append('\t');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 'f' -> out.append('\f');
      case '\r', '\n' -> {
        if (c == '\r' && at < text.length() && text.charAt(at) == '\n') {
          at++;
        }
        skipBlanks();
      }
      case 'u' -> unicode(out);
      default -> out.append(c);
    }
  }

  private void unicode(StringBuilder out) {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = at + i < text.length() ? Character.digit(text.charAt(at + i), 16) : -1;
      if (digit < 0) {
        reading.wrong(reading.text.at(at - 2), "\\u needs four hexadecimal digits; write \\\\u");
        return;
      }
      code = code * 16 + digit;
    }
    at += 4;
    out.append((char) code);
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\f';
  }

  private static boolean isEnd(char c) {
    return c == '\n' || c == '\r';
  }
}
