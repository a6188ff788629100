package io.hyperparameter.spi;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A small ordered collection of (key, kind, bits, ref), unique by key: the own values of an idle
 * scope, the changes of a level, or the visible values of a context.
 *
 * <p>Not thread-safe. Looking up costs a scan up to eight entries and one hash probe beyond,
 * whatever the hashes have in common. A write that fails, be it because memory or stack ends, has
 * changed nothing.
 */
public final class ParamValues {
  /** Puts what comes, and says where it came from. */
  public static final LevelSink<ParamValues> SINK = ParamValues::take;

  private static final int SCAN_LIMIT = 8;

  private String[] keys;
  private long[] hashes;
  private byte[] kinds;
  private long[] bits;
  private @Nullable Object[] refs;
  private int size;

  /** Open-addressed positions plus one, only beyond {@link #SCAN_LIMIT} entries. */
  private int @Nullable [] index;

  private @Nullable Map<String, String> origins;

  /** An empty collection. */
  public ParamValues() {
    this(4);
  }

  /**
   * An empty collection with room for {@code capacity} entries.
   *
   * @param capacity how many entries to expect
   */
  public ParamValues(int capacity) {
    int room = Math.max(capacity, 1);
    keys = new String[room];
    hashes = new long[room];
    kinds = new byte[room];
    bits = new long[room];
    refs = new Object[room];
  }

  /** {@return the number of entries, tombstones included} */
  public int size() {
    return size;
  }

  /**
   * {@return the key of entry {@code i}}
   *
   * @param i the entry, from 0 to {@link #size} - 1
   */
  public String key(int i) {
    return keys[i];
  }

  /**
   * {@return the key of the entry with this hash, or null}
   *
   * @param hash the hash of the key
   */
  public @Nullable String keyOf(long hash) {
    int i = indexOf(hash);
    return i < 0 ? null : keys[i];
  }

  /**
   * {@return the hash of entry {@code i}}
   *
   * @param i the entry, from 0 to {@link #size} - 1
   */
  public long hash(int i) {
    return hashes[i];
  }

  /**
   * {@return the {@link Kind} of entry {@code i}}
   *
   * @param i the entry, from 0 to {@link #size} - 1
   */
  public int kind(int i) {
    return kinds[i];
  }

  /**
   * {@return the number, raw double bits or boolean of entry {@code i}; 0 for other kinds}
   *
   * @param i the entry, from 0 to {@link #size} - 1
   */
  public long bits(int i) {
    return bits[i];
  }

  /**
   * {@return the text or object of entry {@code i}; null for other kinds}
   *
   * @param i the entry, from 0 to {@link #size} - 1
   */
  public @Nullable Object ref(int i) {
    return refs[i];
  }

  /**
   * {@return the value of entry {@code i} as an object; null for an explicit null and for a
   * tombstone}
   *
   * @param i the entry, from 0 to {@link #size} - 1
   */
  public @Nullable Object boxed(int i) {
    return box(kinds[i], bits[i], refs[i]);
  }

  /**
   * {@return a value as an object; null for an explicit null, a tombstone and an absent value}
   *
   * @param kind the {@link Kind}
   * @param bits the number, raw double bits or boolean; else ignored
   * @param ref the text or object; null for other kinds
   */
  public static @Nullable Object box(int kind, long bits, @Nullable Object ref) {
    return switch (kind) {
      case Kind.LONG -> bits;
      case Kind.DOUBLE -> Double.longBitsToDouble(bits);
      case Kind.BOOLEAN -> bits != 0;
      default -> ref;
    };
  }

  /**
   * {@return the position of the entry with this hash, or -1}
   *
   * @param hash the hash of the key
   */
  public int indexOf(long hash) {
    int[] table = index;
    if (table == null) {
      for (int i = 0; i < size; i++) {
        if (hashes[i] == hash) {
          return i;
        }
      }
      return -1;
    }
    int mask = table.length - 1;
    for (int at = (int) HashScatter.of(hash) & mask; table[at] != 0; at = (at + 1) & mask) {
      int i = table[at] - 1;
      if (hashes[i] == hash) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Adds an entry, or replaces the value of the entry with this key.
   *
   * @param key the key, known to be well-formed
   * @param hash the hash of the key
   * @param kind the {@link Kind}
   * @param valueBits the number, raw double bits or boolean; 0 for other kinds
   * @param ref the text or object; null for other kinds
   * @throws IllegalArgumentException if another key has this hash; nothing is changed
   */
  public void put(String key, long hash, int kind, long valueBits, @Nullable Object ref) {
    int i = placeOf(key, hash);
    if (i == size) {
      expect(1);
    } else if (kinds[i] == kind && bits[i] == valueBits && refs[i] == ref) {
      return; // and what is known of where it came from still holds
    } else if (origins != null) {
      origins.remove(key);
    }
    int[] table = index;
    int home = (int) HashScatter.of(hash);
    // there is room, and from here on nothing is called: the entry is written as a whole
    kinds[i] = (byte) kind;
    bits[i] = valueBits;
    refs[i] = ref;
    if (i == size) {
      keys[i] = key;
      hashes[i] = hash;
      size = i + 1;
      if (table != null) {
        int mask = table.length - 1;
        int at = home & mask;
        while (table[at] != 0) {
          at = (at + 1) & mask;
        }
        table[at] = i + 1;
      }
    }
  }

  /** Where an entry with this key is, or goes. */
  private int placeOf(String key, long hash) {
    int i = indexOf(hash);
    if (i < 0) {
      return size;
    }
    if (!keys[i].equals(key)) {
      throw KeyCollision.refuse(key, keys[i], hash);
    }
    return i;
  }

  private void take(
      String key,
      long hash,
      int kind,
      long valueBits,
      @Nullable Object ref,
      @Nullable String origin) {
    put(key, hash, kind, valueBits, ref);
    if (origin != null) {
      setOrigin(key, origin);
    }
  }

  /**
   * Adds or replaces all entries of {@code other}, in its order, and what is known of their origin.
   *
   * @param other what to add; not changed
   */
  public void putAll(ParamValues other) {
    if (other.size == 1) { // the usual case, and one that need not copy
      String key = other.keys[0];
      String origin = other.originOf(key);
      put(key, other.hashes[0], other.kinds[0], other.bits[0], other.refs[0]);
      if (origin != null) {
        setOrigin(key, origin);
      }
      return;
    }
    ParamValues all = new ParamValues(size + other.size);
    all.add(this);
    all.origins = origins == null ? null : new HashMap<>(origins);
    all.add(other);
    if (other.origins != null) {
      other.origins.forEach(all::setOrigin);
    }
    become(all);
  }

  /**
   * Gives away all entries, in order.
   *
   * @param <T> where they go
   * @param sink how they are taken
   * @param into for the sink
   */
  public <T> void giveTo(LevelSink<? super T> sink, T into) {
    for (int i = 0; i < size; i++) {
      sink.take(into, keys[i], hashes[i], kinds[i], bits[i], refs[i], originOf(keys[i]));
    }
  }

  private void add(ParamValues other) {
    for (int i = 0; i < other.size; i++) {
      put(other.keys[i], other.hashes[i], other.kinds[i], other.bits[i], other.refs[i]);
    }
  }

  /** Takes everything another collection has; calls nothing, so that it happens as a whole. */
  private void become(ParamValues other) {
    keys = other.keys;
    hashes = other.hashes;
    kinds = other.kinds;
    bits = other.bits;
    refs = other.refs;
    size = other.size;
    index = other.index;
    origins = other.origins;
  }

  /** Replaces each value by a tombstone. */
  public void hide() {
    Arrays.fill(kinds, 0, size, (byte) Kind.TOMBSTONE);
    Arrays.fill(bits, 0, size, 0);
    Arrays.fill(refs, 0, size, null);
    origins = null;
  }

  /** Removes all entries and origins; keeps the room. */
  public void clear() {
    Arrays.fill(keys, 0, size, null);
    Arrays.fill(refs, 0, size, null);
    size = 0;
    index = null;
    origins = null;
  }

  /** {@return where values came from, by key, as phrases for messages; null when nobody said so} */
  public @Nullable Map<String, String> origins() {
    return origins;
  }

  /**
   * Where the value of a key came from.
   *
   * @param key the key
   * @return a phrase for messages, or null if nobody said
   */
  public @Nullable String originOf(String key) {
    return origins == null ? null : origins.get(key);
  }

  /**
   * Says where the value of a key came from; holds until another value is put.
   *
   * @param key a key that is here
   * @param origin a phrase for messages
   */
  public void setOrigin(String key, String origin) {
    if (origins == null) {
      origins = new HashMap<>();
    }
    origins.put(key, origin);
  }

  /**
   * Makes room for further entries at once.
   *
   * @param more how many to expect
   */
  public void expect(int more) {
    if (size + more > keys.length) {
      grow(Math.max(size + more, 2 * keys.length));
    }
    if (index == null && size + more > SCAN_LIMIT) {
      index = indexFor(keys.length);
    }
  }

  private void grow(int room) {
    String[] newKeys = Arrays.copyOf(keys, room);
    long[] newHashes = Arrays.copyOf(hashes, room);
    byte[] newKinds = Arrays.copyOf(kinds, room);
    long[] newBits = Arrays.copyOf(bits, room);
    @Nullable Object[] newRefs = Arrays.copyOf(refs, room);
    int[] newIndex = index == null ? null : indexFor(room);
    // all of it is there, and from here on nothing is called
    keys = newKeys;
    hashes = newHashes;
    kinds = newKinds;
    bits = newBits;
    refs = newRefs;
    index = newIndex;
  }

  /** Half empty, until there is no more room for entries. */
  private int[] indexFor(int room) {
    int[] table = new int[Integer.highestOneBit(room) * 4];
    int mask = table.length - 1;
    for (int i = 0; i < size; i++) {
      int at = (int) HashScatter.of(hashes[i]) & mask;
      while (table[at] != 0) {
        at = (at + 1) & mask;
      }
      table[at] = i + 1;
    }
    return table;
  }
}
