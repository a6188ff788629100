package io.hyperparameter.fallback;

import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.ParamStorage;
import io.hyperparameter.spi.ParamValues;
import io.hyperparameter.spi.StorageRules;
import org.jspecify.annotations.Nullable;

/**
 * The reading half of a context in plain Java: which table has what, and the ways to a value.
 *
 * <p>Its table is in one of three states:
 *
 * <ul>
 *   <li><b>shared</b>: nothing was written; reads go straight to the snapshot's table.
 *   <li><b>overlay</b>: the writes are in a small table of its own; a read that misses it takes a
 *       second look, at the snapshot. When all levels are closed and it is empty, it is shared
 *       again.
 *   <li><b>own</b>: everything is in its own table. The second looks of an overlay are counted, and
 *       when they add up to a copy's worth the snapshot is copied in; so a short-lived thread never
 *       pays for the copy and a long-lived one soon stops paying for second looks.
 * </ul>
 */
abstract class JavaReads extends ParamStorage {
  private static final int SMALL_BASE = 16;

  /** In the place of a slot: neither here nor below. */
  private static final int NOWHERE = Integer.MIN_VALUE;

  private static final @Nullable String[] NO_KEYS = new String[1];

  // of the table, one load nearer for the hot reads
  long[] slots;
  @Nullable String[] keys;

  /** {@link #keys} unless they are the snapshot's: a key that is found here may be written to. */
  @Nullable String[] ownKeys = NO_KEYS;

  private int[] hints = KeyHints.NONE;

  SlotTable table;
  final JavaSnapshot base;
  State state = State.SHARED;
  private int secondLooks;
  private @Nullable SlotTable overlay;

  /** Where the values are. */
  enum State {
    SHARED,
    OVERLAY,
    OWN
  }

  JavaReads(Thread owner, JavaSnapshot base, StorageRules rules) {
    super(owner, rules);
    this.base = base;
    this.table = base.table;
    this.slots = table.slots;
    this.keys = table.keys;
  }

  // ---- reads ----

  @Override
  public final long getLong(long hash, long def) {
    long[] slots = this.slots;
    int at = ((int) hash << 1) & (slots.length - 1);
    return slots[at] == ((hash & ~SlotTable.KIND_BITS) | Kind.LONG)
        ? slots[at + 1]
        : getLongFurther(hash, def);
  }

  @Override
  public final long getLong(String key, long def) {
    int at = 2 * hinted(key);
    long[] slots = this.slots;
    return (at >= 0 && (slots[at] & SlotTable.KIND_BITS) == Kind.LONG)
        ? slots[at + 1]
        : getLong(learned(key), def);
  }

  @Override
  public final double getDouble(long hash, double def) {
    long[] slots = this.slots;
    int at = ((int) hash << 1) & (slots.length - 1);
    return slots[at] == ((hash & ~SlotTable.KIND_BITS) | Kind.DOUBLE)
        ? Double.longBitsToDouble(slots[at + 1])
        : getDoubleFurther(hash, def);
  }

  @Override
  public final double getDouble(String key, double def) {
    int at = 2 * hinted(key);
    long[] slots = this.slots;
    return (at >= 0 && (slots[at] & SlotTable.KIND_BITS) == Kind.DOUBLE)
        ? Double.longBitsToDouble(slots[at + 1])
        : getDouble(learned(key), def);
  }

  @Override
  public final boolean getBoolean(long hash, boolean def) {
    long[] slots = this.slots;
    int at = ((int) hash << 1) & (slots.length - 1);
    return slots[at] == ((hash & ~SlotTable.KIND_BITS) | Kind.BOOLEAN)
        ? slots[at + 1] != 0
        : getBooleanFurther(hash, def);
  }

  @Override
  public final boolean getBoolean(String key, boolean def) {
    int at = 2 * hinted(key);
    long[] slots = this.slots;
    return (at >= 0 && (slots[at] & SlotTable.KIND_BITS) == Kind.BOOLEAN)
        ? slots[at + 1] != 0
        : getBoolean(learned(key), def);
  }

  @Override
  public final String getString(long hash, String def) {
    int place = locate(hash);
    if (place == NOWHERE) {
      return def;
    }
    return (kindAt(place) == Kind.TEXT && refAt(place) instanceof String text)
        ? text
        : rules.toText(this, hash, def);
  }

  @Override
  public final String getString(String key, String def) {
    int i = hinted(key);
    return (i >= 0 && table.kind(i) == Kind.TEXT && table.ref(i) instanceof String text)
        ? text
        : getString(learned(key), def);
  }

  private long getLongFurther(long hash, long def) {
    long[] slots = this.slots;
    int at = SlotTable.findFurther(slots, hash, Kind.LONG);
    return at >= 0 ? slots[at] : getLongElsewhere(hash, def);
  }

  private long getLongElsewhere(long hash, long def) {
    int place = locate(hash);
    if (place == NOWHERE) {
      return def;
    }
    return kindAt(place) == Kind.LONG ? bitsAt(place) : rules.toLong(this, hash, def);
  }

  private double getDoubleFurther(long hash, double def) {
    long[] slots = this.slots;
    int at = SlotTable.findFurther(slots, hash, Kind.DOUBLE);
    return at >= 0 ? Double.longBitsToDouble(slots[at]) : getDoubleElsewhere(hash, def);
  }

  private double getDoubleElsewhere(long hash, double def) {
    int place = locate(hash);
    if (place == NOWHERE) {
      return def;
    }
    return kindAt(place) == Kind.DOUBLE
        ? Double.longBitsToDouble(bitsAt(place))
        : rules.toDouble(this, hash, def);
  }

  private boolean getBooleanFurther(long hash, boolean def) {
    long[] slots = this.slots;
    int at = SlotTable.findFurther(slots, hash, Kind.BOOLEAN);
    return at >= 0 ? slots[at] != 0 : getBooleanElsewhere(hash, def);
  }

  private boolean getBooleanElsewhere(long hash, boolean def) {
    int place = locate(hash);
    if (place == NOWHERE) {
      return def;
    }
    return kindAt(place) == Kind.BOOLEAN ? bitsAt(place) != 0 : rules.toBoolean(this, hash, def);
  }

  @Override
  public final int kind(long hash) {
    int place = locate(hash);
    int kind = place == NOWHERE ? Kind.ABSENT : kindAt(place);
    return kind == Kind.TOMBSTONE ? Kind.ABSENT : kind;
  }

  @Override
  public final @Nullable Object get(long hash) {
    int place = locate(hash);
    return place == NOWHERE ? null : ParamValues.box(kindAt(place), bitsAt(place), refAt(place));
  }

  @Override
  public final @Nullable String keyOf(long hash) {
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
  private int locate(long hash) {
    int i = table.find(hash);
    if (table.has(i)) {
      return i;
    }
    return state == State.OVERLAY ? locateBelow(hash) : NOWHERE;
  }

  /** The second look of an overlay. */
  private int locateBelow(long hash) {
    if (++secondLooks > base.size() + SMALL_BASE) {
      flatten();
      return locate(hash);
    }
    int i = base.table.find(hash);
    return base.table.has(i) ? ~i : NOWHERE;
  }

  private int kindAt(int place) {
    return place >= 0 ? table.kind(place) : base.table.kind(~place);
  }

  private long bitsAt(int place) {
    return place >= 0 ? table.bits(place) : base.table.bits(~place);
  }

  private @Nullable Object refAt(int place) {
    return place >= 0 ? table.ref(place) : base.table.ref(~place);
  }

  // ---- reads by a String that was seen before ----

  /** The slot of this very String's key in its own table, by a guess that proved right; else -1. */
  @SuppressWarnings("ReferenceEquality") // equal but not identical keys take the hash
  final int hinted(String key) {
    if (key == null) {
      return -1; // and refused where it is hashed
    }
    @Nullable String[] keys = this.keys;
    int i = KeyHints.of(hints, key) & (keys.length - 1);
    return keys[i] == key ? i : -1;
  }

  /** The hash of a key; its slot is remembered, if it has one. */
  final long learned(String key) {
    long hash = hashOf(key);
    int i = table.find(hash);
    if (i >= 0 && hints[KeyHints.place(hints, key)] != i && key.equals(table.key(i))) {
      hints = KeyHints.learn(hints, key, i);
      if (state != State.SHARED) {
        table.call(i, key);
      }
    }
    return hash;
  }

  @Override
  public final void list(ParamValues into, boolean tombstones) {
    list(table, into, tombstones, false);
    if (state == State.OVERLAY) {
      list(base.table, into, tombstones, true);
    }
  }

  private void list(SlotTable from, ParamValues into, boolean tombstones, boolean below) {
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

  // ---- shared, overlay, own ----

  /** Before the first write. */
  final void unshare() {
    if (base.size() > SMALL_BASE) {
      if (overlay == null) {
        overlay = new SlotTable(0);
      }
      use(overlay, State.OVERLAY);
    } else {
      use(new SlotTable(base.table, 1), State.OWN);
    }
  }

  /** After all writes were undone. */
  final void share() {
    use(base.table, State.SHARED);
  }

  /** Copies the snapshot in. */
  final void flatten() {
    table.copyFrom(base.table);
    use(table, State.OWN);
    overlay = null;
  }

  private void use(SlotTable next, State nextState) {
    table = next;
    state = nextState;
    follow();
  }

  /** After the arrays of the table were replaced. */
  final void follow() {
    slots = table.slots;
    keys = table.keys;
    ownKeys = state == State.SHARED ? NO_KEYS : keys;
  }
}
