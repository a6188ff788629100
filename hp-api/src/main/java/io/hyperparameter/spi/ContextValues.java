package io.hyperparameter.spi;

import io.hyperparameter.jvm.StringInternals;
import org.jspecify.annotations.Nullable;

/**
 * Who answers reads: a {@link Context}, or who stands in its place while its reads are watched.
 *
 * <p>A key comes as a String, as the 64-bit hash of one, or as both. A backend must know the hash;
 * it may answer some Strings without it. Two keys can have one hash, and pairs are easily made: a
 * read by String finds nothing that is stored under another name, and a write of a second name is
 * refused. A read by hash alone finds whatever has it, see {@link ContextRules#requireFree}.
 */
public abstract class ContextValues {
  /** How many hashes are computed before any is remembered. */
  private static final int UNCACHED = 4;

  /** One in so many Strings that look as if they were made for one call is not taken for it. */
  private static final int SAMPLE = 64;

  /** Hashing and conversion. */
  protected final ContextRules rules;

  private byte hashed;
  private byte passing; // goes round
  private KeyCache keyCache = KeyCache.NONE;

  /** Of that, one load nearer for the hot reads. */
  private int[] places = KeyCache.NONE.places;

  /**
   * For implementations.
   *
   * @param rules hashing and conversion
   */
  protected ContextValues(ContextRules rules) {
    this.rules = rules;
  }

  // ---- reads: the hot path ----

  /**
   * {@return the long under {@code hash}; another kind is converted by the rules}
   *
   * @param hash the hash of the key
   * @param def what to give where the key is missing or null
   */
  public abstract long getLong(long hash, long def);

  /**
   * {@return the double under {@code hash}; another kind is converted by the rules}
   *
   * @param hash the hash of the key
   * @param def what to give where the key is missing or null
   */
  public abstract double getDouble(long hash, double def);

  /**
   * {@return the boolean under {@code hash}; another kind is converted by the rules}
   *
   * @param hash the hash of the key
   * @param def what to give where the key is missing or null
   */
  public abstract boolean getBoolean(long hash, boolean def);

  /**
   * {@return the text under {@code hash}; another kind is converted by the rules}
   *
   * @param hash the hash of the key
   * @param def what to give where the key is missing or null
   */
  public abstract String getString(long hash, String def);

  /**
   * {@return the long under {@code key}; as {@link #getLong(long, long)}}
   *
   * @param key the key; null and malformed ones are refused
   * @param def what to give where the key is missing or null
   */
  public long getLong(String key, long def) {
    long hash = hashOf(key);
    return isNamed(key, hash) ? getLong(hash, def) : def;
  }

  /**
   * {@return the double under {@code key}; as {@link #getDouble(long, double)}}
   *
   * @param key the key; null and malformed ones are refused
   * @param def what to give where the key is missing or null
   */
  public double getDouble(String key, double def) {
    long hash = hashOf(key);
    return isNamed(key, hash) ? getDouble(hash, def) : def;
  }

  /**
   * {@return the boolean under {@code key}; as {@link #getBoolean(long, boolean)}}
   *
   * @param key the key; null and malformed ones are refused
   * @param def what to give where the key is missing or null
   */
  public boolean getBoolean(String key, boolean def) {
    long hash = hashOf(key);
    return isNamed(key, hash) ? getBoolean(hash, def) : def;
  }

  /**
   * {@return the text under {@code key}; as {@link #getString(long, String)}}
   *
   * @param key the key; null and malformed ones are refused
   * @param def what to give where the key is missing or null
   */
  public String getString(String key, String def) {
    long hash = hashOf(key);
    return isNamed(key, hash) ? getString(hash, def) : def;
  }

  /**
   * {@return the {@link Kind} under {@code key}; as {@link #kind(long)}}
   *
   * @param key the key; null and malformed ones are refused
   */
  public int kind(String key) {
    long hash = hashOf(key);
    return isNamed(key, hash) ? kind(hash) : Kind.ABSENT;
  }

  /**
   * {@return the {@link Kind} under {@code hash}; {@link Kind#ABSENT} for a tombstone, too}
   *
   * @param hash the hash of the key
   */
  public abstract int kind(long hash);

  /**
   * {@return the value under {@code hash} as an object, lazy values uncomputed; null if null or
   * absent}
   *
   * @param hash the hash of the key
   */
  public abstract @Nullable Object get(long hash);

  /**
   * {@return the value under {@code key}; as {@link #get(long)}}
   *
   * @param key the key; null and malformed ones are refused
   */
  public @Nullable Object get(String key) {
    long hash = hashOf(key);
    return isNamed(key, hash) ? get(hash) : null;
  }

  /**
   * Whether what is under this hash, if anything, is under this key: two keys can have one hash.
   */
  private boolean isNamed(String key, long hash) {
    String known = keyOf(hash);
    return known == null || known.equals(key);
  }

  /**
   * {@return the number under {@code hash}, as {@link ParamValues#bits} gives it; 0 for other
   * kinds} A backend that can do so without an object replaces this.
   *
   * @param hash the hash of the key
   */
  public long bits(long hash) {
    Object value = get(hash);
    if (value instanceof Double number) {
      return Double.doubleToRawLongBits(number);
    }
    return value instanceof Long number ? number : Boolean.TRUE.equals(value) ? 1 : 0;
  }

  /**
   * {@return the key stored under {@code hash}, or null if it is absent}
   *
   * @param hash the hash of the key
   */
  public abstract @Nullable String keyOf(long hash);

  /**
   * {@return the hash of a key, remembered unless the key {@link #isPassing}}
   *
   * @param key the key; null and malformed ones are refused
   */
  public final long hashOf(String key) {
    if (key != null) {
      KeyCache cache = keyCache;
      int slot = cache.slot(key);
      if (cache.has(slot, key)) {
        return cache.hash(slot);
      }
    }
    return hashFurther(key);
  }

  private long hashFurther(String key) {
    return (isPassing(key) || !learns(key)) ? rules.hash(key) : keyCache.learn(key, rules);
  }

  /** Whether the cache may learn a key: a thread that lives for a few is better off without one. */
  private boolean learns(String key) {
    KeyCache cache = keyCache;
    if (cache != KeyCache.NONE) {
      cache = key == null ? cache : cache.roomy(key);
    } else if (++hashed > UNCACHED) {
      cache = KeyCache.first();
    }
    keyCache = cache;
    places = cache.places;
    return cache != KeyCache.NONE;
  }

  /**
   * {@return under which number this very String is remembered, so that it may be worth while to
   * say its {@linkplain #setPlace place}; -1 if it is not}
   *
   * @param key the key; null is not remembered
   */
  protected final int remembered(@Nullable String key) {
    if (key == null) {
      return -1;
    }
    KeyCache cache = keyCache;
    int slot = cache.slot(key);
    return cache.has(slot, key) ? slot : -1;
  }

  /**
   * {@return what was said last of where a key is; 0 if nothing was}
   *
   * @param number of a key that is {@link #remembered}
   */
  protected final int place(int number) {
    return keyCache.place(number);
  }

  /**
   * {@return {@link #place} of this very String, or of another one: a guess, but a short way}
   *
   * @param key the key
   */
  protected final int guessPlace(String key) {
    int[] places = this.places;
    return places[KeyCache.slot(key, places.length)];
  }

  /**
   * Says where a key is, in numbers that only the backend needs to understand.
   *
   * @param number of a key that is {@link #remembered}
   * @param place where it is
   */
  protected final void setPlace(int number, int place) {
    keyCache.setPlace(number, place);
    places = keyCache.places;
  }

  /** {@return what {@link #forgetPlaces} was told last; 0 if nothing} */
  protected final long placesOf() {
    return keyCache.placesOf;
  }

  /**
   * Forgets all that was said of where keys are, as it is not true any more. Some key is
   * remembered.
   *
   * @param of what the places that are said from now on are of, as a number of the backend's
   */
  protected final void forgetPlaces(long of) {
    keyCache.forgetPlaces(of);
  }

  /**
   * {@return whether this String looks as if it was made for one call, so that nothing should be
   * remembered of it, or looked for by its hash code} Nobody asked for its hash code yet, and to
   * compute that takes twice as long as the hash of the key. A literal looks so, too, at first: one
   * in {@value #SAMPLE} such Strings gets its hash code, and is known for good.
   *
   * @param key the key, or null
   */
  protected final boolean isPassing(@Nullable String key) {
    return key != null
        && StringInternals.knownHashCode(key) == 0
        && ((passing++ & (SAMPLE - 1)) != 0 || key.hashCode() == 0);
  }

  /**
   * Told by a reader of objects that he took his default; of {@link #getLong} and its like that is
   * known. Only who watches reads does anything here.
   *
   * @param hash the hash of the key
   * @param def the default
   */
  public void defaulted(long hash, @Nullable Object def) {}

  /**
   * Adds everything visible to {@code into}, and the tombstones too if asked.
   *
   * @param into where to add; what it has stays
   * @param tombstones whether to add tombstones too
   */
  public abstract void list(ParamValues into, boolean tombstones);
}
