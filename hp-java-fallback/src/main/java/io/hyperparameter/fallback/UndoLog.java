package io.hyperparameter.fallback;

import io.hyperparameter.spi.HashScatter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the open levels of one context replaced, oldest first.
 *
 * <p>A record is the slot of a key and the two words that were in it (see {@link SlotTable}): put
 * back, they restore the value, or the absence of one. A write appends a record and never searches
 * for an older one of the same key, so it costs the same in a level of one key and of a million;
 * replayed backwards, only the oldest record of a key counts. It looks at the newest and, for a
 * loop that writes the level's keys in turn, at the one whose turn it is. So that a loop that
 * writes in another order does not fill the log, the innermost level is reduced to the oldest
 * record of each key before the log grows, and the log grows only if that does not free half of it.
 *
 * <p>The fields here describe the innermost level. Those of the level around it are what {@link
 * #outer} says before it is opened and {@link #pop} takes back.
 *
 * <p>Memory or stack may end at any call. So room is made before anything is changed, and a change
 * is made without calling anything: a record is there as a whole or not at all.
 */
final class UndoLog {
  private static final int FIRST_RECORDS = 1;
  private static final int COMPACT_FROM = 16;

  /** More records than the levels of an ordinary scope have. */
  private static final int LARGE = 1 << 14;

  /** The slot of a record that only parts the records of a level. */
  static final int HIDDEN = -1;

  /** Beside the slot of a record that hides: a write does not take it for its own. */
  private static final long NOT_OWN = 1L << 32;

  /** Three words a record: the slot's two words before, and its number. */
  private long[] words = new long[3 * FIRST_RECORDS];

  /**
   * One reference a record, for text and objects; made when first needed, for as many records as
   * there is room for. Those from {@link #top} on are null, so that a record without a reference
   * need not say so.
   */
  private @Nullable Object @Nullable [] refs;

  /** One past the newest record, in words. */
  int top;

  // The innermost level; positions are in words.
  /** Its first record. */
  private int start;

  /** Whether it was written to after it was entered; not so once it is handed over. */
  private boolean changed;

  /** A guess: the record of the key that a loop over the level's keys writes next. */
  private int next;

  /** Opens a level; give {@link #pop} what {@link #outer} said before. */
  void push() {
    start = top;
    changed = false;
  }

  /** Whether there is room for another record. */
  boolean hasRoom() {
    return top + 2 < words.length;
  }

  /** Appends a record without a reference, for which there is room and which the level lacks. */
  void append(int slot, long word, long value) {
    int at = top;
    long[] words = this.words;
    words[at] = word;
    words[at + 1] = value;
    words[at + 2] = slot;
    top = at + 3;
  }

  /** The innermost level in one word: twice its start, and one more if it is changed. */
  long outer() {
    return 2L * start + (changed ? 1 : 0);
  }

  /** The first record of a level, from what {@link #outer} said before the next was opened. */
  static int first(long outer) {
    return (int) (outer >>> 1);
  }

  /** Whether a level was written to after it was entered, from what {@link #outer} said then. */
  static boolean isChanged(long outer) {
    return (outer & 1) != 0;
  }

  /** Marks that all records of the level so far are the hiding of an isolating entry. */
  void hidden() {
    for (int at = start; at < top; at += 3) {
      words[at + 2] |= NOT_OWN;
    }
    save(HIDDEN, 0, 0, null);
  }

  /**
   * All records so far belong to the entry; what follows are later writes.
   *
   * @param written whether there were writes already
   */
  void entered(boolean written) {
    changed = written;
  }

  /**
   * What the innermost level holds is where it is to go. It is undone next, and where that is
   * broken off, half of what is in the table is from before the level: nobody may get that for the
   * level's.
   */
  void handedOver() {
    changed = false;
  }

  /** Whether the innermost level was written to after it was entered, and is not handed over. */
  boolean isChanged() {
    return changed;
  }

  /** Appends a record to the innermost level, unless it is seen to have one of the same key. */
  void save(int slot, long word, long value, @Nullable Object ref) {
    int at = top;
    long[] words = this.words;
    if (at > start && (isOf(words, at - 3, slot, word) || isInTurn(slot, word))) {
      changed = true;
      return;
    }
    if (at + 2 >= words.length || ref != null) {
      saveFurther(slot, word, value, ref);
      return;
    }
    words[at] = word;
    words[at + 1] = value;
    words[at + 2] = slot;
    top = at + 3;
    changed = true;
  }

  /** Whether a loop writes the level's keys again and has come to this one. */
  private boolean isInTurn(int slot, long word) {
    int guess = start < next && next < top ? next : start;
    if (!isOf(words, guess, slot, word)) {
      guess = start;
      if (!isOf(words, guess, slot, word)) {
        next = start;
        return false;
      }
    }
    next = guess + 3;
    return true;
  }

  /** Whether a record is of the key that is in a slot now, not of one that was there before. */
  private static boolean isOf(long[] words, int at, int slot, long word) {
    return words[at + 2] == slot && ((words[at] ^ word) & ~SlotTable.KIND_BITS) == 0;
  }

  private void saveFurther(int slot, long word, long value, @Nullable Object ref) {
    if (top + 2 >= words.length) {
      makeRoom();
    }
    @Nullable Object[] saved = refs;
    if (saved == null && ref != null) {
      refs = saved = new Object[words.length / 3];
    }
    // there is room, and from here on nothing is called
    int at = top;
    words[at] = word;
    words[at + 1] = value;
    words[at + 2] = slot;
    if (saved != null) {
      saved[at / 3] = ref;
    }
    top = at + 3;
    changed = true;
  }

  private void makeRoom() {
    int full = top - start;
    if (full > 3 * COMPACT_FROM) {
      compact();
    }
    if (top + 2 >= words.length || top - start > full / 2) {
      resize(2 * words.length);
    }
  }

  /** Whether the innermost level has so many records that what it needed is worth giving back. */
  boolean isLarge() {
    return top - start > 3 * LARGE;
  }

  /** Gives back memory that the open levels do not need. */
  void shrink() {
    int length = words.length;
    while (length > 3 * LARGE && top < length / 4) {
      length /= 2;
    }
    if (length < words.length) {
      resize(length);
    }
  }

  private void resize(int length) {
    long[] newWords = Arrays.copyOf(words, length);
    @Nullable Object[] newRefs = refs == null ? null : Arrays.copyOf(refs, length / 3);
    words = newWords;
    refs = newRefs;
  }

  /** The first of the innermost level's records that are its scope's own, in words. */
  int firstOwn() {
    int at = top;
    while (at > start && words[at - 1] != HIDDEN) {
      at -= 3;
    }
    return at;
  }

  /** The first of the innermost level's records, in words. */
  int first() {
    return start;
  }

  /** One past the newest record, in words. */
  int top() {
    return top;
  }

  /** The slot the key had; a rebuilt table may have it elsewhere. */
  int slot(int at) {
    return (int) words[at + 2];
  }

  long word(int at) {
    return words[at];
  }

  long value(int at) {
    return words[at + 1];
  }

  long hash(int at) {
    return SlotTable.hash(words[at], (int) words[at + 2]);
  }

  @Nullable Object ref(int at) {
    return refs == null ? null : refs[at / 3];
  }

  /** Drops the innermost level, whose records were replayed; {@code outer} is the next one. */
  void pop(long outer) {
    int from = start;
    int next = (int) (outer >>> 1);
    if (refs != null) {
      drop(from);
    }
    top = from;
    start = next;
    changed = (outer & 1) != 0;
  }

  /** {@link #pop} of a level of one record without a reference. */
  void popOne(long outer) {
    top = start;
    start = (int) (outer >>> 1);
    changed = (outer & 1) != 0;
  }

  /** Lets go of the references of the records from here on. */
  private void drop(int from) {
    @Nullable Object[] saved = refs;
    if (saved != null) {
      for (int record = from / 3; record < top / 3; record++) {
        saved[record] = null;
      }
    }
  }

  /** Lets the level around the innermost one have its records. */
  void merge(long outer) {
    start = (int) (outer >>> 1);
    changed = true;
  }

  /** The newest record of this key, in words; negative if there is none. */
  int newest(long hash) {
    int at = top - 3;
    while (at >= 0 && (words[at + 2] == HIDDEN || hash(at) != hash)) {
      at -= 3;
    }
    return at;
  }

  /**
   * Reduces the level to the oldest record of each key. It may be broken off between any two
   * records: what is moved already is then there twice, and only the oldest counts.
   */
  private void compact() {
    int own = firstOwn();
    long[] seen = new long[4 * Integer.highestOneBit((top - own) / 3 + 1)];
    boolean seenZero = false;
    int kept = own;
    for (int at = own; at < top; at += 3) {
      long hash = hash(at);
      boolean first = hash == 0 ? !seenZero : add(seen, hash);
      seenZero |= hash == 0;
      if (first) {
        words[kept] = words[at];
        words[kept + 1] = words[at + 1];
        words[kept + 2] = words[at + 2];
        if (refs != null) {
          refs[kept / 3] = refs[at / 3];
        }
        kept += 3;
      }
    }
    drop(kept);
    top = kept;
  }

  private static boolean add(long[] seen, long hash) {
    int mask = seen.length - 1;
    int at = (int) HashScatter.of(hash) & mask;
    while (seen[at] != 0) {
      if (seen[at] == hash) {
        return false;
      }
      at = (at + 1) & mask;
    }
    seen[at] = hash;
    return true;
  }
}
