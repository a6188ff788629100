package io.hyperparameter.tool;

import io.hyperparameter.sweep.Grid;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of one parameter, as {@code --grid} takes them: texts, as a program is given them by
 * {@code -D}, separated by commas; a comma of a value is written {@code \,}.
 *
 * @param key the full key
 * @param values the values, at least one
 * @param origin where they were given, for messages
 */
record GridArgument(String key, List<String> values, String origin) {

  static GridArgument parse(String argument, int number) {
    int split = argument.indexOf('=');
    if (split <= 0 || split == argument.length() - 1) {
      throw new ToolException(
          "--grid " + argument + ": no values to try; write it as KEY=VALUE,VALUE,...");
    }
    return new GridArgument(
        argument.substring(0, split),
        values(argument.substring(split + 1)),
        "--grid argument " + number);
  }

  private static List<String> values(String text) {
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == ',') {
        value.append(text.charAt(++i));
      } else if (c == ',') {
        values.add(value.toString());
        value.setLength(0);
      } else {
        value.append(c);
      }
    }
    values.add(value.toString());
    return values;
  }

  /** All combinations. */
  static Grid grid(List<GridArgument> arguments) {
    try {
      Grid grid = null;
      for (GridArgument each : arguments) {
        Object[] values = each.values.toArray();
        grid = grid == null ? Grid.of(each.key, values) : grid.and(each.key, values);
      }
      if (grid == null) {
        throw new ToolException("no --grid; give at least one");
      }
      return grid;
    } catch (IllegalArgumentException e) {
      throw new ToolException("--grid: " + e.getMessage(), e);
    }
  }
}
