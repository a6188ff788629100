package io.hyperparameter.config;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What to write instead of what the parser of TOML refuses, such that who writes it is not told of
 * the next error at the same place. Empty where nobody can say. Stateless.
 */
final class TomlHints {
  private static final Pattern NAMED =
      Pattern.compile("(true|false|[+-]?(nan|inf(inity)?))", Pattern.CASE_INSENSITIVE);

  private static final Set<String> NULLS = Set.of("null", "none", "nil", "undefined");

  private static final Pattern RADIX = Pattern.compile("([+-]?)0([xXoObB])([0-9a-fA-F_]+)");

  private static final Pattern SHORT_NUMBER =
      Pattern.compile("[+-]?(\\.\\d[\\d_]*|\\d[\\d_]*\\.)([eE][+-]?\\d+)?");

  /** A number as Java and C write it. */
  private static final Pattern SUFFIXED =
      Pattern.compile("([+-]?\\d+(\\.\\d+)?([eE][+-]?\\d+)?)[fFdDlL]");

  private static final Pattern NAME = Pattern.compile("[ \\t]*([^\"'\\[\\]{}#\\r\\n]*\\S)[ \\t]*");

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

  /** Nobody types longer ones. */
  private static final int LONGEST = 80;

  private static final String CURLY = "\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb";

  private final String all;
  private final int offset;
  private final String message;

  private TomlHints(String all, int offset, String message) {
    this.all = all;
    this.offset = offset;
    this.message = message;
  }

  /**
   * The way out, to be appended.
   *
   * @param all the document
   * @param offset where the parser stopped
   * @param message what it says
   */
  static String of(String all, int offset, String message) {
    return offset < 0 || offset > all.length() ? "" : new TomlHints(all, offset, message).hint();
  }

  private String hint() {
    char here = offset < all.length() ? all.charAt(offset) : '\n';
    if (message.startsWith("Invalid escape") || message.startsWith("Invalid unicode escape")) {
      return "; write a backslash as \\\\, or the text in single quotes";
    }
    if (message.startsWith("Leading zeros")) {
      return "; leave them out; 0o17 is octal, and what is no number stands in quotes";
    }
    if (message.startsWith("Float is too large")) {
      return "; write inf, a smaller number, or the number in quotes";
    }
    if (message.startsWith("Float is too small")) {
      return "; write 0.0, a larger number, or the number in quotes";
    }
    if (message.startsWith("Invalid month") || message.startsWith("Invalid day")) {
      int start = offset;
      while (start > 0 && isBare(all.charAt(start - 1))) {
        start--;
      }
      boolean isInForm =
          DATE.matcher(all.substring(start, Math.min(all.length(), start + 10))).matches();
      return isInForm ? "" : "; a date is written as 2026-01-31";
    }
    if (message.contains("expected a newline")) {
      return behindAValue(here);
    }
    if (message.contains("], a comma") || message.contains("}, a comma")) {
      return "; a comma or the closing bracket is missing before it";
    }
    if (message.contains("expected a value") || message.contains(", a value")) {
      return value(offset);
    }
    if (message.contains("expected . or =") || message.endsWith("expected =")) {
      return here == ':' ? "; write name = value" : name();
    }
    if (message.contains("expected a key, a table key")) {
      return here == '{'
          ? "; name a file of JSON .json"
          : here == '/' || here == ';' ? "; a comment begins with #" : "";
    }
    return "";
  }

  /** Where the line had to end. */
  private String behindAValue(char here) {
    if (here == ';') {
      return "; remove it";
    }
    if (here == ',') {
      return "; a list stands in brackets, such as [1, 2], and a number has no commas";
    }
    if (all.startsWith("//", offset) || all.startsWith("--", offset)) {
      return "; a comment begins with #";
    }
    if (here != '\n' && offset > 0 && all.charAt(offset - 1) == '\'') {
      return "; a text with ' in it stands in double quotes";
    }
    int start = offset; // what stood before it was read as a value
    while (start > 0 && isBare(all.charAt(start - 1))) {
      start--;
    }
    // what follows a value behind a blank is something else
    return start < offset ? value(start) : "";
  }

  /** Whether a character may be part of what somebody wrote without quotes. */
  private static boolean isBare(char c) {
    return c > ' ' && c != 0x7F && "\"'=,#[]{}".indexOf(c) < 0;
  }

  /** Where a value begins that is none. */
  private String value(int start) {
    boolean isWhole = start == 0 || " \t=[,".indexOf(all.charAt(start - 1)) >= 0;
    String written = isWhole ? written(start) : "";
    String lower = written.toLowerCase(Locale.ROOT);
    if (all.startsWith("${", start)) {
      int end = all.indexOf('}', start);
      String reference = end < 0 ? "${path}" : all.substring(start, end + 1);
      return isOneLine(reference) ? "; a reference stands in quotes: " + quoted(reference) : "";
    }
    if (written.startsWith("=")) {
      return "; one = is enough";
    }
    if (written.startsWith("(")) {
      return "; a list stands in brackets, such as [1, 2]";
    }
    if (written.length() > LONGEST) {
      return "; text stands in quotes";
    }
    if (written.chars().noneMatch(Character::isLetterOrDigit)) {
      return "";
    }
    if (NAMED.matcher(written).matches()) {
      return "; write it as " + lower.replace("inity", "");
    }
    if (NULLS.contains(lower)) {
      return "; TOML has no null, so leave the line out; text stands in quotes";
    }
    Matcher radix = RADIX.matcher(written);
    if (radix.matches()) {
      String mark = radix.group(2).toLowerCase(Locale.ROOT);
      boolean isLower = mark.equals(radix.group(2));
      return isLower || !radix.group(1).isEmpty() ? "" : "; write it as 0" + mark + radix.group(3);
    }
    if (RADIX.matcher(written).lookingAt()) {
      return "";
    }
    if (SHORT_NUMBER.matcher(written).matches()) {
      return "; a number has digits on both sides of its point, such as 0.5 or 5.0";
    }
    Matcher suffixed = SUFFIXED.matcher(written);
    if (suffixed.matches() && !suffixed.group(1).matches("0\\d.*")) {
      return "; write it as " + suffixed.group(1);
    }
    boolean isNumber =
        written
            .chars()
            .allMatch(c -> c < 0x80 && (Character.isDigit(c) || "+-_.:eE".indexOf(c) >= 0));
    return isNumber ? "" : text(written);
  }

  private static String text(String written) {
    String bare = written.replaceAll("^[\"'" + CURLY + "]+|[\"'" + CURLY + "]+$", "");
    String head =
        CURLY.indexOf(written.charAt(0)) >= 0
            ? "; text stands in straight quotes: "
            : "; text stands in quotes: ";
    return head + quoted(bare);
  }

  /** In single quotes where a backslash is in it, as it means one there. */
  private static String quoted(String text) {
    return text.indexOf('\\') >= 0 && text.indexOf('\'') < 0
        ? "'" + text + "'"
        : Messages.quote(text);
  }

  /** All of a value that is text without quotes: in a list to the comma, else to the line's end. */
  private String written(int start) {
    int line = all.lastIndexOf('\n', start - 1) + 1;
    String before = all.substring(line, start);
    boolean isElement =
        message.contains("expected ]")
            || before.matches("[^=]*=\\s*[\\[{].*")
            || before.indexOf('=') < 0;
    int end = start;
    while (end < all.length() && !isEnd(end, isElement)) {
      end++;
    }
    return all.substring(start, end).strip();
  }

  private boolean isEnd(int at, boolean isElement) {
    char c = all.charAt(at);
    return c == '\n'
        || c == '\r'
        || (c == '#' && (at == 0 || all.charAt(at - 1) <= ' '))
        || (isElement && ",]}".indexOf(c) >= 0);
  }

  private static boolean isOneLine(String text) {
    return text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
  }

  /** Where a name goes on that must not. */
  private String name() {
    int line = all.lastIndexOf('\n', offset - 1) + 1;
    int equals = all.indexOf('=', line);
    if (equals < 0 || equals - line > LONGEST) {
      return "";
    }
    Matcher entry = NAME.matcher(all.substring(line, equals));
    return entry.matches() && offset <= line + entry.end(1)
        ? "; such a name stands in quotes: " + Messages.quote(entry.group(1))
        : "";
  }
}
