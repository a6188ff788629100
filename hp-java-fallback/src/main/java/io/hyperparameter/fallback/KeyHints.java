package io.hyperparameter.fallback;

import io.hyperparameter.jvm.StringInternals;
import java.util.Arrays;

/**
 * Guesses the slot of a key from its String, so that a read by a literal goes straight there.
 *
 * <p>The guesses of a context are an array of slots, direct-mapped by the String's own (cached)
 * hash code, spread by a multiplication because structured names share low bits. A guess may be
 * wrong: whoever takes it looks whether the slot has the key. A String whose hash code was never
 * computed has no guess of its own, and is not made to compute it.
 *
 * <p>Reads by a literal are what most programs have, and all that come from another language's
 * version of this library. By the context's memory of hashes alone, without these guesses, such a
 * read takes 1.2 times as long.
 */
final class KeyHints {
  /** No guesses; shared by all contexts that are not read by Strings. */
  static final int[] NONE = {0};

  private static final int FIRST_SIZE = 16;
  private static final int LAST_SIZE = 1024;
  private static final int SPREAD = 0x9E3779B1;

  /** The best mixed bits of a product are the highest: as many as the most guesses need. */
  private static final int SHIFT = Integer.numberOfLeadingZeros(LAST_SIZE - 1);

  private static final int UNKNOWN = -1;

  private KeyHints() {}

  /** A slot for this key; any number if nothing is known. */
  static int of(int[] hints, String key) {
    return hints[place(hints, key)];
  }

  /** Where in the array the guess for this key is. */
  static int place(int[] hints, String key) {
    return ((StringInternals.knownHashCode(key) * SPREAD) >>> SHIFT) & (hints.length - 1);
  }

  /** Remembers a slot; returns the array to go on with, a larger one where two keys clash. */
  static int[] learn(int[] hints, String key, int slot) {
    int[] roomy = hints;
    int known = of(hints, key);
    if (hints == NONE || (known != UNKNOWN && hints.length < LAST_SIZE)) {
      // what is known is learned again
      roomy = new int[Math.max(FIRST_SIZE, 2 * hints.length)];
      Arrays.fill(roomy, UNKNOWN);
    }
    roomy[place(roomy, key)] = slot;
    return roomy;
  }
}
