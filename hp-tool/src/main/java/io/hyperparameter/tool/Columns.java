package io.hyperparameter.tool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Columns of text within 80 characters, the last one wrapped between words. */
final class Columns {
  private static final int WIDTH = 80;
  private static final int GAP = 2;

  /** Beyond, a cell has a line of its own, so that one long key does not push all aside. */
  private final int[] widest;

  private final Console console;
  private final List<List<String>> rows = new ArrayList<>();

  Columns(Console console, int... widest) {
    this.console = console;
    this.widest = widest;
  }

  void row(String... cells) {
    rows.add(Arrays.stream(cells).map(Printable::of).toList());
  }

  @Override
  public String toString() {
    int last = widest.length; // the one that is wrapped
    int[] widths = new int[last + 1];
    for (List<String> row : rows) {
      for (int i = 0; i < last; i++) {
        widths[i] = Math.max(widths[i], Math.min(widest[i], row.get(i).length()));
      }
    }
    StringBuilder out = new StringBuilder();
    for (List<String> row : rows) {
      int at = 0;
      int column = 0;
      for (int i = 0; i <= last; i++) {
        String cell = row.get(i);
        if (at > 0 && at + GAP > column && !cell.isEmpty()) { // one before was too long
          out.append('\n');
          at = 0;
        }
        if (i == last) {
          wrap(out, cell, at, column);
        } else if (!cell.isEmpty()) {
          out.append(" ".repeat(column - at)).append(i == 0 ? console.bold(cell) : cell);
          at = column + cell.length();
        }
        column += i == last ? 0 : widths[i] + GAP;
      }
      out.append('\n');
    }
    return out.toString();
  }

  private static void wrap(StringBuilder out, String text, int from, int column) {
    if (text.isBlank()) {
      return;
    }
    out.append(" ".repeat(Math.max(0, column - from)));
    int at = column;
    boolean first = true;
    for (String word : text.strip().split("\\s+", -1)) {
      if (!first && at + 1 + word.length() > WIDTH) {
        out.append('\n').append(" ".repeat(column));
        at = column;
        first = true;
      }
      out.append(first ? "" : " ").append(word);
      at += word.length() + (first ? 0 : 1);
      first = false;
    }
  }
}
