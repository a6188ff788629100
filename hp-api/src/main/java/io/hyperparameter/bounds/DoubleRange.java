package io.hyperparameter.bounds;

import io.hyperparameter.index.ParamBounds;
import io.hyperparameter.text.ParamText;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a typed key of doubles; NaN is within no bounds allows. */
@SuppressWarnings("serial") // the list is one of List.of or List.copyOf
public record DoubleRange(double min, double max, List<Double> oneOf) implements Serializable {
  public static final DoubleRange ALL =
      new DoubleRange(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, List.of());

  @Serial private static final long serialVersionUID = 1L;

  public DoubleRange withMin(double least) {
    return new DoubleRange(least, max, oneOf);
  }

  public DoubleRange withMax(double most) {
    return new DoubleRange(min, most, oneOf);
  }

  public DoubleRange withOneOf(String key, List<Double> only) {
    Limits.requireSome(key, only);
    return new DoubleRange(min, max, List.copyOf(only));
  }

  public boolean has(double value) {
    return value >= min && value <= max && (oneOf.isEmpty() || isListed(value));
  }

  private boolean isListed(double value) {
    for (int i = 0; i < oneOf.size(); i++) {
      if (oneOf.get(i) == value) {
        return true;
      }
    }
    return false;
  }

  /** This, for a key whose default is within it. */
  public DoubleRange around(String key, double defaultValue) {
    Limits.requireNumber(key, min);
    Limits.requireNumber(key, max);
    oneOf.forEach(one -> Limits.requireNumber(key, one));
    if (!has(defaultValue)) {
      boolean isNothing = Limits.isNothing(min > max, oneOf, this::has);
      throw Limits.wrongDefault(key, defaultValue, bounds(), isNothing);
    }
    return this;
  }

  /** For messages. */
  public ParamBounds bounds() {
    List<String> listed = new ArrayList<>();
    oneOf.forEach(value -> listed.add(ParamText.of(value)));
    return new ParamBounds(
        text(min, Double.NEGATIVE_INFINITY),
        false,
        text(max, Double.POSITIVE_INFINITY),
        false,
        listed);
  }

  private static @Nullable String text(double bound, double none) {
    return bound == none ? null : ParamText.of(bound);
  }
}
