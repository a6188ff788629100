package io.hyperparameter.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a value was in a journal and is now, as a phrase; of lists only what differs. Stateless. */
final class Difference {
  /** So many elements of a list are told. */
  private static final int MOST = 5;

  /** A longer text is told from a little before the place where it differs. */
  private static final int LONGEST = 60;

  private static final int BEFORE = 20;

  private Difference() {}

  /** The first value that differs, by key, as the end of "it is of a sweep"; null if none does. */
  static @Nullable String of(String key, Map<?, ?> before, Map<?, ?> now) {
    Object was = before.get(key);
    Object is = now.get(key);
    if (before.containsKey(key) == now.containsKey(key) && Objects.equals(was, is)) {
      return null;
    }
    return was instanceof List<?> old && is instanceof List<?> young
        ? " whose " + key + ofLists(old, young)
        : " with " + said(key, before) + ", and now it is " + said(key, now);
  }

  private static String said(String key, Map<?, ?> values) {
    return values.containsKey(key) ? key + " = " + values.get(key) : key + " not set";
  }

  private static String ofLists(List<?> before, List<?> now) {
    List<String> gone = onlyIn(before, now);
    List<String> come = onlyIn(now, before);
    if (gone.isEmpty() && come.isEmpty()) {
      return " has the same in another order";
    }
    if (come.isEmpty()) {
      return " has " + told(gone, come) + " more";
    }
    return gone.isEmpty()
        ? " has not " + told(come, gone)
        : " has " + told(gone, come) + " where now is " + told(come, gone);
  }

  /** Those of the one that the other has not, or not as often. */
  private static List<String> onlyIn(List<?> one, List<?> other) {
    List<Object> rest = new ArrayList<>(one);
    other.forEach(rest::remove);
    return rest.stream().map(String::valueOf).toList();
  }

  private static String told(List<String> texts, List<String> others) {
    return texts.stream()
            .limit(MOST)
            .map(text -> '"' + shortened(text, others) + '"')
            .collect(Collectors.joining(" "))
        + (texts.size() > MOST ? " and " + (texts.size() - MOST) + " more" : "");
  }

  /** Such as a class path, of which one jar is another. */
  private static String shortened(String text, List<String> others) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int same = others.stream().mapToInt(other -> sameStart(text, other)).max().orElse(0);
    int from = Math.max(0, Math.min(same - BEFORE, text.length() - LONGEST));
    int to = from + LONGEST;
    return (from > 0 ? "..." : "") + text.substring(from, to) + (to < text.length() ? "..." : "");
  }

  private static int sameStart(String one, String other) {
    int at = 0;
    while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
      at++;
    }
    return at;
  }
}
