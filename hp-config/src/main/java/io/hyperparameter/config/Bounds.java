package io.hyperparameter.config;

import io.hyperparameter.annotation.Max;
import io.hyperparameter.annotation.Min;
import io.hyperparameter.annotation.OneOf;
import io.hyperparameter.index.ParamBounds;
import java.lang.reflect.RecordComponent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code @Min}, {@code @Max} and {@code @OneOf} of a record component allow.
 *
 * @param min the lower bound, or null
 * @param max the upper bound, or null
 * @param oneOf the only values allowed, as text; empty if any is
 */
record Bounds(@Nullable Min min, @Nullable Max max, List<String> oneOf) {
  static final Bounds NONE = new Bounds(null, null, List.of());

  static Bounds of(RecordComponent component) {
    OneOf oneOf = component.getAnnotation(OneOf.class);
    return new Bounds(
        component.getAnnotation(Min.class),
        component.getAnnotation(Max.class),
        oneOf == null ? List.of() : List.of(oneOf.value()));
  }

  /** NaN is within no bounds. A float is held against the bound as a float. */
  boolean allow(Object value) {
    if (!oneOf.isEmpty()) {
      String text = value instanceof Enum<?> constant ? constant.name() : value.toString();
      if (!oneOf.contains(text)) {
        return false;
      }
    }
    if (!(value instanceof Number number)) {
      return true;
    }
    double n = number.doubleValue();
    boolean single = value instanceof Float;
    if (min != null) {
      double bound = single ? (float) min.value() : min.value();
      if (!(min.exclusive() ? n > bound : n >= bound)) {
        return false;
      }
    }
    if (max != null) {
      double bound = single ? (float) max.value() : max.value();
      return max.exclusive() ? n < bound : n <= bound;
    }
    return true;
  }

  /** As the end of "give a value ...". */
  @Override
  public String toString() {
    return new ParamBounds(
            min == null ? null : text(min.value()),
            min != null && min.exclusive(),
            max == null ? null : text(max.value()),
            max != null && max.exclusive(),
            oneOf)
        .toString();
  }

  private static String text(double bound) {
    return bound == Math.rint(bound) && Math.abs(bound) <= 0x1p53
        ? Long.toString((long) bound)
        : Double.toString(bound);
  }
}
