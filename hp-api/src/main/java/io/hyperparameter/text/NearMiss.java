package io.hyperparameter.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Finds the names a user may have meant. Stateless and safe on any thread; meant for error paths:
 * the cost grows with the number of names.
 *
 * <p>Two ways to be near: the whole name has few typing errors, or the name is right and sits
 * elsewhere ({@code model.layers} for {@code train.layers} or {@code layers}, {@code train.lr.base}
 * for {@code train.lr}).
 */
public final class NearMiss {
  private static final int MAX_RESULTS = 3;

  /** Longer names are not compared letter by letter: nobody types them. */
  private static final int MAX_LENGTH = 128;

  /** Right last segment in the wrong place ranks as two typing errors. */
  private static final int MOVED = 2;

  /** A name that continues, or is continued by, the wanted one. */
  private static final int EXTENDED = 3;

  private static final int FAR = Integer.MAX_VALUE;

  private record Scored(String name, int score) {}

  private NearMiss() {}

  /** Up to three names near to the wanted one, nearest first, equally near ones sorted by name. */
  public static List<String> of(String wanted, Collection<String> names) {
    String lower = wanted.toLowerCase(Locale.ROOT);
    List<Scored> near = new ArrayList<>();
    for (String name : names) {
      int score = name.equals(wanted) ? FAR : score(lower, name.toLowerCase(Locale.ROOT));
      if (score != FAR) {
        near.add(new Scored(name, score));
      }
    }
    near.sort(Comparator.comparingInt(Scored::score).thenComparing(Scored::name));
    return near.stream().map(Scored::name).distinct().limit(MAX_RESULTS).toList();
  }

  private static int score(String wanted, String name) {
    int best = misspelt(wanted, name);
    String wantedLeaf = leaf(wanted);
    String nameLeaf = leaf(name);
    if (!wantedLeaf.isEmpty() && wantedLeaf.equals(nameLeaf)) {
      best = Math.min(best, MOVED);
    } else if (extendsName(wanted, name) || extendsName(name, wanted)) {
      best = Math.min(best, EXTENDED);
    } else {
      int errors = typingErrors(wantedLeaf, nameLeaf);
      if (errors != FAR) {
        best = Math.min(best, MOVED + errors);
      }
    }
    return best;
  }

  private static String leaf(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static boolean extendsName(String name, String prefix) {
    return !prefix.isEmpty()
        && name.length() > prefix.length()
        && name.startsWith(prefix)
        && name.charAt(prefix.length()) == '.';
  }

  /**
   * Typing errors in the whole name. With as many segments on both sides each segment must be near
   * to its partner: {@code train.wd} is two letters from {@code train.lr} and means something else.
   */
  private static int misspelt(String wanted, String name) {
    if (Math.max(wanted.length(), name.length()) > MAX_LENGTH) {
      return FAR;
    }
    String[] wantedSegments = wanted.split("\\.", -1);
    String[] nameSegments = name.split("\\.", -1);
    if (wantedSegments.length != nameSegments.length) {
      return typingErrors(wanted, name);
    }
    int sum = 0;
    for (int i = 0; i < nameSegments.length; i++) {
      if (!wantedSegments[i].equals(nameSegments[i])) {
        int errors = typingErrors(wantedSegments[i], nameSegments[i]);
        if (errors == FAR) {
          return FAR;
        }
        sum += errors;
      }
    }
    return sum;
  }

  /** The distance of the two, or {@link #FAR} if it is more than a third of the longer one. */
  private static int typingErrors(String a, String b) {
    int longer = Math.max(a.length(), b.length());
    int shorter = Math.min(a.length(), b.length());
    int limit = (longer + 2) / 3;
    // With nothing in common every name of one letter would be near to every other.
    if (longer > MAX_LENGTH || shorter <= 1 || longer - shorter > limit) {
      return FAR;
    }
    int distance = distance(a, b);
    return distance <= limit && distance < shorter ? distance : FAR;
  }

  /**
   * The Damerau-Levenshtein distance (optimal string alignment): letters added, lost, replaced, or
   * two neighbours swapped.
   */
  public static int distance(String a, String b) {
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int best = Math.min(Math.min(last[j], row[j - 1]) + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          best = Math.min(best, before[j - 2] + 1);
        }
        row[j] = best;
      }
      int[] spare = before;
      before = last;
      last = row;
      row = spare;
    }
    return last[b.length()];
  }
}
