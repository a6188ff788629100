package io.hyperparameter.tool;

import io.hyperparameter.index.ParamBounds;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was found.
 *
 * @param all every parameter, sorted by key, then element
 * @param notes what could not be read, for people
 */
record Parameters(List<Found> all, List<String> notes) {
  private static final Comparator<Found> ORDER =
      Comparator.comparing((Found found) -> found.entry().key())
          .thenComparing(found -> found.entry().element())
          .thenComparing(found -> found.entry().line())
          .thenComparing(found -> found.place().name());

  Parameters {
    all = all.stream().sorted(ORDER).toList();
    notes = List.copyOf(notes);
  }

  Parameters only(Predicate<Found> wanted) {
    return new Parameters(all.stream().filter(wanted).toList(), notes);
  }

  /** To check by, and to write: as the index of a jar. */
  ParamIndex index() {
    return ParamIndex.of(all.stream().map(Found::entry).toList());
  }

  /** By key. */
  Map<String, List<Found>> byKey() {
    return all.stream()
        .collect(
            Collectors.groupingBy(found -> found.entry().key(), TreeMap::new, Collectors.toList()));
  }

  /**
   * What several with the same key say together: the first that has a default, if there is one,
   * with the meanings of all, and with the bounds of all that are of its type, as each of them
   * holds where that one is read.
   */
  static ParamEntry best(List<Found> same) {
    ParamEntry first =
        same.stream()
            .map(Found::entry)
            .filter(entry -> entry.defaultValue() != null)
            .findFirst()
            .orElse(same.get(0).entry());
    Set<String> meanings = new LinkedHashSet<>();
    ParamBounds bounds = first.bounds();
    boolean secret = false;
    for (Found found : same) {
      ParamEntry entry = found.entry();
      secret |= entry.secret();
      if (!entry.description().isEmpty()) {
        meanings.add(entry.description());
      }
      if (entry.type().equals(first.type())) {
        bounds = both(bounds, entry.bounds());
      }
    }
    return new ParamEntry(
        first.key(),
        first.type(),
        first.defaultValue(),
        String.join("; ", meanings),
        bounds,
        first.element(),
        first.file(),
        first.line(),
        secret);
  }

  /** What both allow. */
  private static ParamBounds both(ParamBounds one, ParamBounds other) {
    int low = compare(one.min(), other.min(), -1);
    int high = compare(one.max(), other.max(), 1);
    List<String> common = new ArrayList<>(one.oneOf().isEmpty() ? other.oneOf() : one.oneOf());
    if (!other.oneOf().isEmpty()) {
      common.retainAll(other.oneOf());
    }
    return new ParamBounds(
        low >= 0 ? one.min() : other.min(),
        low == 0 ? one.minExclusive() || other.minExclusive() : isOut(low > 0, one, other, true),
        high <= 0 ? one.max() : other.max(),
        high == 0 ? one.maxExclusive() || other.maxExclusive() : isOut(high < 0, one, other, false),
        common);
  }

  private static boolean isOut(boolean first, ParamBounds one, ParamBounds other, boolean low) {
    ParamBounds tighter = first ? one : other;
    return low ? tighter.minExclusive() : tighter.maxExclusive();
  }

  /** Compares two bounds; one that is missing is as {@code none} says, and two are equal. */
  private static int compare(@Nullable String one, @Nullable String other, int none) {
    if (one == null || other == null) {
      return one == null ? (other == null ? 0 : none) : -none;
    }
    return new BigDecimal(one).compareTo(new BigDecimal(other));
  }
}
