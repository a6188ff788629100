package io.hyperparameter.nativebackend;

import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_LEVEL_CHANGES;
import static io.hyperparameter.nativebackend.NativeMemory.load;

/**
 * The only key that the innermost level holds, if that is known without asking C++: so the usual
 * level, of one number, is handed back to its scope without being collected there.
 *
 * <p>It is known from the entry on, as long as only Java writes, and only this key. C++ code may
 * write into the same level unseen; but the context counts the changes of a level, and one that was
 * not noted here makes the count another.
 */
final class NativeOnlyKey {
  /** In the place of the count: not even one change from here is one that a context can count. */
  private static final long UNKNOWN = -2;

  private final long context;

  /** What the context counted when all its changes were known. */
  private long changes = UNKNOWN;

  /** No key yet. */
  private boolean none;

  private long hash;
  private long slot;

  NativeOnlyKey(long context) {
    this.context = context;
  }

  /** A level was entered that holds this key. */
  void entered(long hash) {
    this.hash = hash;
    none = false;
    changes = 0;
  }

  /** A level was entered that holds nothing. */
  void enteredEmpty() {
    none = true;
    changes = 0;
  }

  /** A level was entered that holds more, or one was left. */
  void forget() {
    changes = UNKNOWN;
  }

  /** A key was written. */
  void wrote(long hash) {
    long count = load(context + CONTEXT_LEVEL_CHANGES);
    boolean isOnly = count == changes + 1 && (none || this.hash == hash);
    this.hash = hash;
    none = false;
    changes = isOnly ? count : UNKNOWN;
  }

  /** The slot of this key if it is surely all the level holds; else 0. */
  long slot(long hash) {
    boolean isOnly = changes == load(context + CONTEXT_LEVEL_CHANGES) && !none && this.hash == hash;
    slot = isOnly ? NativeTable.slot(context, hash) : 0;
    return slot;
  }

  /** The value in the slot that {@link #slot} just gave. */
  long bits() {
    return NativeTable.value(slot);
  }
}
