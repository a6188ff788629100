package io.hyperparameter.fallback;

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
 * the hot read; it stands in {@link JavaStorage}, this class does everything else.
 *
 * <p>The hash is already mixed, so it is only masked. A key whose value is undone keeps its slot,
 * <i>vacant</i>: a scope that is entered again finds the slot where it was. Vacant slots are swept
 * when the table is rebuilt because it is full.
 */
final class SlotTable {
  /** The low two bits of a word: text, null, tombstone or object. */
  static final int REF = 0;

  static final long KIND_BITS = 3;

  /** What {@link #find} gives when there is neither the key nor room for it. */
  static final int NO_ROOM = Integer.MIN_VALUE;

  /** In the place of a REF's kind: {@link Kind#ABSENT}, but not zero. */
  private static final int VACANT = 8;

  private static final int STEP = 4;

  /** From one slot of a key to its next, in words. */
  private static final int NEXT = 2 * STEP;

  private static final int FEWEST = STEP;

  long[] slots;
  @Nullable String[] keys;
  private @Nullable Object @Nullable [] refs;

  /** Occupied slots, vacant ones included. */
  private int occupied;

  /** The number of occupied slots at which the table is rebuilt: four fifths of all. */
  private int limit;

  /** An empty table with room for {@code expected} keys. */
  SlotTable(int expected) {
    allocate(capacityFor(expected));
  }

  /** A copy with room for {@code more} further keys. */
  SlotTable(SlotTable other, int more) {
    this(other.size() + more);
    copyFrom(other);
  }

  /** The number of keys that are not vacant; counted, for the hot paths keep no count. */
  int size() {
    int present = 0;
    for (int i = 0; i < keys.length; i++) {
      if (keys[i] != null && !isVacant(i)) {
        present++;
      }
    }
    return present;
  }

  /** The number of slots, occupied or not. */
  int capacity() {
    return keys.length;
  }

  /** The word of a slot that has the key with this hash, and a value of this kind. */
  static long word(long hash, int kind) {
    return (hash & ~KIND_BITS) | kind;
  }

  /** Where in {@code slots} the first slot is that the key with this hash may have. */
  static int first(long[] slots, long hash) {
    return ((int) hash << 1) & (slots.length - 1);
  }

  /** Where its second one is, without waiting for the first. */
  static int second(long[] slots, long hash) {
    return (((int) hash << 1) + NEXT) & (slots.length - 1);
  }

  /**
   * The slot of the key with this hash. If there is none, a negative number: {@code ~slot} of where
   * it would go, or {@link #NO_ROOM} if its quarter of the table is full.
   */
  int find(long hash) {
    long[] slots = this.slots;
    int at = first(slots, hash);
    long word = slots[at];
    if (((word ^ hash) & ~KIND_BITS) == 0 && slots[at + 1] != 0) {
      return at >>> 1;
    }
    return findFurther(hash, at);
  }

  private int findFurther(long hash, int home) {
    long[] slots = this.slots;
    int mask = slots.length - 1;
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
    } while (at != home);
    return NO_ROOM;
  }

  /** Whether what {@link #find} gave is a key that is there, be it with a tombstone. */
  boolean has(int i) {
    return i >= 0 && !isVacant(i);
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

  @Nullable Object ref(int i) {
    return refs == null ? null : refs[i];
  }

  /**
   * Gives a key that is not in the table a slot, which is vacant as yet; or, if a vacant slot has
   * its hash, that one.
   *
   * @param place what {@link #find} said
   */
  int reserve(int place, String key, long hash) {
    int i = place;
    if (place < 0) {
      i = (place == NO_ROOM || occupied >= limit) ? ~placeInRebuilt(hash) : ~place;
      occupied++;
      slots[2 * i] = word(hash, REF);
      slots[2 * i + 1] = VACANT;
    }
    keys[i] = key;
    return i;
  }

  /** Writes the value of a key into its slot. */
  void set(int i, long hash, int kind, long bits, @Nullable Object ref) {
    if (kind <= Kind.BOOLEAN) {
      put(i, word(hash, kind), bits, ref);
    } else {
      put(i, word(hash, REF), kind, ref);
    }
  }

  /** Puts both words of a slot, which has a key. */
  void put(int i, long word, long value, @Nullable Object ref) {
    int at = 2 * i;
    slots[at] = word;
    slots[at + 1] = value;
    if (refs != null) {
      refs[i] = ref;
    } else if (ref != null) {
      refs = new Object[keys.length];
      refs[i] = ref;
    }
  }

  private boolean isVacant(int i) {
    return isVacant(slots[2 * i], slots[2 * i + 1]);
  }

  /** Whether a slot of these two words surely has no text or object. */
  static boolean isNumberOrVacant(long word, long value) {
    return (word & KIND_BITS) != REF || value == VACANT;
  }

  /** Whether these two words say that a slot's key is absent. */
  static boolean isVacant(long word, long value) {
    return value == VACANT && (word & KIND_BITS) == REF;
  }

  /** Where a new key goes after the table was rid of vacant keys, or else enlarged. */
  private int placeInRebuilt(long hash) {
    int place;
    do {
      rebuild(occupied - size() > keys.length / 8 ? keys.length : 2 * keys.length);
      place = find(hash);
    } while (place == NO_ROOM);
    return place;
  }

  /** Adds the entries of {@code other} whose keys are not here. */
  void copyFrom(SlotTable other) {
    for (int i = 0; i < other.keys.length; i++) {
      String key = other.keys[i];
      if (key != null && !other.isVacant(i)) {
        long hash = other.hash(i);
        int place = find(hash);
        if (!has(place)) {
          put(reserve(place, key, hash), other.word(i), other.value(i), other.ref(i));
        }
      }
    }
  }

  /** Adds the entries of {@code other}, not the tombstones, that {@code above} does not have. */
  void addVisible(SlotTable other, @Nullable SlotTable above) {
    for (int i = 0; i < other.keys.length; i++) {
      String key = other.keys[i];
      if (key != null && Kind.isPresent(other.kind(i))) {
        long hash = other.hash(i);
        if (above == null || !above.has(above.find(hash))) {
          put(reserve(find(hash), key, hash), other.word(i), other.value(i), other.ref(i));
        }
      }
    }
  }

  private void rebuild(int capacity) {
    SlotTable old = new SlotTable(this);
    allocate(capacity);
    occupied = 0;
    copyFrom(old);
  }

  /** Takes over the arrays of a table that is about to get new ones. */
  private SlotTable(SlotTable shrinking) {
    slots = shrinking.slots;
    keys = shrinking.keys;
    refs = shrinking.refs;
    occupied = shrinking.occupied;
  }

  private void allocate(int capacity) {
    slots = new long[2 * capacity];
    keys = new String[capacity];
    refs = null;
    limit = (int) (capacity * 4L / 5);
  }

  private static int capacityFor(int expected) {
    int capacity = FEWEST;
    while (expected * 5L > capacity * 4L) {
      capacity *= 2;
    }
    return capacity;
  }

  @Override
  public String toString() {
    return Arrays.toString(keys);
  }
}
