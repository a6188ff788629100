package io.hyperparameter.bounds;

import io.hyperparameter.index.ParamBounds;
import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a typed key of whole numbers allows. */
@SuppressWarnings("serial") // the list is one of List.of or List.copyOf
public record LongRange(long min, long max, List<Long> oneOf) implements Serializable {
  public static final LongRange ALL = new LongRange(Long.MIN_VALUE, Long.MAX_VALUE, List.of());

  @Serial private static final long serialVersionUID = 1L;

  public LongRange withMin(long least) {
    return new LongRange(least, max, oneOf);
  }

  public LongRange withMax(long most) {
    return new LongRange(min, most, oneOf);
  }

  public LongRange withOneOf(String key, List<Long> only) {
    Limits.requireSome(key, only);
    return new LongRange(min, max, List.copyOf(only));
  }

  public boolean has(long value) {
    return value >= min && value <= max && (oneOf.isEmpty() || isListed(value));
  }

  private boolean isListed(long value) {
    for (int i = 0; i < oneOf.size(); i++) {
      if (oneOf.get(i) == value) {
        return true;
      }
    }
    return false;
  }

  /** This, for a key whose default is within it. */
  public LongRange around(String key, long defaultValue) {
    if (!has(defaultValue)) {
      boolean isNothing = Limits.isNothing(min > max, oneOf, this::has);
      throw Limits.wrongDefault(key, defaultValue, bounds(), isNothing);
    }
    return this;
  }

  /** For messages. */
  public ParamBounds bounds() {
    List<String> listed = new ArrayList<>();
    oneOf.forEach(value -> listed.add(value.toString()));
    return new ParamBounds(
        text(min, Long.MIN_VALUE), false, text(max, Long.MAX_VALUE), false, listed);
  }

  private static @Nullable String text(long bound, long none) {
    return bound == none ? null : Long.toString(bound);
  }
}
