package io.hyperparameter.processor;

import io.hyperparameter.index.ParamConflict;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import io.hyperparameter.processor.Problems.ErrorId;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/**
 * Reports keys whose declarations contradict each other: two types are an error, as no value suits
 * both; two defaults are a warning, as each declaration works on its own.
 */
final class Conflicts {
  /** What the author writes into {@code @SuppressWarnings} of one of the declarations. */
  static final String SUPPRESSED = "hyperparameter.defaults";

  /** The elements that are part of this run; a problem stands on one of them. */
  private final Map<ParamEntry, Element> elements;

  private final Problems problems;

  Conflicts(Map<ParamEntry, Element> elements, Problems problems) {
    this.elements = elements;
    this.problems = problems;
  }

  void report(ParamIndex index) {
    for (ParamConflict conflict : index.conflicts()) {
      List<ParamEntry> same =
          conflict.declarations().stream().map(ParamConflict.Declaration::entry).toList();
      ParamEntry first = same.get(0);
      ParamEntry known = first; // the first that says its default
      for (ParamEntry other : same) {
        if (!other.type().equals(first.type())) {
          report(first, other, true);
        } else if (ParamConflict.differInDefault(known, other)) {
          report(known, other, false);
        }
        known = known.defaultValue() == null ? other : known;
      }
    }
  }

  private void report(ParamEntry first, ParamEntry second, boolean types) {
    ParamEntry at = elements.containsKey(second) ? second : first;
    ParamEntry other = at.equals(second) ? first : second;
    Element where = elements.get(at);
    if (where == null) {
      return; // both compiled earlier, and reported then
    }
    String there = other.element() + " (" + other.file() + ":" + other.line() + ")";
    if (types) {
      problems.error(
          where,
          ErrorId.KEY_WITH_TWO_TYPES,
          at.key()
              + " has the type "
              + at.type()
              + " here, but "
              + other.type()
              + " in "
              + there
              + "; give one of them another namespace or name");
    } else if (!isSuppressed(where) && !isSuppressed(elements.get(other))) {
      problems.warning(
          where,
          ErrorId.KEY_WITH_TWO_DEFAULTS,
          at.key()
              + " is "
              + at.defaultValue()
              + " by default here, but "
              + other.defaultValue()
              + " in "
              + there
              + "; give both the same default, or one of them another namespace or name, or say"
              + " @SuppressWarnings(\""
              + SUPPRESSED
              + "\")");
    }
  }

  private static boolean isSuppressed(@Nullable Element element) {
    for (Element e = element; e != null; e = e.getEnclosingElement()) {
      if (Warnings.suppressed(e).contains(SUPPRESSED)) {
        return true;
      }
    }
    return false;
  }
}
