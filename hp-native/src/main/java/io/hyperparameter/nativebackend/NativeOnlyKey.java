package io.hyperparameter.nativebackend;

import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_LEVEL_CHANGES;
import static io.hyperparameter.nativebackend.NativeLayout.CONTEXT_LEVEL_SERIAL;
import static io.hyperparameter.nativebackend.NativeMemory.load;

import org.jspecify.annotations.Nullable;

/**
 * The only key that the innermost level holds, if that is known without asking C++: so the usual
 * level, of one number, is handed over without being collected there.
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

  private @Nullable String key;
  private long hash;
  private long level;

  NativeOnlyKey(long context) {
    this.context = context;
  }

  /** A level was entered that holds this key, and has this serial. */
  @SuppressWarnings("ReferenceEquality") // a store of a reference costs more than a look
  void entered(String key, long hash, long serial) {
    if (this.key != key) {
      this.key = key;
    }
    this.hash = hash;
    level = serial;
    changes = 0;
  }

  /** A level was entered that does not hold one key, or one was left, or all was hidden. */
  void forget() {
    changes = UNKNOWN;
  }

  /** A key was written. */
  void wrote(long hash) {
    long count = load(context + CONTEXT_LEVEL_CHANGES);
    changes = count == changes + 1 && this.hash == hash && isInnermost(level) ? count : UNKNOWN;
  }

  /** This key, if it is surely all that the level with this serial holds; else null. */
  @Nullable String key(long serial) {
    return level == serial
            && isInnermost(serial)
            && changes == load(context + CONTEXT_LEVEL_CHANGES)
        ? key
        : null;
  }

  /** Other levels may have been opened since. */
  private boolean isInnermost(long serial) {
    return load(context + CONTEXT_LEVEL_SERIAL) == serial;
  }

  long hash() {
    return hash;
  }
}
