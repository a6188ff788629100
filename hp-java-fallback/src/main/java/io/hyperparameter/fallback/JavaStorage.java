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

  /** A guess for a key that is not at home: the slot of the last level that took the long way. */
  private int displaced;

  private @Nullable UndoLog undo;
  private @Nullable LevelRecords changes;

  JavaStorage(Thread owner, JavaSnapshot base, StorageRules rules) {
    super(owner, base, rules);
  }

  // ---- writes ----

  @Override
  public void put(String key, int kind, long bits, @Nullable Object ref) {
    if (!replaceNumber(hinted(key), kind, bits)) {
      putFurther(key, learned(key), kind, bits, ref);
    }
  }

  @Override
  public void put(String key, long hash, int kind, long bits, @Nullable Object ref) {
    if (!replaceNumber(hinted(key), kind, bits)) {
      putFurther(key, hash, kind, bits, ref);
    }
  }

  /** The short way of a write inside a level; false, with nothing done, if it is longer. */
  private boolean replaceNumber(int i, int kind, long bits) {
    UndoLog undo = this.undo;
    if (undo == null || depth() == 0 || i < 0 || state == State.SHARED || kind > Kind.BOOLEAN) {
      return false;
    }
    long[] slots = this.slots;
    long word = slots[2 * i];
    long value = slots[2 * i + 1];
    if (!SlotTable.isNumberOrVacant(word, value)) {
      return false;
    }
    undo.save(i, word, value, null);
    slots[2 * i] = (word & ~SlotTable.KIND_BITS) | kind;
    slots[2 * i + 1] = bits;
    return true;
  }

  private void putFurther(String key, long hash, int kind, long bits, @Nullable Object ref) {
    if (state == State.SHARED) {
      unshare();
    }
    SlotTable table = this.table;
    int i = table.find(hash);
    if (i < 0 || !key.equals(table.key(i))) {
      i = reserve(i, key, hash);
    } else {
      table.call(i, key);
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
    follow();
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
  protected long pushLevel(@Nullable ParamValues values, boolean isolating) {
    UndoLog undo = made();
    long outer = undo.push();
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
      popLevel(outer);
      throw e;
    }
    undo.entered();
    return outer;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the short way; equal but not identical keys go further
  protected long pushLevel(String key, long hash, int kind, long bits, @Nullable Object ref) {
    UndoLog log = undo;
    @Nullable String[] keys = ownKeys;
    int i = (int) hash & (keys.length - 1);
    if (keys[i] != key) {
      i = displaced & (keys.length - 1);
    }
    if (log != null && log.hasRoom() && keys[i] == key && kind <= Kind.BOOLEAN) {
      long[] slots = this.slots;
      long word = slots[2 * i];
      long value = slots[2 * i + 1];
      if (SlotTable.isNumberOrVacant(word, value)) {
        slots[2 * i] = (word & ~SlotTable.KIND_BITS) | kind;
        slots[2 * i + 1] = bits;
        return log.pushOne(i, word, value);
      }
    }
    return pushLevelFurther(key, hash, kind, bits, ref);
  }

  private long pushLevelFurther(String key, long hash, int kind, long bits, @Nullable Object ref) {
    UndoLog undo = made();
    long outer = undo.push();
    try {
      put(key, hash, kind, bits, ref);
    } catch (Throwable e) {
      popLevel(outer);
      throw e;
    }
    undo.entered();
    displaced = table.find(hash);
    return outer;
  }

  private UndoLog made() {
    UndoLog log = undo;
    if (log == null) {
      undo = log = new UndoLog();
    }
    return log;
  }

  @Override
  protected void popLevel(long outer) {
    UndoLog log = log();
    int only = log.top() - 3;
    if (only != log.first() || !restoreNumber(log, only)) {
      restoreAll(log);
    }
    log.pop(outer);
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
        || (slots[2 * i] & SlotTable.KIND_BITS) == SlotTable.REF) {
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
    if (undo == null) {
      return 0;
    }
    int newest = undo.newest(hash);
    int first = undo.first();
    int level = depth();
    while (level > 0 && newest < first) {
      first = UndoLog.first(note(level));
      level--;
    }
    return level;
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
