package io.hyperparameter.fallback;

import io.hyperparameter.spi.BaseSnapshot;
import io.hyperparameter.spi.KeyCollision;
import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.LevelChanges;
import io.hyperparameter.spi.ParamValues;
import io.hyperparameter.spi.StorageRules;
import org.jspecify.annotations.Nullable;

/**
 * A context in plain Java: the writing half, and the levels that undo it. Where values are, and how
 * they are read, is in {@link JavaReads}.
 */
final class JavaStorage extends JavaReads {
  /** Whether its own table holds anything outside all levels. */
  private boolean baseWritten;

  private @Nullable UndoLog undo;
  private @Nullable LevelRecords changes;

  JavaStorage(Thread owner, JavaSnapshot base, StorageRules rules) {
    super(owner, base, rules);
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
  protected int levelOf(long hash) {
    return undo == null ? 0 : undo.levelOf(hash, depth());
  }

  @Override
  public boolean isLevelChanged() {
    return log().isChanged();
  }

  @Override
  public LevelChanges levelChanges() {
    LevelRecords records = changes;
    if (records == null) {
      changes = records = new LevelRecords(log(), table);
    }
    records.show(table);
    return records;
  }

  private UndoLog log() {
    if (undo == null) {
      throw new IllegalStateException("no level was ever opened");
    }
    return undo;
  }
}
