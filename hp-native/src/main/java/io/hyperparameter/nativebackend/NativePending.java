package io.hyperparameter.nativebackend;

import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_KEYS;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_MASK;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_MODE;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_NEXT_SERIAL;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_PENDING;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_SLOTS;
import static io.hyperparameter.nativebackend.NativeLayout.KEY_SHIFT;
import static io.hyperparameter.nativebackend.NativeLayout.MODE_OVERLAY;
import static io.hyperparameter.nativebackend.NativeLayout.MODE_SCATTERED;
import static io.hyperparameter.nativebackend.NativeLayout.MODE_SHARED;
import static io.hyperparameter.nativebackend.NativeLayout.PENDING_CHANGED;
import static io.hyperparameter.nativebackend.NativeLayout.PENDING_COUNT;
import static io.hyperparameter.nativebackend.NativeLayout.PENDING_FIRST_LEVEL;
import static io.hyperparameter.nativebackend.NativeLayout.PENDING_FIRST_WRITE;
import static io.hyperparameter.nativebackend.NativeLayout.PENDING_KEYS;
import static io.hyperparameter.nativebackend.NativeLayout.PENDING_LEVELS;
import static io.hyperparameter.nativebackend.NativeLayout.PENDING_MASK;
import static io.hyperparameter.nativebackend.NativeLayout.PENDING_MOVES;
import static io.hyperparameter.nativebackend.NativeLayout.PENDING_SHARED;
import static io.hyperparameter.nativebackend.NativeLayout.PENDING_SHOWN;
import static io.hyperparameter.nativebackend.NativeLayout.PENDING_SLOTS;
import static io.hyperparameter.nativebackend.NativeLayout.PENDING_WRITES;
import static io.hyperparameter.nativebackend.NativeLayout.SLOT_SHIFT;
import static io.hyperparameter.nativebackend.NativeLayout.SLOT_VALUE;
import static io.hyperparameter.nativebackend.NativeLayout.TAG_TEXT;
import static io.hyperparameter.nativebackend.NativeLayout.WORD_KIND_MASK;
import static io.hyperparameter.nativebackend.NativeLayout.WRITE_BEFORE;
import static io.hyperparameter.nativebackend.NativeLayout.WRITE_SIZE;
import static io.hyperparameter.nativebackend.NativeLayout.WRITE_SLOT;
import static io.hyperparameter.nativebackend.NativeMemory.load;
import static io.hyperparameter.nativebackend.NativeMemory.store;

import io.hyperparameter.spi.Given;
import io.hyperparameter.spi.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The levels of one context that Java opens and leaves without a call: {@code hp_pending} in
 * layout.h, which has the rules. A level of a few numbers whose keys have slots is a few stores;
 * C++ sees the values in the slots, and takes the levels on its books where it has to do more than
 * read.
 *
 * <p>Each store is a call, and the stack may end at any: so a level is opened by the one that
 * counts it, with what undoes it written before, and undoing may be done again.
 */
final class NativePending {
  /** In the place of a serial: such a level takes a call. */
  static final long NOT_DONE = -1;

  private static final int LEVELS_BITS = Integer.SIZE;
  private static final int LEVELS_MASK = Integer.MAX_VALUE;
  private static final long ONE_WRITE = 1L << LEVELS_BITS;
  private static final int OF_RUNTIME = 1;
  private static final long NO_SLOT = NativePlaces.NO_SLOT;
  static final long NO_TEXT = NativeKeptTexts.NOT_KEPT;

  private final long context;

  final NativeWriter writer;
  private final NativeKeys keys;

  /** Of keys as long as none moves. */
  private final NativePlaces places;

  /** Where they are; 0 until C++ has given a place for them. */
  private long pending;

  /** Where C++ counts how often any key got another slot. */
  private long moves;

  private long movesKnown;

  private @Nullable NativeKeptTexts texts;

  /**
   * Whether leaving the innermost level was begun and not ended, as the stack did before: some of
   * its slots may have what was there before, also when C++ has it on its books meanwhile.
   */
  boolean isBeingLeft;

  /** Whether showing the own table was begun and not ended, as the stack did before. */
  private boolean isShowing;

  // of levels in so many others, which is enough for two in turn

  private final PendingNumber inEven = new PendingNumber();
  private final PendingNumber inOdd = new PendingNumber();
  private final PendingValues valuesInEven = new PendingValues();
  private final PendingValues valuesInOdd = new PendingValues();

  NativePending(long context, NativeWriter writer) {
    this.context = context;
    this.writer = writer;
    this.keys = writer.keys;
    this.places = new NativePlaces(context, keys);
  }

  /** Whether C++ has given a place for them. */
  private boolean findPlace() {
    long found = load(context + CONTEXT_PENDING);
    if (found == 0) {
      return false;
    }
    moves = load(found + PENDING_MOVES);
    pending = found;
    return true;
  }

  /**
   * The number of writes, and in the lower half of levels, or {@code PENDING_SHOWN}; C++ may set it
   * to 0 in any call.
   */
  private long count() {
    return pending == 0 ? 0 : load(pending + PENDING_COUNT);
  }

  private static int levels(long count) {
    return (int) count & LEVELS_MASK;
  }

  /**
   * Whether readers of a context see its own table, which holds nothing, in the place of the base:
   * it may soon be written to again.
   */
  static boolean isShown(long context) {
    long pending = load(context + CONTEXT_PENDING);
    return pending != 0 && load(pending + PENDING_COUNT) == PENDING_SHOWN;
  }

  /** The serial that the next level would have. */
  long nextSerial() {
    return serial(levels(count()));
  }

  private long serial(int level) {
    return load(context + CONTEXT_NEXT_SERIAL) + 2L * level + OF_RUNTIME;
  }

  /** Whether the innermost level is pending and has this serial. */
  boolean isInnermost(long serial) {
    int levels = levels(count());
    return levels != 0 && serial == serial(levels - 1);
  }

  private long level(int level) {
    return pending + PENDING_FIRST_LEVEL + (long) Long.BYTES * level;
  }

  private long write(long write) {
    return pending + PENDING_FIRST_WRITE + write * WRITE_SIZE;
  }

  // ---- entering ----

  /**
   * Opens a level of one number where there was one of this key, and all is as it was then. An
   * exception means that nothing was done.
   *
   * <p>Part of the method that enters a scope, so it is kept small: what must be as it was is
   * compared together.
   *
   * @param depth the number of levels around
   * @return whether that was done
   */
  @SuppressWarnings("ReferenceEquality") // equal but not identical keys go the longer way
  boolean enterAgain(int depth, String key, long hash, int kind, long bits) {
    PendingNumber level = number(depth);
    if (level.key != key || kind > Kind.BOOLEAN) {
      return false;
    }
    long differs =
        (depth ^ level.depth)
            | (load(pending + PENDING_COUNT) ^ level.outside)
            | (load(moves) ^ movesKnown)
            | (load(context + CONTEXT_MODE) ^ level.mode)
            | (load(context + CONTEXT_NEXT_SERIAL) ^ level.nextSerial);
    if (differs != 0) {
      return false;
    }
    long slot = level.slot; // which is there, as none moved
    if (((load(slot) ^ level.word) | (load(slot + SLOT_VALUE) ^ level.value)) != 0) {
      return false;
    }
    try {
      store(pending + PENDING_COUNT, level.inside); // from here on it is open
      store(slot, (hash & ~WORD_KIND_MASK) | kind);
      store(slot + SLOT_VALUE, bits);
    } catch (Throwable e) {
      // where the stack ended, it had room for what was done, so it has for undoing that
      store(slot + SLOT_VALUE, level.value);
      store(slot, level.word);
      store(pending + PENDING_COUNT, level.outside);
      throw e;
    }
    return true;
  }

  /**
   * Opens a level with a value and those given before it. Where it fails, the level is open in
   * part, or not at all.
   *
   * @param depth the number of levels around
   * @return its serial; {@link #NOT_DONE}, with nothing done, if it takes a call
   */
  long enter(
      int depth,
      String key,
      long hash,
      int kind,
      long bits,
      @Nullable Object ref,
      @Nullable Given earlier) {
    if (pending == 0 && !findPlace()) {
      return NOT_DONE;
    }
    long count = count();
    if (isShowing && count == PENDING_SHOWN) {
      return NOT_DONE; // and C++ makes it whole
    }
    int outer = levels(count);
    if (earlier != null) {
      PendingValues level = values(depth);
      if (isAsNoted(level, count, key) && level.isOf(kind, ref, earlier, this)) {
        long serial = serial(outer);
        store(pending + PENDING_COUNT, level.inside); // from here on it is open
        level.fill(hash, kind, bits, earlier);
        return serial;
      }
    }
    long first = count >>> LEVELS_BITS;
    forget(first); // something else will stand there
    long slot = outer == PENDING_LEVELS ? NO_SLOT : prepare(first, key, hash, kind, ref);
    if (slot == NO_SLOT) {
      return NOT_DONE;
    }
    long end = first + 1;
    for (Given given = earlier; given != null; given = given.earlier()) {
      if (prepare(end++, given.key(), given.hash(), given.kind(), given.ref()) == NO_SLOT) {
        return NOT_DONE;
      }
    }
    long serial = serial(outer);
    long before = load(slot);
    long valueBefore = load(slot + SLOT_VALUE);
    boolean shows = isShared();
    boolean shared = shows || count == PENDING_SHOWN;
    store(level(outer), (first << 2) | (shared ? PENDING_SHARED : 0));
    store(pending + PENDING_COUNT, end * ONE_WRITE + outer + 1); // from here on it is open
    if (shows) {
      isShowing = true;
      showOwn();
      isShowing = false;
    }
    fill(slot, hash, kind, valueOf(kind, bits, ref));
    long outside = shared ? PENDING_SHOWN : count;
    if (earlier != null) {
      fillEarlier(first, earlier);
      note(depth, key, earlier, outside, first);
    } else if (kind <= Kind.BOOLEAN) {
      note(depth, key, outside, slot, before, valueBefore);
    }
    return serial;
  }

  /** Whether a level with this key last was there before, and what is around it is as it was. */
  @SuppressWarnings("ReferenceEquality") // equal but not identical keys go the longer way
  private boolean isAsNoted(PendingValues level, long count, String key) {
    return level.key == key
        && count == level.outside
        && load(moves) == movesKnown
        && load(context + CONTEXT_MODE) == level.mode;
  }

  private PendingValues values(int depth) {
    return (depth & 1) == 0 ? valuesInEven : valuesInOdd;
  }

  /** What was written by a level, if it was there before: few that come once come again. */
  @SuppressWarnings("ReferenceEquality")
  private void note(int depth, String key, Given earlier, long outside, long first) {
    PendingValues level = values(depth);
    level.key = null;
    if (level.seen != key) {
      level.seen = key;
      return;
    }
    level.note(key, earlier, write(first));
    level.outside = outside;
    level.inside = count();
    level.mode = load(context + CONTEXT_MODE);
    level.key = key; // from here on all of it is noted
  }

  private PendingNumber number(int depth) {
    return (depth & 1) == 0 ? inEven : inOdd;
  }

  private void note(int depth, String key, long outside, long slot, long word, long value) {
    long mode = load(context + CONTEXT_MODE);
    long nextSerial = load(context + CONTEXT_NEXT_SERIAL);
    long inside = count();
    PendingNumber level = number(depth);
    // nothing is called
    level.depth = depth;
    level.outside = outside;
    level.inside = inside;
    level.mode = mode;
    level.nextSerial = nextSerial;
    level.slot = slot;
    level.word = word;
    level.value = value;
    level.key = key;
  }

  /** From the record of a write on, what stands there may not be what is noted. */
  private void forget(long first) {
    if (inEven.outside >>> LEVELS_BITS >= first) {
      inEven.forget();
    }
    if (inOdd.outside >>> LEVELS_BITS >= first) {
      inOdd.forget();
    }
    if (valuesInEven.outside >>> LEVELS_BITS >= first) {
      valuesInEven.key = null;
    }
    if (valuesInOdd.outside >>> LEVELS_BITS >= first) {
      valuesInOdd.key = null;
    }
  }

  private boolean isShared() {
    return (load(context + CONTEXT_MODE) & ~MODE_SCATTERED) == MODE_SHARED;
  }

  private void fillEarlier(long first, @Nullable Given newest) {
    long write = first;
    for (Given given = newest; given != null; given = given.earlier()) {
      long slot = load(write(++write) + WRITE_SLOT);
      long value = valueOf(given.kind(), given.bits(), given.ref());
      fill(slot, given.hash(), given.kind(), value);
    }
  }

  /** Notes what undoes a write, and changes nothing; the slot it will go to, or none. */
  private long prepare(long write, String key, long hash, int kind, @Nullable Object ref) {
    if (write == PENDING_WRITES || (kind > Kind.BOOLEAN && addressOf(ref) == NO_TEXT)) {
      return NO_SLOT;
    }
    long slot = slot(key, hash);
    if (slot != NO_SLOT) {
      long at = write(write);
      store(at + WRITE_SLOT, slot);
      store(at + WRITE_BEFORE, load(slot));
      store(at + WRITE_BEFORE + SLOT_VALUE, load(slot + SLOT_VALUE));
    }
    return slot;
  }

  private long slot(String key, long hash) {
    if (movesKnown != load(moves)) {
      places.forget();
      forget(0);
      movesKnown = load(moves);
    }
    return places.find(pending, key, hash);
  }

  /** Where a text is that this context keeps, or {@link #NO_TEXT}. */
  long addressOf(@Nullable Object ref) {
    if (!(ref instanceof String text)) {
      return NO_TEXT;
    }
    NativeKeptTexts known = texts;
    if (known == null) {
      texts = known = new NativeKeptTexts(writer::keptText);
    }
    return known.find(text);
  }

  /** What a slot has for a value: a number, or where the text is. */
  private long valueOf(int kind, long bits, @Nullable Object ref) {
    return kind <= Kind.BOOLEAN ? bits : addressOf(ref) | TAG_TEXT;
  }

  static void fill(long slot, long hash, int kind, long value) {
    long word = hash & ~WORD_KIND_MASK;
    if (kind <= Kind.BOOLEAN) {
      store(slot, word | kind);
      store(slot + SLOT_VALUE, value);
    } else {
      store(slot, word | Kind.LONG);
      store(slot + SLOT_VALUE, value);
      store(slot, word);
    }
  }

  /**
   * Lets readers see the own table. At no time there are more slots for them than it has, and what
   * they miss they look for in the base.
   */
  private void showOwn() {
    store(context + CONTEXT_MODE, MODE_OVERLAY | (load(context + CONTEXT_MODE) & MODE_SCATTERED));
    long mask = load(pending + PENDING_MASK);
    boolean isSmaller = mask <= load(context + CONTEXT_MASK);
    if (isSmaller) {
      store(context + CONTEXT_MASK, mask);
    }
    store(context + CONTEXT_SLOTS, load(pending + PENDING_SLOTS));
    store(context + CONTEXT_KEYS, load(pending + PENDING_KEYS));
    if (!isSmaller) {
      store(context + CONTEXT_MASK, mask);
    }
  }

  // ---- the innermost one ----

  /** What it holds was handed over: from now on it is not changed any more. */
  void handedOver() {
    long level = level(levels(count()) - 1);
    store(level, load(level) & ~PENDING_CHANGED);
  }

  /** Whether there is one, and it holds what it was entered with. */
  boolean isUnchanged() {
    int levels = levels(count());
    return levels != 0 && (load(level(levels - 1)) & PENDING_CHANGED) == 0;
  }

  /** Writes a value in the place of one of this kind that it has; false if it has none. */
  boolean replace(String key, long hash, int kind, long bits) {
    long count = count();
    long slot = levels(count) == 0 ? NO_SLOT : slot(key, hash);
    if (slot == NO_SLOT || (load(slot) & WORD_KIND_MASK) != kind) {
      return false;
    }
    long level = level(levels(count) - 1);
    long noted = load(level);
    for (long i = (count >>> LEVELS_BITS) - 1; i >= noted >>> 2; i--) {
      if (load(write(i) + WRITE_SLOT) == slot) {
        forget(noted >>> 2);
        store(level, noted | PENDING_CHANGED);
        store(slot + SLOT_VALUE, bits);
        return true;
      }
    }
    return false;
  }

  /** Tells what it holds; there is one. */
  void forEach(Visitor visitor) {
    long count = count();
    long slots = load(pending + PENDING_SLOTS);
    for (long i = load(level(levels(count) - 1)) >>> 2; i < count >>> LEVELS_BITS; i++) {
      long slot = load(write(i) + WRITE_SLOT);
      long place = (slot - slots) >> SLOT_SHIFT;
      long word = load(slot);
      long hash = (word & ~WORD_KIND_MASK) | (place & WORD_KIND_MASK);
      int ref = NativeMemory.loadInt(load(pending + PENDING_KEYS) + (place << KEY_SHIFT));
      String known = keys.nameOf(ref, hash);
      String key = known != null ? known : NativeTable.keyOf(context, ref);
      visitor.visit(key, hash, slot);
    }
  }

  /** Takes a key, and the slot that has its value: a number or a text. */
  interface Visitor {
    void visit(String key, long hash, long slot);
  }

  /**
   * Leaves it, if there is one. Where it fails, it is still open, and may be left again.
   *
   * @param depth the number of levels around
   * @param evenIfChanged whether also if it was written to since it was entered
   * @return whether that was done
   */
  boolean leave(int depth, boolean evenIfChanged) {
    PendingNumber level = number(depth);
    long count = count();
    if (level.inside != count) {
      return leaveAny(count, evenIfChanged);
    }
    isBeingLeft = true;
    store(level.slot + SLOT_VALUE, level.value);
    store(level.slot, level.word);
    store(pending + PENDING_COUNT, level.outside);
    isBeingLeft = false;
    return true;
  }

  private boolean leaveAny(long count, boolean evenIfChanged) {
    int outer = levels(count) - 1;
    if (outer < 0) {
      return false;
    }
    long level = load(level(outer));
    if (!evenIfChanged && (level & PENDING_CHANGED) != 0) {
      return false;
    }
    isBeingLeft = true;
    long first = level >>> 2;
    for (long i = (count >>> LEVELS_BITS) - 1; i >= first; i--) {
      long at = write(i);
      long slot = load(at + WRITE_SLOT);
      long word = load(slot);
      if ((word & WORD_KIND_MASK) == NativeTable.REF) {
        store(slot, word | Kind.LONG);
      }
      store(slot + SLOT_VALUE, load(at + WRITE_BEFORE + SLOT_VALUE));
      store(slot, load(at + WRITE_BEFORE));
    }
    long isShared = level & PENDING_SHARED;
    store(pending + PENDING_COUNT, isShared != 0 ? PENDING_SHOWN : first * ONE_WRITE + outer);
    isBeingLeft = false;
    return true;
  }
}
