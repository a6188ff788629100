package io.hyperparameter.tool;

import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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

  /** The one of several with the same key that says most: one with a default, if there is one. */
  static ParamEntry best(List<Found> same) {
    return same.stream()
        .map(Found::entry)
        .filter(entry -> entry.defaultValue() != null)
        .findFirst()
        .orElse(same.get(0).entry());
  }
}
