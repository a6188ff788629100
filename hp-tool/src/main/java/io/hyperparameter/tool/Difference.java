package io.hyperparameter.tool;

import io.hyperparameter.index.ParamBounds;
import io.hyperparameter.index.ParamConflict;
import io.hyperparameter.index.ParamEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What changed between two lists by key.
 *
 * @param lines for people: {@code +} for what is new, {@code -} for what is gone, {@code ~} for
 *     what changed
 * @param onlyNew whether nothing is gone or changed
 */
record Difference(List<String> lines, boolean onlyNew) {
  /** Of the parameters of two versions of a jar. */
  static Difference ofParameters(Parameters old, Parameters now) {
    return of(
        old.byKey(),
        now.byKey(),
        (before, after) -> changes(Parameters.best(before), Parameters.best(after)),
        found -> kind(Parameters.best(found)));
  }

  /** Of two configurations, flat. */
  static Difference ofValues(Map<String, Object> old, Map<String, Object> now) {
    return of(
        old,
        now,
        (before, after) ->
            before.equals(after)
                ? List.of()
                : List.of(kinded(before, after) + " -> " + kinded(after, before)),
        String::valueOf);
  }

  private static <T> Difference of(
      Map<String, T> old,
      Map<String, T> now,
      BiFunction<T, T, List<String>> changes,
      java.util.function.Function<T, String> text) {
    List<String> lines = new ArrayList<>();
    boolean onlyNew = true;
    TreeSet<String> keys = new TreeSet<>(old.keySet());
    keys.addAll(now.keySet());
    for (String key : keys) {
      T before = old.get(key);
      T after = now.get(key);
      if (before == null && after != null) {
        lines.add("+ " + key + ": " + text.apply(after));
      } else if (before != null && after == null) {
        lines.add("- " + key + ": " + text.apply(before));
        onlyNew = false;
      } else if (before != null && after != null) {
        for (String change : changes.apply(before, after)) {
          lines.add("~ " + key + ": " + change);
          onlyNew = false;
        }
      }
    }
    return new Difference(List.copyOf(lines), onlyNew);
  }

  private static List<String> changes(ParamEntry old, ParamEntry now) {
    List<String> changes = new ArrayList<>();
    if (!old.type().equals(now.type())) {
      changes.add("type " + old.type() + " -> " + now.type());
    }
    String before = old.defaultValue();
    String after = now.defaultValue();
    boolean comparable = before != null && after != null && old.type().equals(now.type());
    boolean sameDefault =
        comparable ? !ParamConflict.differInDefault(old, now) : Objects.equals(before, after);
    if (!sameDefault) {
      changes.add("default " + value(before) + " -> " + value(after));
    }
    if (!old.bounds().equals(now.bounds())) {
      changes.add("allowed " + bounds(old.bounds()) + " -> " + bounds(now.bounds()));
    }
    return changes;
  }

  private static String kind(ParamEntry entry) {
    String value = entry.defaultValue();
    return entry.type() + (value == null ? "" : " = " + value(value));
  }

  private static String value(@Nullable String value) {
    return value == null ? "(none)" : value.isEmpty() ? "\"\"" : value;
  }

  private static String bounds(ParamBounds bounds) {
    return bounds.isEmpty() ? "anything" : bounds.toString();
  }

  /** A value, with its kind if the two look the same. */
  private static String kinded(Object value, Object other) {
    return value.toString().equals(other.toString())
        ? value + " (" + value.getClass().getSimpleName() + ")"
        : value.toString();
  }
}
