package io.hyperparameter.fallback;

import io.hyperparameter.spi.BaseSnapshot;
import io.hyperparameter.spi.Context;
import io.hyperparameter.spi.ContextRules;
import io.hyperparameter.spi.KeyCollision;
import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.ParamValues;
import org.jspecify.annotations.Nullable;

/**
 * Which table has what: the part of a context in plain Java below {@link JavaContext}. It is a
 * class above that one, rather than an object in it, because each read would have to load it.
 *
 * <p>Its table is in one of these states:
 *
 * <ul>
 *   <li><b>shared</b>: nothing was written; reads go straight to the snapshot's table.
 *   <li><b>shared overlay</b>: the same over a snapshot that is made of another and of what is
 *       different ({@link JavaSnapshot#top}); reads are those of an overlay.
 *   <li><b>overlay</b>: the writes are in a small table of its own; a read that misses it takes a
 *       second look, at the snapshot. It stays so when all levels are closed.
 *   <li><b>own</b>: everything is in its own table. The second looks of an overlay are counted, and
 *       when they add up to a copy's worth the snapshot is copied in; so a short-lived thread never
 *       pays for the copy and a long-lived one soon stops paying for second looks.
 * </ul>
 */
abstract sealed class LayeredTables extends Context permits JavaContext {
  private static final int SMALL_BASE = 16;

  /** From so many values on, a capture refers to an earlier one if it can. */
  static final int WORTH_SHARING = 64;

  /** What is different is at most one in so many values: each is looked for before the others. */
  static final int FEW_OF = 8;

  /** In the place of a slot: neither here nor below. */
  static final int NOWHERE = SlotTable.NOWHERE;

  // what the first look at a hash may say in the place of a position
  static final int ABSENT = -1;
  static final int ELSEWHERE = -2;

  static final @Nullable String[] NO_KEYS = new String[1];

  /**
   * Tables of so many slots are worth shrinking, if less than one slot in {@link #SPARSE} is used.
   */
  private static final int LARGE = 256;

  private static final int SPARSE = 16;

  /** After so many, what is known of absent keys is given up for another table. */
  private static final int ELSEWHERE_OFTEN = 32;

  /** So many slots of a key are looked at for its String. */
  private static final int NEAR = 8;

  // of the table, one load nearer for the hot reads
  long[] slots;
  @Nullable String[] keys;

  /** {@link #keys} unless they are the snapshot's: a key that is found here may be written to. */
  @Nullable String[] ownKeys = NO_KEYS;

  /**
   * Whether a key is nowhere whose first slot is empty: not with a snapshot below, or scattered.
   */
  boolean emptyEnds;

  /** The slots that negative places of keys are of: complements of the empty slots. */
  private long @Nullable [] absencesOf;

  /** How many keys were absent in other slots since. */
  private byte absencesElsewhere;

  SlotTable table;
  JavaSnapshot base;
  State state = State.SHARED;
  private int secondLooks;

  /** Where the values are. */
  enum State {
    SHARED,
    SHARED_OVERLAY,
    OVERLAY,
    OWN
  }

  /**
   * Records of the undo log before this one were made while the table was an overlay, which it is
   * no more: where they say that a key was absent, the snapshot may have it.
   */
  int plainFrom;

  // what pends

  static final byte NOTHING = 0;
  static final byte LEVELS = 1;

  /** One level, and nothing is to be done when it is left. */
  static final byte ONE_LIGHT = 2;

  /**
   * Whether the innermost level is not in the table yet, see {@link PendingLevel}: of the constants
   * above one, so that a read and leaving the usual level ask one question each.
   */
  byte pends;

  final boolean isPending() {
    return pends != NOTHING;
  }

  LayeredTables(Thread owner, JavaSnapshot base, ContextRules rules) {
    super(owner, rules);
    this.base = base;
    if (base.top != null) {
      state = State.SHARED_OVERLAY;
    }
    this.table = base.first();
    this.slots = table.slots;
    this.keys = table.keys;
    this.emptyEnds = base.top == null && !table.isScattered();
  }

  // ---- reads that neither of a key's first two slots answers, nor what is known of a String ----

  final long getLongFurther(String key, long def) {
    if (isKnownAbsent(key)) {
      return def;
    }
    long hash = hashOf(key);
    return longAt(locate(key, hash), hash, def);
  }

  final long longAt(int place, long hash, long def) {
    if (place == NOWHERE) {
      return def;
    }
    return kindAt(place) == Kind.LONG ? bitsAt(place) : rules.toLong(this, hash, def);
  }

  final double getDoubleFurther(String key, double def) {
    if (isKnownAbsent(key)) {
      return def;
    }
    long hash = hashOf(key);
    return doubleAt(locate(key, hash), hash, def);
  }

  final double doubleAt(int place, long hash, double def) {
    if (place == NOWHERE) {
      return def;
    }
    return kindAt(place) == Kind.DOUBLE
        ? Double.longBitsToDouble(bitsAt(place))
        : rules.toDouble(this, hash, def);
  }

  final boolean getBooleanFurther(String key, boolean def) {
    if (isKnownAbsent(key)) {
      return def;
    }
    long hash = hashOf(key);
    return booleanAt(locate(key, hash), hash, def);
  }

  final boolean booleanAt(int place, long hash, boolean def) {
    if (place == NOWHERE) {
      return def;
    }
    return kindAt(place) == Kind.BOOLEAN ? bitsAt(place) != 0 : rules.toBoolean(this, hash, def);
  }

  final String getStringFurther(String key, String def) {
    if (isKnownAbsent(key)) {
      return def;
    }
    long hash = hashOf(key);
    return stringAt(locate(key, hash), hash, def);
  }

  final String stringAt(int place, long hash, String def) {
    if (place == NOWHERE) {
      return def;
    }
    return (kindAt(place) == Kind.TEXT && refAt(place) instanceof String text)
        ? text
        : rules.toText(this, hash, def);
  }

  // ---- reads of any kind ----

  @Override
  public final int kind(long hash) {
    writePending();
    return readKind(locate(hash));
  }

  /** The kind a reader finds. */
  final int readKind(int place) {
    int kind = place == NOWHERE ? Kind.ABSENT : kindAt(place);
    return kind == Kind.TOMBSTONE ? Kind.ABSENT : kind;
  }

  @Override
  public final long bits(long hash) {
    writePending();
    int place = locate(hash);
    return place == NOWHERE ? 0 : bitsAt(place);
  }

  @Override
  public final @Nullable Object get(long hash) {
    writePending();
    return boxedAt(locate(hash));
  }

  @Override
  public final @Nullable Object get(String key) {
    writePending();
    return boxedAt(locate(key, hashOf(key)));
  }

  private @Nullable Object boxedAt(int place) {
    return place == NOWHERE ? null : ParamValues.box(kindAt(place), bitsAt(place), refAt(place));
  }

  // ---- where a key is ----

  @Override
  public final @Nullable String keyOf(long hash) {
    writePending();
    int place = locate(hash);
    if (place == NOWHERE) {
      return null;
    }
    return place >= 0 ? table.key(place) : base.table.key(~place);
  }

  /**
   * Where a hash is, tombstones included: a slot of its own table, the complement of a slot of the
   * snapshot below it, or {@link #NOWHERE}.
   */
  final int locate(long hash) {
    int i = table.present(hash);
    return i < 0 && looksBelow() ? locateBelow(hash) : i;
  }

  /** Whether what its table does not have may be in the snapshot below. */
  final boolean looksBelow() {
    return state == State.OVERLAY || state == State.SHARED_OVERLAY;
  }

  /** Whether its table is the snapshot's. */
  final boolean isShared() {
    return ownKeys == NO_KEYS;
  }

  /** The second look of an overlay. */
  private int locateBelow(long hash) {
    if (++secondLooks + base.looks > base.size() + SMALL_BASE) {
      flatten();
      return locate(hash);
    }
    int i = base.table.present(hash);
    return i < 0 ? NOWHERE : ~i;
  }

  final int kindAt(int place) {
    return place >= 0 ? table.kind(place) : base.table.kind(~place);
  }

  final long bitsAt(int place) {
    return place >= 0 ? table.bits(place) : base.table.bits(~place);
  }

  final @Nullable Object refAt(int place) {
    return place >= 0 ? table.ref(place) : base.table.ref(~place);
  }

  // ---- reads by a String that was seen before ----

  /** Where in its own table this very String may be the key. */
  final int hint(@Nullable String key) {
    return key == null ? 0 : guessPlace(key) & (keys.length - 1);
  }

  /** Whether this very String is the key of a slot; null is not, and refused where it is hashed. */
  @SuppressWarnings("ReferenceEquality") // equal but not identical keys take the hash
  final boolean isAt(int i, @Nullable String key) {
    return key != null && keys[i] == key;
  }

  /** The slot of this very String's key in its own table, by a guess that proved right; else -1. */
  final int hinted(String key) {
    int i = hint(key);
    return isAt(i, key) ? i : -1;
  }

  /**
   * {@link #locate(long)} for a String's key, whose slot is remembered if it may come again; {@link
   * #NOWHERE} if another key has its hash.
   */
  final int locate(String key, long hash) {
    int place = locate(hash);
    if (place == NOWHERE) {
      learnAbsence(key, hash);
      return NOWHERE;
    }
    if (!key.equals(place >= 0 ? table.key(place) : base.table.key(~place))) {
      return NOWHERE;
    }
    if (place >= 0) {
      learn(key, place);
    }
    return place;
  }

  /**
   * Whether this very String's key was looked for in this table and not found, and the empty slot
   * where that ended is still empty: then the key is not there, as it would be in that slot.
   */
  private boolean isKnownAbsent(@Nullable String key) {
    if (key == null) {
      return false;
    }
    long[] slots = this.slots;
    int place = guessPlace(key);
    return place < 0
        && absencesOf == slots
        && emptyEnds
        && remembered(key) >= 0
        && (slots[SlotTable.wordAt(slots, ~place)] | slots[SlotTable.valueAt(slots, ~place)]) == 0;
  }

  /**
   * Lets the next read by this very String, if it may come, go straight to the slot where the
   * search ended. That is known of one table at a time, so that who changes tables for each task
   * does not pay for what he learns; and of none that is too large to stay in memory for this.
   */
  private void learnAbsence(String key, long hash) {
    int number = remembered(key);
    if (number < 0 || !emptyEnds || !table.isSmall()) {
      return;
    }
    if (absencesOf != slots) {
      if (++absencesElsewhere < ELSEWHERE_OFTEN) {
        return;
      }
      absencesElsewhere = 0;
      forgetPlaces(0);
      absencesOf = slots;
    }
    int place = table.find(hash);
    if (place < 0 && place != SlotTable.NO_ROOM && place != SlotTable.TOO_FAR) {
      setPlace(number, place);
    }
  }

  /** Lets the next read by this very String, if it may come, go straight to the slot of its key. */
  final void learn(String key, int i) {
    int number = remembered(key);
    if (number >= 0 && key.equals(keys[i])) {
      setPlace(number, i);
      if (isShared()) {
        table.callShared(i, key);
      } else {
        table.call(i, key);
      }
    }
  }

  /**
   * The slot of this very String's key in its own table, if it is one of the first few of its hash;
   * else -1.
   */
  @SuppressWarnings("ReferenceEquality") // equal but not identical keys go further
  final int own(String key, long hash) {
    @Nullable String[] keys = ownKeys;
    int mask = keys.length - 1;
    int i = (int) hash & mask;
    for (int step = 0; step < NEAR; step++) {
      String known = keys[i];
      if (known == key) {
        return i;
      }
      if (known == null) {
        return -1;
      }
      i = (i + SlotTable.STEP) & mask;
    }
    return -1;
  }

  /**
   * Whether this very String's key is in one of the first two slots of its hash in its own table.
   */
  @SuppressWarnings("ReferenceEquality") // equal but not identical keys go further
  final boolean isOwnNear(String key, long hash) {
    @Nullable String[] keys = ownKeys;
    int mask = keys.length - 1;
    int i = (int) hash & mask;
    return keys[i] == key || keys[(i + SlotTable.STEP) & mask] == key;
  }

  // ---- a slot for a new key ----

  /**
   * A slot for a key that the table does not have, or not under this name.
   *
   * @param place what {@link SlotTable#find} said
   */
  final int reserve(int place, String key, long hash) {
    if (table.has(place)) {
      throw KeyCollision.refuse(key, String.valueOf(table.key(place)), hash);
    }
    if (state == State.OVERLAY) {
      requireNoCollisionBelow(key, hash);
    }
    rules.requireFree(key, hash);
    int free = place;
    if (place < 0 && !table.hasRoom(place)) {
      use(table.rebuilt(hash), state);
      free = table.find(hash);
    }
    return table.reserve(free, key, hash);
  }

  private void requireNoCollisionBelow(String key, long hash) {
    int i = base.table.find(hash);
    if (i >= 0 && !key.equals(base.table.key(i))) {
      throw KeyCollision.refuse(key, String.valueOf(base.table.key(i)), hash);
    }
  }

  // ---- everything visible ----

  @Override
  public final void list(ParamValues into, boolean tombstones) {
    writePending();
    shrink();
    list(table, into, tombstones, false);
    if (looksBelow()) {
      list(base.table, into, tombstones, true);
    }
  }

  private void list(SlotTable from, ParamValues into, boolean tombstones, boolean below) {
    into.expect(from.size());
    for (int i = 0; i < from.capacity(); i++) {
      String key = from.key(i);
      int kind = key == null ? Kind.ABSENT : from.kind(i);
      if (key != null
          && (Kind.isPresent(kind) || (tombstones && kind == Kind.TOMBSTONE))
          && !(below && table.has(table.find(from.hash(i))))) {
        into.put(key, from.hash(i), from.kind(i), from.bits(i), from.ref(i));
      }
    }
  }

  @Override
  public final BaseSnapshot snapshot() {
    writePending();
    BaseSnapshot same = unwritten();
    if (same != null) {
      return same;
    }
    shrink();
    return JavaSnapshot.of(table, looksBelow() ? base.table : null);
  }

  // ---- shared, overlay, own ----

  /** Before the first write. */
  final void unshare() {
    if (state == State.SHARED_OVERLAY) {
      use(table.copy(1), State.OVERLAY);
    } else if (base.size() > SMALL_BASE) {
      use(new SlotTable(0), State.OVERLAY);
    } else {
      use(base.table.copy(1), State.OWN);
    }
  }

  /** Drops what was written, and starts on another snapshot. */
  final void startOn(JavaSnapshot next) {
    tellLooks();
    base = next;
    plainFrom = 0;
    use(next.first(), next.top == null ? State.SHARED : State.SHARED_OVERLAY);
  }

  /** Drops a shared snapshot, but for the arrays with its numbers and its keys. */
  final void letGo() {
    tellLooks();
    base = JavaSnapshot.GONE;
    table = JavaSnapshot.GONE.table;
  }

  /** Whether this is on that snapshot; it is again if it was {@linkplain #letGo let go} last. */
  @SuppressWarnings("ReferenceEquality") // another with the same values would have other arrays
  final boolean isOn(JavaSnapshot start) {
    if (base == start) {
      return true;
    }
    SlotTable first = start.first();
    if (base != JavaSnapshot.GONE || slots != first.slots) {
      return false;
    }
    base = start;
    table = first;
    return true;
  }

  /** So that the snapshot is made one table when all its tasks together have looked often. */
  final void tellLooks() {
    if (secondLooks > 0) {
      base.looked(secondLooks);
      secondLooks = 0;
    }
  }

  /**
   * Copies the snapshot in; or has it made one table for all who read it, if nothing was written.
   */
  final void flatten() {
    if (state == State.SHARED_OVERLAY) {
      JavaSnapshot flat = base.flattened();
      use(flat.table, State.SHARED);
      base = flat;
      return;
    }
    writePending(); // while the keys have their slots, so that none is refused
    SlotTable all = table.with(base.table);
    int records = recorded();
    use(all, State.OWN);
    plainFrom = records;
  }

  /** Writes the values of the innermost levels to the table if they are not there yet. */
  abstract void writePending();

  /** How far the undo log reaches. */
  abstract int recorded();

  /** Gives back what a table grew for keys that are gone; asked by those who look at every slot. */
  final void shrink() {
    int capacity = table.capacity();
    if (!isShared() && capacity > LARGE && table.size() < capacity / SPARSE) {
      use(table.shrunk(), state);
    }
  }

  /** Takes a table; one that is ready, for from here on nothing can go wrong. */
  @SuppressWarnings("ReferenceEquality") // a store of a reference costs more than a look
  final void use(SlotTable next, State nextState) {
    boolean shared = nextState == State.SHARED || nextState == State.SHARED_OVERLAY;
    boolean over = nextState == State.OVERLAY || nextState == State.SHARED_OVERLAY;
    boolean ends = !over && !next.isScattered();
    // from here on nothing is called: the table is taken as a whole
    table = next;
    slots = next.slots;
    keys = next.keys;
    emptyEnds = ends;
    if (state != nextState) {
      state = nextState;
    }
    @Nullable String[] own = shared ? NO_KEYS : next.keys;
    if (ownKeys != own) {
      ownKeys = own;
    }
  }
}
