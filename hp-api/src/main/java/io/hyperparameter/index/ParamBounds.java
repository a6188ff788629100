package io.hyperparameter.index;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a declared parameter allows. Immutable.
 *
 * @param min the lower bound as decimal text, or null
 * @param minExclusive whether the lower bound itself is out
 * @param max the upper bound as decimal text, or null
 * @param maxExclusive whether the upper bound itself is out
 * @param oneOf the only values allowed, as text; empty if any is
 */
public record ParamBounds(
    @Nullable String min,
    boolean minExclusive,
    @Nullable String max,
    boolean maxExclusive,
    List<String> oneOf) {
  /** No bounds. */
  public static final ParamBounds NONE = new ParamBounds(null, false, null, false, List.of());

  /**
   * Copies the list.
   *
   * @param min the lower bound as decimal text, or null
   * @param minExclusive whether the lower bound itself is out
   * @param max the upper bound as decimal text, or null
   * @param maxExclusive whether the upper bound itself is out
   * @param oneOf the only values allowed, as text
   */
  public ParamBounds {
    oneOf = List.copyOf(oneOf);
  }

  /** {@return whether everything is allowed} */
  public boolean isEmpty() {
    return min == null && max == null && oneOf.isEmpty();
  }

  /** The bounds as the end of "give a value ...", such as {@code > 0 and <= 1}. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    if (min != null) {
      parts.add((minExclusive ? "> " : ">= ") + min);
    }
    if (max != null) {
      parts.add((maxExclusive ? "< " : "<= ") + max);
    }
    if (!oneOf.isEmpty()) {
      parts.add("among " + String.join(", ", oneOf));
    }
    return String.join(" and ", parts);
  }
}
