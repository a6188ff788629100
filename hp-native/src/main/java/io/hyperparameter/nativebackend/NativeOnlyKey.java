package io.hyperparameter.nativebackend;

import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_LEVEL_CHANGES;
import static io.hyperparameter.nativebackend.NativeMemory.load;

/**
 * The only key that the innermost level holds, if that is known without asking C++: so the usual
 * level, of one number, is handed back to its scope without being collected there.
 *
 * <p>It is the key the level was entered with, as long as only Java writes, and only it. C++ may
 * write into the same level unseen; but the context counts the changes of a level, and one that was
 * not noted here makes the count another.
 */
final class NativeOnlyKey {
  /** In the place of the count: not even one change from here is one that a context can count. */
  private static final long UNKNOWN = -2;

  private final long context;

  /** What the context counted when all its changes were known. */
  private long changes = UNKNOWN;

  private long hash;
  private long slot;

  NativeOnlyKey(long context) {
    this.context = context;
  }

  /** A level was entered that holds this key. */
  void entered(long hash) {
    this.hash = hash;
    changes = 0;
  }

  /** A level was entered that does not hold one key, or one was left, or all was hidden. */
  void forget() {
    changes = UNKNOWN;
  }

  /** A key was written. */
  void wrote(long hash) {
    long count = load(context + CONTEXT_LEVEL_CHANGES);
    changes = count == changes + 1 && this.hash == hash ? count : UNKNOWN;
  }

  /** The slot of this key if it is surely all the level holds; else 0. */
  long slot(long hash) {
    boolean isOnly = changes == load(context + CONTEXT_LEVEL_CHANGES) && this.hash == hash;
    slot = isOnly ? NativeTable.slot(context, hash) : 0;
    return slot;
  }

  /** The value in the slot that {@link #slot} just gave. */
  long bits() {
    return NativeTable.value(slot);
  }
}
