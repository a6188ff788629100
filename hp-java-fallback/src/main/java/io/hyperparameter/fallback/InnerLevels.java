package io.hyperparameter.fallback;

import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.ParamValues;

/**
 * What the innermost levels of a context changed, as its undo log tells: for a capture that refers
 * to an earlier one of an outer level. All of them are in the table.
 */
final class InnerLevels {
  private final JavaContext context;
  private final UndoLog log;
  private final SlotTable table;

  InnerLevels(JavaContext context, UndoLog log) {
    this.context = context;
    this.log = log;
    this.table = context.table;
  }

  /** The answer to {@link JavaContext#steadyLevel}. */
  int steady(boolean baseWritten) {
    int visible = Math.max(context.base.size(), table.occupied());
    if (visible < LayeredTables.WORTH_SHARING) {
      return -1;
    }
    for (int level = 0; level < context.depth(); level++) {
      boolean steady = level == 0 ? !baseWritten : !UndoLog.isChanged(context.noted(level + 1));
      if (steady && (log.top() - first(level)) / 3 <= visible / LayeredTables.FEW_OF) {
        return level;
      }
    }
    return -1;
  }

  /** Where in the log the levels inside of {@code level} start. */
  private int first(int level) {
    return level + 1 == context.depth() ? log.first() : UndoLog.first(context.noted(level + 2));
  }

  /** The slot now of what a record is about; negative if its key was hidden or is gone. */
  private int slotNow(int at) {
    return log.slot(at) == UndoLog.HIDDEN ? -1 : table.find(log.hash(at), log.slot(at));
  }

  /** The answer to {@link JavaContext#listInside}. */
  boolean listInside(int level, ParamValues into) {
    for (int at = first(level); at < log.top(); at += 3) {
      int i = slotNow(at);
      String key = i < 0 ? null : table.key(i);
      if (key == null || !Kind.isPresent(table.kind(i))) {
        return false;
      }
      into.put(key, table.hash(i), table.kind(i), table.bits(i), table.ref(i));
    }
    return true;
  }

  /** The answer to {@link JavaContext#listOutside}. */
  void listOutside(int level, ParamValues into) {
    ParamValues touched = new ParamValues();
    for (int at = first(level); at < log.top(); at += 3) {
      int i = slotNow(at);
      String key = i < 0 ? null : table.key(i);
      if (key != null && touched.indexOf(table.hash(i)) < 0) { // the oldest record counts
        touched.put(key, table.hash(i), Kind.TOMBSTONE, 0, null);
        listRecorded(at, key, into);
      }
    }
    ParamValues now = new ParamValues();
    context.list(now, true);
    for (int i = 0; i < now.size(); i++) {
      if (touched.indexOf(now.hash(i)) < 0) {
        into.put(now.key(i), now.hash(i), now.kind(i), now.bits(i), now.ref(i));
      }
    }
  }

  /** Adds what a record says that was there before. */
  private void listRecorded(int at, String key, ParamValues into) {
    long hash = log.hash(at);
    long word = log.word(at);
    long value = log.value(at);
    if (!SlotTable.isReserved(word, value)) {
      int low = (int) (word & SlotTable.KIND_BITS);
      int kind = low == SlotTable.REF ? (int) value : low;
      into.put(key, hash, kind, low == SlotTable.REF ? 0 : value, log.ref(at));
    } else if (at < context.plainFrom || context.looksBelow()) {
      SlotTable from = context.base.table;
      int below = from.present(hash);
      if (below >= 0) {
        into.put(key, hash, from.kind(below), from.bits(below), from.ref(below));
      }
    }
  }
}
