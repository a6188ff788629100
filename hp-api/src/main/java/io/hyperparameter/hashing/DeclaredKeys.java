package io.hyperparameter.hashing;

import io.hyperparameter.spi.KeyCollision;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys that typed keys and generated code read by their hash alone, so that no other key of the
 * same hash can be declared or written: the reads need not compare names then.
 *
 * <p>A name is held weakly, by the String that {@link #declare} gave, which the declarer keeps:
 * keys declared for one use do not add up. Declaring takes a lock; asking takes none, and may miss
 * a key that another thread declares at that moment.
 */
public final class DeclaredKeys {
  private static final int FIRST_SIZE = 64;

  /** Open-addressed by hash, half empty; replaced when it is full. Null where nothing ever was. */
  private static volatile @Nullable Name[] names = new Name[FIRST_SIZE];

  /** Places that are taken, those of names nobody keeps included. */
  private static int taken;

  /** The names that nobody else keeps. */
  private static final Set<String> KEPT = new HashSet<>();

  private static final class Name extends WeakReference<String> {
    final long hash;

    Name(String key, long hash) {
      super(key);
      this.hash = hash;
    }
  }

  private DeclaredKeys() {}

  /**
   * Declares a key.
   *
   * @param key the key
   * @param hash its hash
   * @return a String that equals it, to be kept for as long as the hash is read by
   * @throws IllegalArgumentException if another key of this hash is declared
   */
  public static synchronized String declare(String key, long hash) {
    @Nullable Name[] table = names;
    int at = find(table, hash);
    Name known = table[at];
    String name = known == null ? null : known.get();
    if (name != null) {
      if (!name.equals(key)) {
        throw KeyCollision.refuse(key, name, hash);
      }
      return name;
    }
    if (known == null && 2 * ++taken > table.length) {
      table = rebuilt(table);
      at = find(table, hash);
    }
    table[at] = new Name(key, hash);
    names = table; // written last: whoever reads it sees the name
    return key;
  }

  /**
   * Declares a key for as long as this library lives, for a declarer that keeps no String.
   *
   * @param key the key
   * @param hash its hash
   * @throws IllegalArgumentException if another key of this hash is declared
   */
  public static synchronized void declareForGood(String key, long hash) {
    KEPT.add(declare(key, hash));
  }

  /**
   * Refuses a key whose hash another one has that is declared.
   *
   * @param key the key
   * @param hash its hash
   * @throws IllegalArgumentException if another key of this hash is declared
   */
  public static void requireFree(String key, long hash) {
    @Nullable Name[] table = names;
    Name known = table[find(table, hash)];
    String name = known == null ? null : known.get();
    if (name != null && !name.equals(key)) {
      throw KeyCollision.refuse(key, name, hash);
    }
  }

  /**
   * {@return the key that is declared with this hash; in words if none is}
   *
   * @param hash the hash
   */
  public static String nameOf(long hash) {
    @Nullable Name[] table = names;
    Name known = table[find(table, hash)];
    String name = known == null ? null : known.get();
    return name != null ? name : "the key with hash 0x" + Long.toHexString(hash);
  }

  /** {@return all keys that are declared by now, in no order; a copy} */
  public static List<String> all() {
    List<String> all = new ArrayList<>();
    for (Name name : names) {
      String key = name == null ? null : name.get();
      if (key != null) {
        all.add(key);
      }
    }
    return all;
  }

  private static int find(@Nullable Name[] table, long hash) {
    int mask = table.length - 1;
    int at = (int) hash & mask;
    Name name = table[at];
    while (name != null && name.hash != hash) {
      at = (at + 1) & mask;
      name = table[at];
    }
    return at;
  }

  /** Without the names that nobody keeps, and with room for as many again. */
  private static @Nullable Name[] rebuilt(@Nullable Name[] old) {
    int kept = 1; // the one that comes
    for (Name name : old) {
      kept += name != null && name.get() != null ? 1 : 0;
    }
    @Nullable Name[] table =
        new Name[Math.max(FIRST_SIZE, Integer.highestOneBit(2 * kept - 1) * 4)];
    for (Name name : old) {
      if (name != null && name.get() != null) {
        table[find(table, name.hash)] = name;
      }
    }
    taken = kept;
    return table;
  }
}
