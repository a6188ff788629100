package io.hyperparameter.processor;

import io.hyperparameter.index.ParamBounds;
import io.hyperparameter.processor.Problems.ErrorId;
import io.hyperparameter.processor.ValueType.Scalar;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/** Reads {@code @Min}, {@code @Max} and {@code @OneOf}, and holds the default against them. */
final class BoundsReader {
  /** Up to here every whole number is a double of its own. */
  private static final double EXACT_LONG = 0x1p53;

  /** What NaN is to every bound. */
  private static final int UNORDERED = 2;

  private final Problems problems;

  BoundsReader(Problems problems) {
    this.problems = problems;
  }

  /** The bounds of a parameter whose default is in order. */
  ParamBounds read(
      String key,
      ValueType type,
      @Nullable String text,
      Element parameter,
      @Nullable Element component) {
    Bound min = bound(Annotations.MIN, key, type, parameter, component);
    Bound max = bound(Annotations.MAX, key, type, parameter, component);
    List<String> oneOf = oneOf(key, type, parameter, component);
    if (min == null && max == null && oneOf.isEmpty()) {
      return ParamBounds.NONE;
    }
    ParamBounds bounds =
        new ParamBounds(
            min == null ? null : min.text(),
            min != null && min.exclusive(),
            max == null ? null : max.text(),
            max != null && max.exclusive(),
            oneOf);
    if (min != null && max != null && isNothing(min, max)) {
      wrong(parameter, key + ": no value is " + bounds + "; exchange the bounds or widen them");
    } else {
      for (String part : Defaults.parts(type, text)) {
        if (!allows(min, max, oneOf, key, type, part)) {
          wrong(
              parameter,
              key + ": the default " + part + " is out of its own bounds; give a value " + bounds);
        }
      }
    }
    return bounds;
  }

  private record Bound(double value, boolean exclusive, String text) {}

  private @Nullable Bound bound(
      String name, String key, ValueType type, Element parameter, @Nullable Element component) {
    AnnotationMirror found = Annotations.find(parameter, name);
    AnnotationMirror mirror = found != null ? found : Annotations.find(component, name);
    if (mirror == null) {
      return null;
    }
    String simple = name.substring(name.lastIndexOf('.') + 1);
    if (!type.scalar().isNumber()) {
      wrong(
          parameter,
          key
              + ": @"
              + simple
              + " is for int, long, float, double, and List and Optional of these, not for "
              + type.indexName()
              + "; remove it, or check the value in the body");
      return null;
    }
    double value = Annotations.value(mirror, "value") instanceof Number n ? n.doubleValue() : 0;
    boolean whole = value == Math.rint(value) && Math.abs(value) <= EXACT_LONG;
    if (!Double.isFinite(value) || (type.scalar().isWhole() && !whole)) {
      wrong(
          parameter,
          key
              + ": @"
              + simple
              + "("
              + value
              + ") bounds no "
              + type.indexName()
              + "; give a "
              + (type.scalar().isWhole()
                  ? "whole number of at most 2^53 in magnitude"
                  : "finite number"));
      return null;
    }
    boolean exclusive = Boolean.TRUE.equals(Annotations.value(mirror, "exclusive"));
    String text = whole ? Long.toString((long) value) : Double.toString(value);
    return new Bound(value, exclusive, text);
  }

  private List<String> oneOf(
      String key, ValueType type, Element parameter, @Nullable Element component) {
    AnnotationMirror found = Annotations.find(parameter, Annotations.ONE_OF);
    AnnotationMirror mirror =
        found != null ? found : Annotations.find(component, Annotations.ONE_OF);
    if (mirror == null) {
      return List.of();
    }
    Scalar scalar = type.scalar();
    boolean fits = scalar.isWhole() || scalar == Scalar.STRING || scalar == Scalar.ENUM;
    if (!fits) {
      wrong(
          parameter,
          key
              + ": @OneOf is for String, int, long, enums, and List and Optional of these, not for "
              + type.indexName()
              + "; remove it, or check the value in the body");
      return List.of();
    }
    Set<String> values = new LinkedHashSet<>();
    List<String> texts = Annotations.texts(mirror, "value");
    if (texts.isEmpty()) {
      wrong(parameter, key + ": @OneOf allows nothing; list what is allowed");
    }
    boolean isWhole = true;
    for (String text : texts) {
      try {
        values.add(String.valueOf(Defaults.value(key, type, text)));
      } catch (Defaults.Wrong e) {
        wrong(parameter, "@OneOf: " + e.getMessage());
        isWhole = false;
      }
    }
    return isWhole ? List.copyOf(values) : List.of(); // nothing is held against half a list
  }

  private static boolean isNothing(Bound min, Bound max) {
    return min.value() > max.value()
        || (min.value() == max.value() && (min.exclusive() || max.exclusive()));
  }

  private boolean allows(
      @Nullable Bound min,
      @Nullable Bound max,
      List<String> oneOf,
      String key,
      ValueType type,
      String text) {
    Object value;
    try {
      value = Defaults.value(key, type, text);
    } catch (Defaults.Wrong e) {
      return true; // reported already
    }
    if (!oneOf.isEmpty() && !oneOf.contains(value.toString())) {
      return false;
    }
    if (!(value instanceof Number number)) {
      return true;
    }
    if (min != null) {
      int order = compare(number, min.value());
      if (order == UNORDERED || (min.exclusive() ? order <= 0 : order < 0)) {
        return false;
      }
    }
    if (max != null) {
      int order = compare(number, max.value());
      return order != UNORDERED && (max.exclusive() ? order < 0 : order <= 0);
    }
    return true;
  }

  /** As the generated code compares: whole numbers exactly, a float with the bound as a float. */
  private static int compare(Number value, double bound) {
    if (value instanceof Double || value instanceof Float) {
      double number = value.doubleValue();
      double limit = value instanceof Float ? (float) bound : bound;
      return Double.isNaN(number) ? UNORDERED : number < limit ? -1 : number > limit ? 1 : 0;
    }
    return BigDecimal.valueOf(value.longValue()).compareTo(new BigDecimal(bound));
  }

  private void wrong(Element parameter, String message) {
    problems.error(parameter, ErrorId.BAD_BOUNDS, message);
  }
}
