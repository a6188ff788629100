package io.hyperparameter.fallback;

import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.ValueHistory;
import org.jspecify.annotations.Nullable;

/**
 * Walks back through what was under one key. A level holds what the key was before the next inner
 * level wrote it, so the value goes with the records: first what is there now, then what each
 * record says was there before it.
 */
final class KeyHistory {
  private final long hash;
  private final SlotTable snapshot;
  private long word;
  private long value;
  private @Nullable Object ref;

  KeyHistory(long hash, SlotTable table, SlotTable snapshot, boolean shared) {
    this.hash = hash;
    this.snapshot = snapshot;
    int at = shared ? SlotTable.NOWHERE : table.present(hash);
    if (at >= 0) {
      become(table.word(at), table.value(at), table.ref(at));
    }
  }

  private void become(long newWord, long newValue, @Nullable Object newRef) {
    word = newWord;
    value = newValue;
    ref = newRef;
  }

  void tell(JavaContext storage, @Nullable UndoLog log, ValueHistory into) {
    if (log != null) {
      int level = storage.depth();
      int first = log.first();
      int told = ValueHistory.SNAPSHOT;
      for (int at = log.top() - 3; at >= 0; at -= 3) {
        while (level > 0 && at < first) {
          first = UndoLog.first(storage.noted(level));
          level--;
        }
        if (log.slot(at) != UndoLog.HIDDEN && log.hash(at) == hash) {
          if (level != told) {
            add(level, into);
            told = level;
          }
          become(log.word(at), log.value(at), log.ref(at));
        }
      }
    }
    int below = snapshot.present(hash);
    if (below < 0) {
      add(ValueHistory.BASE, into);
      return;
    }
    if (word != snapshot.word(below)
        || value != snapshot.value(below)
        || !isSame(ref, snapshot.ref(below))) {
      add(ValueHistory.BASE, into); // or the snapshot was copied in
    }
    become(snapshot.word(below), snapshot.value(below), snapshot.ref(below));
    add(ValueHistory.SNAPSHOT, into);
  }

  /** Texts that are equal are one value; objects are told apart by identity. */
  private static boolean isSame(@Nullable Object one, @Nullable Object other) {
    return one == other || (one instanceof String text && text.equals(other));
  }

  /** Adds what is there at this point, if it is. */
  private void add(int level, ValueHistory into) {
    if ((word | value) != 0 && !SlotTable.isReserved(word, value)) {
      int low = (int) (word & SlotTable.KIND_BITS);
      int kind = low == SlotTable.REF ? (int) value & 7 : low;
      into.add(level, kind, kind <= Kind.BOOLEAN ? value : 0, ref);
    }
  }
}
