package io.hyperparameter.fallback;

import io.hyperparameter.spi.BaseSnapshot;
import io.hyperparameter.spi.KeyCollision;
import io.hyperparameter.spi.Kind;
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

  /** {@code table.slots}, one load nearer for the hot reads. */
  private long[] slots;

  private SlotTable table;
  private final JavaSnapshot base;
  private State state = State.SHARED;
  private int secondLooks;

  /** Whether its own table holds anything outside all levels. */
  private boolean baseWritten;

  private @Nullable SlotTable overlay;
  private @Nullable UndoLog undo;
  private @Nullable ParamValues changes;

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
  public double getDouble(long hash, double def) {
    long[] slots = this.slots;
    int at = ((int) hash << 1) & (slots.length - 1);
    return slots[at] == ((hash & ~SlotTable.KIND_BITS) | Kind.DOUBLE)
        ? Double.longBitsToDouble(slots[at + 1])
        : getDoubleFurther(hash, def);
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
  public String getString(long hash, String def) {
    SlotTable found = table;
    int i = found.find(hash);
    if (!found.has(i)) {
      found = below(hash);
      if (found == null) {
        return def;
      }
      i = found.find(hash);
    }
    return (found.kind(i) == Kind.TEXT && found.ref(i) instanceof String text)
        ? text
        : rules.toText(this, hash, def);
  }

  private long getLongFurther(long hash, long def) {
    SlotTable found = table;
    int i = found.find(hash);
    if (!found.has(i)) {
      found = below(hash);
      if (found == null) {
        return def;
      }
      i = found.find(hash);
    }
    return found.kind(i) == Kind.LONG ? found.bits(i) : rules.toLong(this, hash, def);
  }

  private double getDoubleFurther(long hash, double def) {
    SlotTable found = table;
    int i = found.find(hash);
    if (!found.has(i)) {
      found = below(hash);
      if (found == null) {
        return def;
      }
      i = found.find(hash);
    }
    return found.kind(i) == Kind.DOUBLE
        ? Double.longBitsToDouble(found.bits(i))
        : rules.toDouble(this, hash, def);
  }

  private boolean getBooleanFurther(long hash, boolean def) {
    SlotTable found = table;
    int i = found.find(hash);
    if (!found.has(i)) {
      found = below(hash);
      if (found == null) {
        return def;
      }
      i = found.find(hash);
    }
    return found.kind(i) == Kind.BOOLEAN ? found.bits(i) != 0 : rules.toBoolean(this, hash, def);
  }

  @Override
  public int kind(long hash) {
    SlotTable found = holder(hash);
    int kind = found == null ? Kind.ABSENT : found.kind(found.find(hash));
    return kind == Kind.TOMBSTONE ? Kind.ABSENT : kind;
  }

  @Override
  public @Nullable Object get(long hash) {
    SlotTable found = holder(hash);
    if (found == null) {
      return null;
    }
    int i = found.find(hash);
    return ParamValues.box(found.kind(i), found.bits(i), found.ref(i));
  }

  @Override
  public @Nullable String keyOf(long hash) {
    SlotTable found = holder(hash);
    return found == null ? null : found.key(found.find(hash));
  }

  @Override
  protected int levelOf(long hash) {
    return undo == null ? 0 : undo.levelOf(hash, depth());
  }

  /** The table that has this hash, tombstones included: its own, or the snapshot's below it. */
  private @Nullable SlotTable holder(long hash) {
    return table.has(table.find(hash)) ? table : below(hash);
  }

  /** The second look of an overlay: what has a hash that is not in its own table. */
  private @Nullable SlotTable below(long hash) {
    if (state != State.OVERLAY) {
      return null;
    }
    if (++secondLooks > base.size() + SMALL_BASE) {
      flatten();
      return table.has(table.find(hash)) ? table : null;
    }
    return base.table.has(base.table.find(hash)) ? base.table : null;
  }

  // ---- writes ----

  @Override
  public void put(String key, long hash, int kind, long bits, @Nullable Object ref) {
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
    UndoLog undo = pushed();
    try {
      put(key, hash, kind, bits, ref);
    } catch (Throwable e) {
      popLevel();
      throw e;
    }
    undo.entered();
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
    log.pop(depth());
    if (state == State.OVERLAY && depth() == 1 && !baseWritten) {
      share();
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
  public ParamValues levelChanges() {
    ParamValues collected = changes;
    if (collected == null) {
      changes = collected = new ParamValues();
    }
    collected.clear();
    UndoLog log = log();
    for (int at = log.firstOwn(); at < log.top(); at += 3) {
      int i = table.find(log.hash(at), log.slot(at));
      String key = table.key(i);
      if (key != null) {
        collected.put(key, log.hash(at), table.kind(i), table.bits(i), table.ref(i));
      }
    }
    return collected;
  }

  private UndoLog log() {
    if (undo == null) {
      throw new IllegalStateException("no level was ever opened");
    }
    return undo;
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
    state = nextState;
  }
}
