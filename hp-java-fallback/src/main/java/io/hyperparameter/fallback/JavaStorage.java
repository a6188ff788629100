package io.hyperparameter.fallback;

import io.hyperparameter.spi.BaseSnapshot;
import io.hyperparameter.spi.KeyCollision;
import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.LevelChanges;
import io.hyperparameter.spi.ParamStorage;
import io.hyperparameter.spi.ParamValues;
import io.hyperparameter.spi.StorageRules;
import org.jspecify.annotations.Nullable;

/**
 * A context in plain Java.
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
final class JavaStorage extends ParamStorage {
  private static final int SMALL_BASE = 16;

  /** In the place of a slot: neither here nor below. */
  private static final int NOWHERE = Integer.MIN_VALUE;

  // of the table, one load nearer for the hot reads
  private long[] slots;
  private @Nullable String[] keys;
  private int[] hints = KeyHints.NONE;

  private SlotTable table;
  private final JavaSnapshot base;
  private State state = State.SHARED;
  private int secondLooks;

  /** Whether its own table holds anything outside all levels. */
  private boolean baseWritten;

  private @Nullable SlotTable overlay;
  private @Nullable UndoLog undo;
  private @Nullable Changes changes;

  private enum State {
    SHARED,
    OVERLAY,
    OWN
  }

  JavaStorage(Thread owner, JavaSnapshot base, StorageRules rules) {
    super(owner, rules);
    this.base = base;
    this.table = base.table;
    this.slots = table.slots;
    this.keys = table.keys;
  }

  // ---- reads ----

  @Override
  public long getLong(long hash, long def) {
    long[] slots = this.slots;
    int at = ((int) hash << 1) & (slots.length - 1);
    return slots[at] == ((hash & ~SlotTable.KIND_BITS) | Kind.LONG)
        ? slots[at + 1]
        : getLongFurther(hash, def);
  }

  @Override
  public long getLong(String key, long def) {
    int at = 2 * hinted(key);
    long[] slots = this.slots;
    return (at >= 0 && (slots[at] & SlotTable.KIND_BITS) == Kind.LONG)
        ? slots[at + 1]
        : getLong(learned(key), def);
  }

  @Override
  public double getDouble(long hash, double def) {
    long[] slots = this.slots;
    int at = ((int) hash << 1) & (slots.length - 1);
    return slots[at] == ((hash & ~SlotTable.KIND_BITS) | Kind.DOUBLE)
        ? Double.longBitsToDouble(slots[at + 1])
        : getDoubleFurther(hash, def);
  }

  @Override
  public double getDouble(String key, double def) {
    int at = 2 * hinted(key);
    long[] slots = this.slots;
    return (at >= 0 && (slots[at] & SlotTable.KIND_BITS) == Kind.DOUBLE)
        ? Double.longBitsToDouble(slots[at + 1])
        : getDouble(learned(key), def);
  }

  @Override
  public boolean getBoolean(long hash, boolean def) {
    long[] slots = this.slots;
    int at = ((int) hash << 1) & (slots.length - 1);
    return slots[at] == ((hash & ~SlotTable.KIND_BITS) | Kind.BOOLEAN)
        ? slots[at + 1] != 0
        : getBooleanFurther(hash, def);
  }

  @Override
  public boolean getBoolean(String key, boolean def) {
    int at = 2 * hinted(key);
    long[] slots = this.slots;
    return (at >= 0 && (slots[at] & SlotTable.KIND_BITS) == Kind.BOOLEAN)
        ? slots[at + 1] != 0
        : getBoolean(learned(key), def);
  }

  @Override
  public String getString(long hash, String def) {
    int place = locate(hash);
    if (place == NOWHERE) {
      return def;
    }
    return (kindAt(place) == Kind.TEXT && refAt(place) instanceof String text)
        ? text
        : rules.toText(this, hash, def);
  }

  @Override
  public String getString(String key, String def) {
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
  public int kind(long hash) {
    int place = locate(hash);
    int kind = place == NOWHERE ? Kind.ABSENT : kindAt(place);
    return kind == Kind.TOMBSTONE ? Kind.ABSENT : kind;
  }

  @Override
  public @Nullable Object get(long hash) {
    int place = locate(hash);
    return place == NOWHERE ? null : ParamValues.box(kindAt(place), bitsAt(place), refAt(place));
  }

  @Override
  public @Nullable String keyOf(long hash) {
    int place = locate(hash);
    if (place == NOWHERE) {
      return null;
    }
    return place >= 0 ? table.key(place) : base.table.key(~place);
  }

  @Override
  protected int levelOf(long hash) {
    return undo == null ? 0 : undo.levelOf(hash, depth());
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
  private int hinted(String key) {
    if (key == null) {
      return -1; // and refused where it is hashed
    }
    @Nullable String[] keys = this.keys;
    int i = KeyHints.of(hints, key) & (keys.length - 1);
    return keys[i] == key ? i : -1;
  }

  /** The hash of a key; its slot is remembered, if it has one. */
  private long learned(String key) {
    long hash = hashOf(key);
    int i = table.find(hash);
    if (i >= 0 && hints[KeyHints.place(hints, key)] != i) {
      hints = KeyHints.learn(hints, key, i);
      if (state != State.SHARED) {
        table.call(i, key);
      }
    }
    return hash;
  }

  // ---- writes ----

  @Override
  public void put(String key, long hash, int kind, long bits, @Nullable Object ref) {
    UndoLog undo = this.undo;
    int i = (int) hash & (keys.length - 1);
    if (undo != null && depth() > 0 && isOwnNumber(i, key, kind)) {
      long[] slots = this.slots;
      undo.save(i, slots[2 * i], slots[2 * i + 1], null);
      slots[2 * i] = (hash & ~SlotTable.KIND_BITS) | kind;
      slots[2 * i + 1] = bits;
    } else {
      putFurther(key, hash, kind, bits, ref);
    }
  }

  private void putFurther(String key, long hash, int kind, long bits, @Nullable Object ref) {
    if (state == State.SHARED) {
      unshare();
    }
    SlotTable table = this.table;
    int i = table.find(hash);
    if (i < 0 || !key.equals(table.key(i))) {
      i = reserve(i, key, hash);
    }
    UndoLog undo = this.undo;
    if (undo != null && depth() > 0) {
      undo.save(i, table.word(i), table.value(i), table.ref(i));
    } else {
      baseWritten = true;
    }
    table.set(i, hash, kind, bits, ref);
  }

  private int reserve(int place, String key, long hash) {
    if (table.has(place)) {
      throw KeyCollision.refuse(key, String.valueOf(table.key(place)), hash);
    }
    if (state == State.OVERLAY) {
      requireNoCollisionBelow(key, hash);
    }
    int i = table.reserve(place, key, hash);
    slots = table.slots;
    keys = table.keys;
    return i;
  }

  private void requireNoCollisionBelow(String key, long hash) {
    int i = base.table.find(hash);
    if (i >= 0 && !key.equals(base.table.key(i))) {
      throw KeyCollision.refuse(key, String.valueOf(base.table.key(i)), hash);
    }
  }

  @Override
  public void clear() {
    if (state == State.SHARED) {
      unshare();
    }
    if (state == State.OVERLAY) {
      flatten();
    }
    for (int i = 0; i < table.capacity(); i++) {
      String key = table.key(i);
      if (key != null && Kind.isPresent(table.kind(i))) {
        if (undo != null && depth() > 0) {
          undo.save(i, table.word(i), table.value(i), table.ref(i));
        }
        table.set(i, table.hash(i), Kind.TOMBSTONE, 0, null);
      }
    }
  }

  @Override
  public void list(ParamValues into, boolean tombstones) {
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

  @Override
  public BaseSnapshot snapshot() {
    if (state == State.SHARED) {
      return base;
    }
    ParamValues visible = new ParamValues(table.size());
    list(visible, false);
    return JavaSnapshot.of(visible);
  }

  // ---- levels ----

  @Override
  protected void pushLevel(@Nullable ParamValues values, boolean isolating) {
    UndoLog undo = pushed();
    try {
      if (isolating) {
        clear();
        undo.hidden();
      }
      if (values != null) {
        for (int i = 0; i < values.size(); i++) {
          put(values.key(i), values.hash(i), values.kind(i), values.bits(i), values.ref(i));
        }
      }
    } catch (Throwable e) {
      popLevel();
      throw e;
    }
    undo.entered();
  }

  @Override
  protected void pushLevel(String key, long hash, int kind, long bits, @Nullable Object ref) {
    UndoLog log = undo;
    int i = (int) hash & (keys.length - 1);
    long[] slots = this.slots;
    if (log != null
        && isOwnNumber(i, key, kind)
        && log.pushOne(depth(), i, slots[2 * i], slots[2 * i + 1])) {
      slots[2 * i] = (hash & ~SlotTable.KIND_BITS) | kind;
      slots[2 * i + 1] = bits;
    } else {
      pushLevelFurther(key, hash, kind, bits, ref);
    }
  }

  private void pushLevelFurther(String key, long hash, int kind, long bits, @Nullable Object ref) {
    UndoLog undo = pushed();
    try {
      put(key, hash, kind, bits, ref);
    } catch (Throwable e) {
      popLevel();
      throw e;
    }
    undo.entered();
  }

  /** Whether a number may simply replace what is in this slot, which has this very String's key. */
  @SuppressWarnings("ReferenceEquality") // the short way; equal but not identical keys go further
  private boolean isOwnNumber(int i, String key, int kind) {
    return keys[i] == key && kind <= Kind.BOOLEAN && state != State.SHARED && table.ref(i) == null;
  }

  private UndoLog pushed() {
    UndoLog log = undo;
    if (log == null) {
      undo = log = new UndoLog();
    }
    log.push(depth());
    return log;
  }

  @Override
  protected void popLevel() {
    UndoLog log = log();
    int only = log.top() - 3;
    if (only != log.first() || !restoreNumber(log, only)) {
      restoreAll(log);
    }
    log.pop(depth());
    if (state == State.OVERLAY && depth() == 1 && !baseWritten) {
      share();
    }
  }

  /** The short way of undoing a level of one record; false, with nothing done, if it is longer. */
  private boolean restoreNumber(UndoLog log, int at) {
    int i = log.slot(at);
    long word = log.word(at);
    long value = log.value(at);
    long[] slots = this.slots;
    if (i < 0
        || i >= keys.length
        || keys[i] == null
        || ((slots[2 * i] ^ word) & ~SlotTable.KIND_BITS) != 0
        || (word & SlotTable.KIND_BITS) == SlotTable.REF
        || table.ref(i) != null) {
      return false;
    }
    slots[2 * i] = word;
    slots[2 * i + 1] = value;
    return true;
  }

  private void restoreAll(UndoLog log) {
    SlotTable table = this.table;
    for (int at = log.top() - 3; at >= log.first(); at -= 3) {
      if (log.slot(at) != UndoLog.HIDDEN) {
        int i = table.find(log.hash(at), log.slot(at));
        if (SlotTable.isVacant(log.word(at), log.value(at))) {
          restoreAbsent(i, log.word(at), log.value(at));
        } else {
          table.put(i, log.word(at), log.value(at), log.ref(at));
        }
      }
    }
  }

  /** Before the level, the key was not in its own table: what it sees then is the snapshot's. */
  private void restoreAbsent(int i, long word, long value) {
    if (i < 0) {
      return; // the table was rebuilt after the write failed
    }
    if (state == State.OWN && base.size() > 0) {
      SlotTable from = base.table;
      int below = from.find(table.hash(i));
      if (below >= 0) {
        table.put(i, from.word(below), from.value(below), from.ref(below));
        return;
      }
    }
    table.put(i, word, value, null);
  }

  @Override
  public boolean isLevelChanged() {
    return log().isChanged();
  }

  @Override
  public LevelChanges levelChanges() {
    Changes collected = changes;
    if (collected == null) {
      changes = collected = new Changes();
    }
    collected.start();
    return collected;
  }

  private UndoLog log() {
    if (undo == null) {
      throw new IllegalStateException("no level was ever opened");
    }
    return undo;
  }

  /** The innermost level's own records, each with what is in its slot now. */
  private final class Changes implements LevelChanges {
    private int first;
    private int size;

    void start() {
      first = log().firstOwn();
      size = (log().top() - first) / 3;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public String key(int i) {
      return String.valueOf(table.key(slot(i)));
    }

    @Override
    public long hash(int i) {
      return table.hash(slot(i));
    }

    @Override
    public int kind(int i) {
      return table.kind(slot(i));
    }

    @Override
    public long bits(int i) {
      return table.bits(slot(i));
    }

    @Override
    public @Nullable Object ref(int i) {
      return table.ref(slot(i));
    }

    private int slot(int i) {
      UndoLog log = log();
      int at = first + 3 * i;
      return table.find(log.hash(at), log.slot(at));
    }
  }

  // ---- shared, overlay, own ----

  private void unshare() {
    if (base.size() > SMALL_BASE) {
      if (overlay == null) {
        overlay = new SlotTable(0);
      }
      use(overlay, State.OVERLAY);
    } else {
      use(new SlotTable(base.table, 1), State.OWN);
    }
  }

  private void share() {
    use(base.table, State.SHARED);
  }

  private void flatten() {
    table.copyFrom(base.table);
    use(table, State.OWN);
    overlay = null;
  }

  private void use(SlotTable next, State nextState) {
    table = next;
    slots = next.slots;
    keys = next.keys;
    state = nextState;
  }
}
