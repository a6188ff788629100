package io.hyperparameter.bounds;

import io.hyperparameter.conversion.Flatten;
import io.hyperparameter.index.ParamBounds;
import io.hyperparameter.text.Decimals;
import io.hyperparameter.text.ParamText;
import java.io.Serial;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a typed key of objects allows; bounds hold for types that can be compared. */
@SuppressWarnings("serial") // serializable if the values of the key are
public record Limits<T>(@Nullable T min, @Nullable T max, List<T> oneOf) implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  public boolean has(T value) {
    return (min == null || compare(value, min) >= 0)
        && (max == null || compare(value, max) <= 0)
        && (oneOf.isEmpty() || oneOf.stream().anyMatch(one -> isSame(one, value)));
  }

  private static boolean isSame(Object one, Object value) {
    // 1.0 and 1.00 are one number
    return one instanceof BigDecimal ? compare(one, value) == 0 : one.equals(value);
  }

  @SuppressWarnings("unchecked") // whoever made the limits has made sure
  private static int compare(Object a, Object b) {
    return ((Comparable<Object>) a).compareTo(b);
  }

  public ParamBounds bounds() {
    List<String> listed = new ArrayList<>();
    oneOf.forEach(value -> listed.add(text(value)));
    return new ParamBounds(
        min == null ? null : text(min), false, max == null ? null : text(max), false, listed);
  }

  private static String text(Object value) {
    return value instanceof BigDecimal number ? Decimals.toText(number) : value.toString();
  }

  public static void requireSome(String key, List<?> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException(
          ParamText.key(key) + ": oneOf() allows nothing; name at least one value");
    }
  }

  /** NaN is not less, not greater and not equal, so nothing would be allowed. */
  public static void requireNumber(String key, @Nullable Object bound) {
    if ((bound instanceof Double d && d.isNaN()) || (bound instanceof Float f && f.isNaN())) {
      throw new IllegalArgumentException(
          ParamText.key(key) + ": a bound is NaN, which no value compares with; give a number");
    }
  }

  /** Whether no value at all is allowed. */
  public boolean isEmpty() {
    return isNothing(min != null && max != null && compare(min, max) > 0, oneOf, this::has);
  }

  /** Whether bounds that may be crossed and what is listed, if anything is, leave no value. */
  static <T> boolean isNothing(boolean areCrossed, List<T> oneOf, Predicate<T> has) {
    return areCrossed || (!oneOf.isEmpty() && oneOf.stream().noneMatch(has));
  }

  /** Where nothing is allowed, the default is not what is wrong. */
  public static IllegalArgumentException wrongDefault(
      String key, Object value, ParamBounds bounds, boolean isEmpty) {
    if (isEmpty) {
      return new IllegalArgumentException(
          ParamText.key(key) + ": no value is " + bounds + "; exchange the bounds or widen them");
    }
    return new IllegalArgumentException(
        ParamText.key(key)
            + ": the default "
            + ParamText.describe(Flatten.normalize(key, value))
            + " is not allowed; give a default "
            + bounds);
  }
}
