package io.hyperparameter.config;

import java.util.Arrays;

/** A text to be read, and its name; tells lines and columns. Read by one thread at a time. */
final class SourceText {
  /** As much of a line as a terminal shows. */
  private static final int SHOWN = 76;

  private final String name;
  private final String text;
  private final int[] lineStarts;

  // The place that was asked for last, from 0: a long line is walked along once, not for each
  // value.
  private int memoLine;
  private int memoColumn;
  private int memoOffset;

  SourceText(String name, String text) {
    this.name = name;
    this.text = text;
    this.lineStarts = lineStarts(text);
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean ends =
          c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
      if (ends) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  String name() {
    return name;
  }

  String text() {
    return text;
  }

  /** The longest line, in UTF-16 units. */
  int longestLine() {
    int longest = 0;
    for (int i = 0; i < lineStarts.length; i++) {
      int end = i + 1 < lineStarts.length ? lineStarts[i + 1] : text.length();
      longest = Math.max(longest, end - lineStarts[i]);
    }
    return longest;
  }

  /** The place of a UTF-16 offset. */
  ConfigOrigin at(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    int line = found >= 0 ? found : -found - 2;
    boolean onward = memoLine == line && memoOffset <= offset;
    int from = onward ? memoOffset : lineStarts[line];
    int column =
        (onward ? memoColumn : 0) + text.codePointCount(from, Math.min(offset, text.length()));
    remember(line, column, offset);
    return ConfigOrigin.in(this, line + 1, column + 1);
  }

  /** The UTF-16 offset of a line and a column in code points, both from 1. */
  int offset(int line, int column) {
    int row = Math.min(line, lineStarts.length) - 1;
    boolean onward = memoLine == row && memoColumn < column;
    int at = onward ? memoOffset : lineStarts[row];
    int left = column - 1 - (onward ? memoColumn : 0);
    while (left > 0 && at < text.length()) {
      at += Character.charCount(text.codePointAt(at));
      left--;
    }
    remember(row, column - 1 - left, at);
    return at;
  }

  private void remember(int line, int column, int offset) {
    memoLine = line;
    memoColumn = column;
    memoOffset = offset;
  }

  /** A line, or the part around the column, with a caret below the column. */
  synchronized String snippet(int line, int column) {
    if (line < 1 || line > lineStarts.length) {
      return "";
    }
    int start = lineStarts[line - 1];
    int at = offset(line, column);
    int from = Math.max(start, at - SHOWN / 2);
    if (from > start && Character.isLowSurrogate(text.charAt(from))) {
      from++;
    }
    int end = from;
    while (end < text.length() && end < from + SHOWN && "\r\n".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    if (end < text.length() && end > from && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    StringBuilder out = new StringBuilder("    ");
    out.append(from > start ? "..." : "");
    StringBuilder caret = new StringBuilder(" ".repeat(out.length()));
    for (int i = from; i < end; ) {
      int point = text.codePointAt(i);
      boolean odd = Character.isISOControl(point) || Character.getType(point) == Character.FORMAT;
      out.appendCodePoint(odd ? ' ' : point);
      if (i < at) {
        caret.append(' ');
      }
      i += Character.charCount(point);
    }
    return out + "\n" + caret.append('^');
  }
}
