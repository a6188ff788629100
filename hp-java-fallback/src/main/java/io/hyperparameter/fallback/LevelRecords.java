package io.hyperparameter.fallback;

import io.hyperparameter.spi.LevelChanges;
import org.jspecify.annotations.Nullable;

/** The innermost level's own undo records, each with what is in its slot now. */
final class LevelRecords implements LevelChanges {
  private final UndoLog log;
  private SlotTable table;
  private int first;
  private int size;

  // the entry that was asked about last
  private int seen;
  private int seenSlot;

  LevelRecords(UndoLog log, SlotTable table) {
    this.log = log;
    this.table = table;
  }

  /** Shows the level that is the innermost one now. */
  void show(SlotTable present) {
    if (table != present) { // a store of a reference costs more than a look
      table = present;
    }
    first = log.firstOwn();
    size = (log.top() - first) / 3;
    seen = -1;
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
    if (i != seen) {
      int at = first + 3 * i;
      seenSlot = table.find(log.hash(at), log.slot(at));
      seen = i;
    }
    return seenSlot;
  }
}
