package io.hyperparameter.contract;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares values strictly by kind: the long 1 is not the double 1.0, 0.0 is not -0.0. */
public final class Values {
  private Values() {}

  /**
   * Whether two values are of the same kind and equal; NaN equals NaN, lists and maps by content,
   * opaque objects by identity.
   */
  public static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a == b) {
      return true;
    }
    if (a instanceof List<?> left && b instanceof List<?> right) {
      return sameElements(left, right);
    }
    if (a instanceof Map<?, ?> left && b instanceof Map<?, ?> right) {
      return sameEntries(left, right);
    }
    return isPlain(a) && isPlain(b) && Objects.equals(a, b);
  }

  /** The value with its kind, for messages. */
  public static String show(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof String text) {
      return "string \"" + text + "\"";
    }
    if (value instanceof Long || value instanceof Double || value instanceof Boolean) {
      return value.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT) + " " + value;
    }
    return value.getClass().getSimpleName() + " " + value;
  }

  /** Kinds with value semantics. Their classes are final and compare unequal to one another. */
  private static boolean isPlain(@Nullable Object value) {
    return value instanceof Long
        || value instanceof Double
        || value instanceof Boolean
        || value instanceof String;
  }

  private static boolean sameElements(List<?> a, List<?> b) {
    if (a.size() != b.size()) {
      return false;
    }
    Iterator<?> other = b.iterator();
    for (Object element : a) {
      if (!same(element, other.next())) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameEntries(Map<?, ?> a, Map<?, ?> b) {
    if (!a.keySet().equals(b.keySet())) {
      return false;
    }
    for (Map.Entry<?, ?> entry : a.entrySet()) {
      if (!same(entry.getValue(), b.get(entry.getKey()))) {
        return false;
      }
    }
    return true;
  }
}
