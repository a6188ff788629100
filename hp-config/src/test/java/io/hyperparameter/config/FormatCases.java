package io.hyperparameter.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Files of documents and what loading them gives, one line a value: {@code key = kind value @
 * line:column}, with {@code `text`} behind it where that differs from the value, or one line an
 * error: {@code ! line:column message}. In documents, {@code ␉ ␍ ␀ ␣} stand for a tab, a carriage
 * return, U+0000 and a blank at the end of a line.
 */
final class FormatCases {
  record Case(String name, String document, List<String> expected) {
    @Override
    public String toString() {
      return name;
    }
  }

  private FormatCases() {}

  static List<Case> of(String file) throws IOException {
    String text;
    try (InputStream in = FormatCases.class.getResourceAsStream(file)) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    List<Case> cases = new ArrayList<>();
    for (String part : text.split("(?m)^==== ")) {
      if (!part.isBlank() && !part.startsWith("#")) {
        int line = part.indexOf('\n');
        int end = part.indexOf("\n----\n", line - 1);
        String document = end < line ? "" : part.substring(line + 1, end + 1);
        document =
            document
                .replace('␉', '\t')
                .replace('␍', '\r')
                .replace('␀', '\0')
                .replace('␣', ' ')
                .replace("␄\n", "");
        List<String> expected = part.substring(end + 6).lines().filter(l -> !l.isBlank()).toList();
        cases.add(new Case(part.substring(0, line).strip(), document, expected));
      }
    }
    return cases;
  }

  /** What loading a document gives, in the form above. */
  static List<String> load(String document, ConfigFormat format) {
    List<String> lines = new ArrayList<>();
    try {
      Config config = Config.loader().text("doc", format, new StringReader(document)).load();
      for (String key : config.keys()) {
        Object value = config.find(key).orElse(null);
        String shown = show(value);
        String text = config.text(key).map(FormatCases::escape).orElse(null);
        boolean same = text == null || shown.endsWith(" " + text);
        lines.add(
            escape(key)
                + " = "
                + shown
                + " @ "
                + place(config.origin(key).orElseThrow())
                + (same ? "" : " `" + text + "`"));
      }
      if (lines.isEmpty()) {
        lines.add("nothing");
      }
    } catch (ConfigException e) {
      for (ConfigError error : e.errors()) {
        lines.add(
            "! " + (error.origin() == null ? "" : place(error.origin()) + " ") + error.message());
      }
    }
    return lines;
  }

  private static String place(ConfigOrigin origin) {
    return origin.line() + ":" + origin.column();
  }

  private static String show(Object value) {
    if (value == null) {
      return "null";
    }
    String kind =
        value instanceof Long
            ? "long"
            : value instanceof Double
                ? "double"
                : value instanceof Boolean ? "boolean" : value instanceof String ? "text" : "list";
    boolean finite = value instanceof Double number && Double.isFinite(number);
    return kind + " " + escape(finite ? TextWriting.finite((Double) value) : value.toString());
  }

  private static String escape(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\\') {
                out.append("\\\\");
              } else if (c == '\n') {
                out.append("\\n");
              } else if (c < ' ' || (c >= 0x7F && c <= 0xA0)) {
                out.append(String.format("\\u%04x", c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }
}
