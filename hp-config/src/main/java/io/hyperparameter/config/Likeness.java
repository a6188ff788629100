package io.hyperparameter.config;

import java.util.Locale;

/**
 * Whether a key that nobody declares is like one that is declared. Two names are the same here if
 * only case, dashes and underscores differ, or if they are long enough and one typing error apart.
 * Names that differ in a digit are numbered, and different. Stateless.
 */
final class Likeness {
  /** One typing error makes another word of a shorter one: seed, speed. */
  private static final int LONG = 5;

  private Likeness() {}

  /**
   * Whether one key can only be a slip of the other: its letters with other dots, its last names
   * without the first ones, all of it with a name too many in front, or each name the same.
   */
  static boolean isSlip(String key, String known) {
    if (letters(key).equals(letters(known))) {
      return true;
    }
    if (!isSame(name(key), name(known))) {
      return false; // as most are
    }
    String[] names = key.split("\\.", -1);
    String[] others = known.split("\\.", -1);
    boolean hasMore = names.length > others.length;
    return (!hasMore || others.length > 1) // one name alone may be anybody's
        && haveSameEnd(names, others, hasMore);
  }

  private static boolean haveSameEnd(String[] names, String[] others, boolean exactly) {
    for (int i = 1; i <= Math.min(names.length, others.length); i++) {
      String name = names[names.length - i];
      String other = others[others.length - i];
      if (exactly ? !name.equals(other) : !isSame(name, other)) {
        return false;
      }
    }
    return true;
  }

  /** Whether two keys have one name, in whatever namespace. */
  static boolean hasSameName(String key, String known) {
    return isSame(name(key), name(known));
  }

  private static boolean isSame(String name, String other) {
    String a = letters(name);
    String b = letters(other);
    if (a.isEmpty() || b.isEmpty()) {
      return name.equals(other);
    }
    return a.equals(b)
        || (Math.min(a.length(), b.length()) >= LONG
            && isOneErrorApart(a, b)
            && a.replaceAll("\\D", "").equals(b.replaceAll("\\D", "")));
  }

  /** Whether a letter was added, lost or replaced, or two neighbours were swapped. */
  private static boolean isOneErrorApart(String a, String b) {
    int begin = 0;
    int most = Math.min(a.length(), b.length());
    while (begin < most && a.charAt(begin) == b.charAt(begin)) {
      begin++;
    }
    int end = 0;
    while (end < most - begin && a.charAt(a.length() - 1 - end) == b.charAt(b.length() - 1 - end)) {
      end++;
    }
    int left = a.length() - begin - end;
    int right = b.length() - begin - end;
    return (left <= 1 && right <= 1)
        || (left == 2
            && right == 2
            && a.charAt(begin) == b.charAt(begin + 1)
            && a.charAt(begin + 1) == b.charAt(begin));
  }

  private static String letters(String key) {
    StringBuilder letters = new StringBuilder(key.length());
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c != '.' && c != '_' && c != '-') {
        letters.append(c);
      }
    }
    return letters.toString().toLowerCase(Locale.ROOT);
  }

  private static String name(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }
}
