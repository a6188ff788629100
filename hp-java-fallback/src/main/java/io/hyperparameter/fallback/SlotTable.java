package io.hyperparameter.fallback;

import io.hyperparameter.spi.HashScatter;
import io.hyperparameter.spi.Kind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An open-addressed table from 64-bit hash to value, with primitives unboxed.
 *
 * <pre>
 *   slots   [ word 0 | value 0 | word 1 | value 1 | ... ]     one long[], two words a slot
 *   keys    [ key 0  |          key 1  | ...          ]       null: the slot is empty
 *   refs    [ ref 0  |          ref 1  | ...          ]       only if there ever was a text or object
 *
 *   word  = (hash with its low two bits replaced) | 0 REF, 1 LONG, 2 DOUBLE, 3 BOOLEAN
 *   value = the number, the raw double bits, 0 or 1; for REF the exact Kind
 *   an empty slot is two zero words, which no occupied slot is
 * </pre>
 *
 * <p>A key lives in one of the slots {@code home, home + 4, home + 8, ...} where {@code home = hash
 * mod slots}, so the low two bits of its slot are those of its hash: replacing them in the word by
 * the kind loses nothing, and one comparison of a word checks the whole hash and the kind. That is
 * the hot read; it stands in {@link JavaContext}, this class does everything else.
 *
 * <p>The hash is already mixed, so it is only masked. Keys chosen so that their hashes share the
 * masked bits would all stand in one row; a table that finds no room for a key within {@value
 * #FARTHEST} steps of its home is therefore rebuilt <i>scattered</i>: homes come from {@link
 * HashScatter}, all but their low two bits. The hot read is right in both: what it finds has the
 * whole hash.
 *
 * <p>A key whose value is undone keeps its slot, <i>reserved</i>: a scope that is entered again
 * finds the slot where it was. A table never grows: when it is full, {@link #rebuilt} gives another
 * one without the reserved keys, so that whoever holds this one can take it in a single step.
 */
final class SlotTable {
  /** The low two bits of a word: text, null, tombstone or object. */
  static final int REF = 0;

  static final long KIND_BITS = 3;

  /** What {@link #find} gives when there is neither the key nor room for it. */
  static final int NO_ROOM = Integer.MIN_VALUE;

  /** What {@link #present} gives for a key that is not there. */
  static final int NOWHERE = Integer.MIN_VALUE;

  /** What {@link #find} gives when there is neither the key nor room for it near its home. */
  static final int TOO_FAR = Integer.MIN_VALUE + 1;

  /** Steps from home that honest hashes never need: at four fifths full, 600 in a million keys. */
  static final int FARTHEST = 1024;

  /** In the place of a REF's kind: {@link Kind#ABSENT}, but not zero. */
  private static final int RESERVED = 8;

  static final int STEP = 4;

  /** From one slot of a key to its next, in words. */
  private static final int NEXT = 2 * STEP;

  private static final int FEWEST = STEP;

  /** Tables of more slots are not kept half empty: that would be too much memory. */
  private static final int SPACIOUS = 2048;

  /** More reserved keys are not taken over into a larger table. */
  private static final int MOST_RESERVED = 64;

  /** Longer texts are not kept in memory for having been there. */
  private static final int LONGEST_KEPT = 256;

  /** Tables of more slots are not kept in memory for a task that may come. */
  private static final int MOST_KEPT = 4096;

  final long[] slots;
  final @Nullable String[] keys;

  /** Made by {@link #makeRefs} before the first text or object is written. */
  @Nullable Object @Nullable [] refs;

  private final boolean scattered;

  /** Occupied slots, reserved ones included. */
  private int occupied;

  /** How many keys were replaced by equal Strings while this was shared; some may be missed. */
  private int called;

  /** The number of occupied slots at which the table is to be rebuilt. */
  private final int limit;

  /** An empty table with room for {@code expected} keys, if their hashes are spread evenly. */
  SlotTable(int expected) {
    this(capacityFor(expected, false), false, false);
  }

  private SlotTable(int capacity, boolean scattered, boolean withRefs) {
    slots = new long[2 * capacity];
    keys = new String[capacity];
    refs = withRefs ? new Object[capacity] : null;
    limit = limitOf(capacity, scattered);
    this.scattered = scattered;
  }

  /**
   * Half of all slots, so that who looks for a key that is not there soon comes to an empty one; of
   * large tables four fifths. If scattered, of a quarter of them, where all keys may have to be.
   */
  private static int limitOf(int capacity, boolean scattered) {
    long used = capacity <= SPACIOUS ? capacity / 2 : capacity * 4L / 5;
    return (int) used / (scattered ? STEP : 1);
  }

  private static int capacityFor(int expected, boolean scattered) {
    int capacity = FEWEST;
    while (limitOf(capacity, scattered) < expected) {
      capacity *= 2;
    }
    return capacity;
  }

  /** Whether homes are scattered: then the first slot of a hash tells nothing when it is empty. */
  boolean isScattered() {
    return scattered;
  }

  /** The number of keys that are not reserved; counted, for the hot paths keep no count. */
  int size() {
    int present = 0;
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != null && !isReserved(i)) {
        present++;
      }
    }
    return present;
  }

  /** Whether a thread may keep this while it does nothing: small, no object, no long text. */
  boolean isLight() {
    boolean light = isSmall();
    for (int i = 0; light && refs != null && i < refs.length; i++) {
      Object ref = refs[i];
      light = ref == null || isShort(ref);
    }
    return light;
  }

  boolean isSmall() {
    return keys.length <= MOST_KEPT;
  }

  /** Whether it may stay in memory for having been there. */
  static boolean isShort(@Nullable Object ref) {
    return ref instanceof String text && text.length() <= LONGEST_KEPT;
  }

  /** The number of keys, reserved ones included. */
  int occupied() {
    return occupied;
  }

  /** The number of slots, occupied or not. */
  int capacity() {
    return keys.length;
  }

  /** The word of a slot that has the key with this hash, and a value of this kind. */
  static long word(long hash, int kind) {
    return (hash & ~KIND_BITS) | kind;
  }

  /** The first word of a slot with a value of any {@link Kind}. */
  static long wordOf(long hash, int kind) {
    return word(hash, kind <= Kind.BOOLEAN ? kind : REF);
  }

  /** The second word of such a slot. */
  static long valueOf(int kind, long bits) {
    return kind <= Kind.BOOLEAN ? bits : kind;
  }

  /**
   * Where in {@code slots} the first slot is that the key with this hash may have. Without the
   * sign, so that the JIT sees that the result has none.
   */
  static int first(long[] slots, long hash) {
    return ((int) hash << 1 & Integer.MAX_VALUE) & (slots.length - 1);
  }

  /** Where the value of that slot is; so that the JIT sees that this is in {@code slots}, too. */
  static int firstValue(long[] slots, long hash) {
    return (((int) hash << 1 | 1) & Integer.MAX_VALUE) & (slots.length - 1);
  }

  /** Where its second one is, without waiting for the first. */
  static int second(long[] slots, long hash) {
    return (((int) hash << 1) + NEXT & Integer.MAX_VALUE) & (slots.length - 1);
  }

  /** As {@link #firstValue}. */
  static int secondValue(long[] slots, long hash) {
    return (((int) hash << 1 | 1) + NEXT & Integer.MAX_VALUE) & (slots.length - 1);
  }

  /** Where the word of slot {@code i} is, as the JIT sees that it is in {@code slots}. */
  static int wordAt(long[] slots, int i) {
    return 2 * i & (slots.length - 1);
  }

  /** Where the value of slot {@code i} is, likewise. */
  static int valueAt(long[] slots, int i) {
    return (2 * i | 1) & (slots.length - 1);
  }

  /**
   * Where a word is in the slots of a table that is not scattered, though not in its first two;
   * {@link LayeredTables#ABSENT} if its hash is not there, or only reserved, {@link
   * LayeredTables#ELSEWHERE} if it is there in another word. Half of all defaults come here, so it
   * reads the words alone and keeps no count.
   */
  static int search(long[] slots, int first, long word) {
    if (((slots[first] ^ word) & ~KIND_BITS) == 0) {
      return otherWord(slots, first);
    }
    int mask = slots.length - 1;
    int end = (first + FARTHEST * NEXT) & mask; // the first place if there are fewer
    int at = (first + NEXT) & mask;
    do {
      long found = slots[at];
      if (found == 0 && slots[at + 1] == 0) {
        return LayeredTables.ABSENT;
      }
      if (((found ^ word) & ~KIND_BITS) == 0) {
        return found == word ? at : otherWord(slots, at);
      }
      at = (at + NEXT) & mask;
    } while (at != end);
    return LayeredTables.ELSEWHERE;
  }

  private static int otherWord(long[] slots, int at) {
    return isReserved(slots[at], slots[at + 1]) ? LayeredTables.ABSENT : LayeredTables.ELSEWHERE;
  }

  /**
   * The slot of the key with this hash. If there is none, a negative number: {@code ~slot} of where
   * it would go, {@link #NO_ROOM} if its quarter of the table is full, or {@link #TOO_FAR}.
   */
  int find(long hash) {
    long[] slots = this.slots;
    int at = first(slots, hash);
    long word = slots[at];
    if (((word ^ hash) & ~KIND_BITS) == 0 && slots[at + 1] != 0) {
      return at >>> 1;
    }
    return findFurther(hash, scattered ? 2 * home(hash) : at);
  }

  private int findFurther(long hash, int home) {
    long[] slots = this.slots;
    int mask = slots.length - 1;
    int end = scattered ? home : (home + FARTHEST * NEXT) & mask; // home if there are fewer slots
    int at = home;
    do {
      long word = slots[at];
      if ((word | slots[at + 1]) == 0) {
        return ~(at >>> 1);
      }
      if (((word ^ hash) & ~KIND_BITS) == 0) {
        return at >>> 1;
      }
      at = (at + NEXT) & mask;
    } while (at != end);
    return end == home ? NO_ROOM : TOO_FAR;
  }

  /** The slot of a key that is there, be it with a tombstone; {@link #NOWHERE} if it is not. */
  int present(long hash) {
    long[] slots = this.slots;
    int mask = slots.length - 1;
    int home = scattered ? 2 * home(hash) : first(slots, hash);
    int end = scattered ? home : (home + FARTHEST * NEXT) & mask;
    int at = home;
    do {
      long word = slots[at];
      if (((word ^ hash) & ~KIND_BITS) == 0) {
        long value = slots[at + 1];
        return (word & KIND_BITS) == REF && (value == RESERVED || (word | value) == 0)
            ? NOWHERE
            : at >>> 1;
      }
      if (word == 0 && slots[at + 1] == 0) {
        return NOWHERE;
      }
      at = (at + NEXT) & mask;
    } while (at != end);
    return NOWHERE;
  }

  /** The slot where the search for a key begins. */
  private int home(long hash) {
    long from = scattered ? (HashScatter.of(hash) & ~KIND_BITS) | (hash & KIND_BITS) : hash;
    return (int) from & (keys.length - 1);
  }

  /** How many steps slot {@code i} is from the home of a key. */
  int steps(int i, long hash) {
    return ((i - home(hash)) & (keys.length - 1)) / STEP;
  }

  /** Whether what {@link #find} gave is a key that is there, be it with a tombstone. */
  boolean has(int i) {
    return i >= 0 && !isReserved(i);
  }

  /** {@link #find}, with a guess that is right unless the table was rebuilt since. */
  int find(long hash, int guess) {
    int at = 2 * guess;
    return at < slots.length && ((slots[at] ^ hash) & ~KIND_BITS) == 0 && keys[guess] != null
        ? guess
        : find(hash);
  }

  /** Lets the key of a slot be this String, which equals it: the short ways compare identity. */
  @SuppressWarnings("ReferenceEquality") // a store of a reference costs more than a look
  void call(int i, String key) {
    if (keys[i] != key) {
      keys[i] = key;
    }
  }

  /**
   * {@link #call} for a table that many threads read. They may see the one String or the other,
   * which are equal. So that reads by Strings that are not the same do not write for ever, only as
   * many are taken as there are slots.
   */
  @SuppressWarnings("ReferenceEquality") // as above
  void callShared(int i, String key) {
    if (keys[i] != key && called < keys.length) {
      called++;
      keys[i] = key;
    }
  }

  /** The key in slot {@code i}; null if it is empty. */
  @Nullable String key(int i) {
    return keys[i];
  }

  long hash(int i) {
    return hash(slots[2 * i], i);
  }

  /** The hash that a word in slot {@code i} stands for. */
  static long hash(long word, int i) {
    return (word & ~KIND_BITS) | (i & KIND_BITS);
  }

  int kind(int i) {
    int low = (int) (slots[2 * i] & KIND_BITS);
    return low == REF ? (int) slots[2 * i + 1] & 7 : low;
  }

  /** The number or raw bits; for text and objects as good as 0. */
  long bits(int i) {
    return (slots[2 * i] & KIND_BITS) == REF ? 0 : slots[2 * i + 1];
  }

  /** The value word of slot {@code i} as it stands. */
  long value(int i) {
    return slots[2 * i + 1];
  }

  long word(int i) {
    return slots[2 * i];
  }

  /** {@link #ref} of a slot that is known to have one. */
  @Nullable Object knownRef(int i) {
    return refs == null ? null : refs[i];
  }

  /** The text or object; null for other kinds. */
  @Nullable Object ref(int i) {
    @Nullable Object[] refs = this.refs;
    return refs == null || isNumberOrReserved(slots[2 * i], slots[2 * i + 1]) ? null : refs[i];
  }

  /** Whether a key that {@link #find} did not find may have the place it gave. */
  boolean hasRoom(int place) {
    return place != NO_ROOM && place != TOO_FAR && occupied < limit;
  }

  /**
   * Gives a key that is not in the table a slot, which is reserved as yet; or, if a reserved slot
   * has its hash, that one.
   *
   * @param place what {@link #find} said; the table {@link #hasRoom} there
   */
  int reserve(int place, String key, long hash) {
    int i = place < 0 ? ~place : place;
    long word = word(hash, REF);
    // from here on nothing is called, so nothing can come between
    if (place < 0) {
      occupied++;
      slots[2 * i] = word;
      slots[2 * i + 1] = RESERVED;
    }
    keys[i] = key;
    return i;
  }

  /** Makes the array for texts and objects, if there is none yet. */
  void makeRefs() {
    if (refs == null) {
      refs = new Object[keys.length];
    }
  }

  /** Puts both words of a slot, which has a key, and its reference, for which there is an array. */
  void put(int i, long word, long value, @Nullable Object ref) {
    int at = 2 * i;
    slots[at] = word;
    slots[at + 1] = value;
    if (refs != null) {
      refs[i] = ref;
    }
  }

  /**
   * Puts back that a key, which has a slot, is absent. A short text stays where it was, out of
   * sight: the scope that is entered again most likely brings the same.
   */
  void reserveOnly(int i) {
    @Nullable Object[] refs = this.refs;
    boolean keeps = refs == null || isShort(refs[i]);
    slots[2 * i] &= ~KIND_BITS;
    slots[2 * i + 1] = RESERVED;
    if (!keeps && refs != null) {
      refs[i] = null;
    }
  }

  private boolean isReserved(int i) {
    return isReserved(slots[2 * i], slots[2 * i + 1]);
  }

  /** Whether a slot of these two words surely has no text or object. */
  static boolean isNumberOrReserved(long word, long value) {
    return (word & KIND_BITS) != REF || value == RESERVED;
  }

  /** Whether these two words say that a slot's key is absent. */
  static boolean isReserved(long word, long value) {
    return value == RESERVED && (word & KIND_BITS) == REF;
  }

  // ---- tables made of tables ----

  /**
   * A table with the keys of this one that are not reserved, and room for one more.
   *
   * @param hash the hash of that key
   */
  SlotTable rebuilt(long hash) {
    int present = size();
    int place = find(hash);
    boolean scatter = scattered || place == TOO_FAR;
    int capacity = keys.length;
    if (scatter == scattered && occupied - present <= capacity / 8) {
      capacity *= 2;
    }
    return copy(Math.max(capacity, capacityFor(present + 1, scatter)), scatter).roomier(hash);
  }

  /** A table with these keys that is no larger than they need; for one that became too large. */
  SlotTable shrunk() {
    return copy(capacityFor(2 * size(), false), false);
  }

  /** A copy that has room for {@code more} further keys. */
  SlotTable copy(int more) {
    return copy(capacityFor(size() + more, scattered), scattered);
  }

  /**
   * A copy of this table, plus the entries of {@code other} whose keys are not here. If there are
   * few reserved keys, they stay and have the best slots: scopes will bring them again.
   */
  SlotTable with(SlotTable other) {
    if (occupied > MOST_RESERVED) {
      return copy(other.size()).filled(other, false, null);
    }
    SlotTable table =
        new SlotTable(capacityFor(occupied + other.size(), scattered), scattered, refs != null);
    return table.reserved(this).filled(this, false, null).filled(other, false, null);
  }

  /** This table, which is empty, with all keys of another, reserved. */
  private SlotTable reserved(SlotTable other) {
    SlotTable table = this;
    for (int i = 0; i < other.keys.length; i++) {
      String key = other.keys[i];
      if (key != null) {
        table = table.roomier(other.hash(i));
        table.reserve(table.find(other.hash(i)), key, other.hash(i));
      }
    }
    return table;
  }

  /** What is visible of a table, and below it of another where it has or hides nothing. */
  static SlotTable visible(SlotTable top, @Nullable SlotTable below) {
    SlotTable all = new SlotTable(top.size() + (below == null ? 0 : below.size()));
    all = all.filled(top, true, null);
    return below == null ? all : all.filled(below, true, top);
  }

  /**
   * Adds an entry.
   *
   * @return the table to go on with: this one if it had room
   */
  SlotTable with(String key, long hash, long word, long value, @Nullable Object ref) {
    SlotTable table = roomier(hash);
    if (ref != null) {
      table.makeRefs();
    }
    table.put(table.reserve(table.find(hash), key, hash), word, value, ref);
    return table;
  }

  /** A table with these keys that has room for one more; this one if it has. */
  private SlotTable roomier(long hash) {
    SlotTable table = this;
    int place = table.find(hash);
    while (place < 0 && !table.hasRoom(place)) {
      table =
          place == TOO_FAR
              ? table.copy(table.capacity(), true)
              : table.copy(2 * table.capacity(), table.scattered);
      place = table.find(hash);
    }
    return table;
  }

  private SlotTable copy(int capacity, boolean scatter) {
    int enough = Math.max(capacity, capacityFor(size(), scatter));
    // what was a text once may be one again when a level is undone, and must find its array then
    return new SlotTable(enough, scatter, refs != null).filled(this, false, null);
  }

  /**
   * This table with the entries of another whose keys are neither here nor in {@code above}.
   *
   * @param visible whether to leave out tombstones
   */
  private SlotTable filled(SlotTable other, boolean visible, @Nullable SlotTable above) {
    SlotTable table = this;
    if (other.refs != null && !visible) {
      table.makeRefs();
    }
    for (int i = 0; i < other.keys.length; i++) {
      String key = other.keys[i];
      if (key != null && (visible ? Kind.isPresent(other.kind(i)) : !other.isReserved(i))) {
        long hash = other.hash(i);
        if (!table.has(table.find(hash)) && (above == null || !above.has(above.find(hash)))) {
          table = table.with(key, hash, other.word(i), other.value(i), other.ref(i));
        }
      }
    }
    return table;
  }

  @Override
  public String toString() {
    return Arrays.toString(keys);
  }
}
