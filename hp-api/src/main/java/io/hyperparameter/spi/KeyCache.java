package io.hyperparameter.spi;

import io.hyperparameter.jvm.StringInternals;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one context knows of the Strings it was asked for: their hashes, so that a literal key is
 * not hashed at each read, and where its backend found them last. Direct-mapped by the String's own
 * (cached) hash code, spread by a multiplication because structured names share low bits; so no
 * choice of keys makes it slow, and its memory is bounded. Used by the owner thread only: arrays
 * cannot be read torn.
 *
 * <p>Reads by a literal are what most programs have, and all that come from another language's
 * version of this library.
 */
final class KeyCache {
  private static final int[] NO_PLACES = {0};

  /** Knows nothing, and learns nothing: for contexts that are hardly read by Strings. */
  static final KeyCache NONE = new KeyCache(1);

  private static final int FIRST_SIZE = 16;
  private static final int LAST_SIZE = 1024;

  /** Longer keys are not kept in memory for having been read. */
  private static final int LONGEST = 256;

  private static final int SPREAD = 0x9E3779B1;

  /** The best mixed bits of a product are the highest: as many as the most keys need. */
  private static final int SHIFT = Integer.numberOfLeadingZeros(LAST_SIZE - 1);

  private final @Nullable String[] keys;
  private final long[] hashes;

  /** Made when the first is said: who only writes needs none. */
  int[] places = NO_PLACES;

  /** Of what they are places: a number of the backend's. */
  long placesOf;

  /** How many keys took another's slot: so few slots are enough for a thread of few keys. */
  private int displaced;

  private KeyCache(int size) {
    keys = new String[size];
    hashes = new long[size];
  }

  static KeyCache first() {
    return new KeyCache(FIRST_SIZE);
  }

  /**
   * Where what is known of a key is, if anything is: only keys whose hash code is known are
   * learned, see {@link ContextValues#isPassing}.
   */
  int slot(String key) {
    return slot(key, keys.length);
  }

  /** As {@link #slot(String)}, of an array of this. */
  static int slot(String key, int length) {
    return ((StringInternals.knownHashCode(key) * SPREAD) >>> SHIFT) & (length - 1);
  }

  /** Whether a slot has this very String. */
  @SuppressWarnings("ReferenceEquality") // equal but not identical keys are learned
  boolean has(int slot, String key) {
    return keys[slot] == key;
  }

  /** The hash of the key in a slot. */
  long hash(int slot) {
    return hashes[slot];
  }

  /** What was {@linkplain #setPlace said} last of the key in a slot; 0 if nothing was. */
  int place(int slot) {
    return places[slot & (places.length - 1)];
  }

  /** Says where the key in a slot is. */
  void setPlace(int slot, int place) {
    if (places == NO_PLACES) {
      places = new int[keys.length];
    }
    places[slot] = place;
  }

  /** Forgets them all; those that are said from now on are places of something else. */
  void forgetPlaces(long of) {
    if (places != NO_PLACES) {
      Arrays.fill(places, 0);
    }
    placesOf = of;
  }

  /** The cache to go on with for a key that this does not have: a larger one if too many clash. */
  KeyCache roomy(String key) {
    String known = keys[slot(key)];
    if (known == null || ++displaced <= keys.length || keys.length == LAST_SIZE) {
      return this;
    }
    KeyCache grown = new KeyCache(2 * keys.length);
    grown.placesOf = placesOf;
    for (int i = 0; i < keys.length; i++) {
      String one = keys[i];
      if (one != null) {
        grown.keep(one, hashes[i], place(i));
      }
    }
    return grown;
  }

  /**
   * The hash of a key, which this has from now on unless it is too long; {@code rules} refuse null.
   */
  long learn(String key, ContextRules rules) {
    if (key == null || key.length() > LONGEST) {
      return rules.hash(key);
    }
    int at = slot(key);
    String known = keys[at];
    if (known != null && known.equals(key)) {
      keys[at] = key;
      return hashes[at];
    }
    long hash = rules.hash(key);
    keep(key, hash, 0);
    return hash;
  }

  private void keep(String key, long hash, int place) {
    int at = slot(key);
    keys[at] = key;
    hashes[at] = hash;
    if (place != 0 || places != NO_PLACES) {
      setPlace(at, place);
    }
  }
}
