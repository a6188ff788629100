package io.hyperparameter.spi;

import io.hyperparameter.jvm.StringInternals;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the hashes of the String keys one context was asked for, so that a literal key is not
 * hashed at each read. Direct-mapped by the String's own (cached) hash code, spread by a
 * multiplication because structured names share low bits; so no choice of keys makes it slow, and
 * its memory is bounded. Used by the owner thread only: two arrays cannot be read torn.
 *
 * <p>It serves who reads or gives values by literals: on native storage each such read, on Java's
 * those of keys that are not there or not yet known, and everywhere {@code ParamScope.of("key",
 * value)}.
 */
final class KeyCache {
  private static final int FIRST_SIZE = 16;
  private static final int LAST_SIZE = 1024;

  /** Longer keys are not kept in memory for having been read. */
  private static final int LONGEST = 256;

  private static final int SPREAD = 0x9E3779B1;

  private @Nullable String[] keys = new String[FIRST_SIZE];
  private long[] hashes = new long[FIRST_SIZE];
  private int shift = Integer.numberOfLeadingZeros(FIRST_SIZE - 1);

  /** How many keys took another's place: so few slots are enough for a thread of few keys. */
  private int displaced;

  /** Whether the hash of this very String is known; never so for null. */
  @SuppressWarnings("ReferenceEquality") // equal but not identical keys are learned
  boolean has(String key) {
    return key != null && keys[place(key)] == key;
  }

  /** The hash of a key that this {@link #has}. */
  long hash(String key) {
    return hashes[place(key)];
  }

  /** Only keys whose hash code is known are learned, see {@link ContextValues#isPassing}. */
  private int place(String key) {
    return (StringInternals.knownHashCode(key) * SPREAD) >>> shift;
  }

  /** The hash of a key, which this has from now on; {@code rules} refuse null. */
  long learn(String key, ContextRules rules) {
    if (key == null || key.length() > LONGEST) {
      return rules.hash(key);
    }
    int at = place(key);
    String known = keys[at];
    if (known != null && known.equals(key)) {
      keys[at] = key;
      return hashes[at];
    }
    long hash = rules.hash(key);
    if (known != null && ++displaced > keys.length && keys.length < LAST_SIZE) {
      grow();
      at = place(key);
    }
    keys[at] = key;
    hashes[at] = hash;
    return hash;
  }

  private void grow() {
    String[] oldKeys = keys;
    long[] oldHashes = hashes;
    @Nullable String[] newKeys = new String[oldKeys.length * 2];
    hashes = new long[oldKeys.length * 2];
    keys = newKeys;
    shift--;
    displaced = 0;
    for (int i = 0; i < oldKeys.length; i++) {
      String key = oldKeys[i];
      if (key != null) {
        int at = place(key);
        keys[at] = key;
        hashes[at] = oldHashes[i];
      }
    }
  }
}
