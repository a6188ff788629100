package io.hyperparameter.nativebackend;

import org.jspecify.annotations.Nullable;

/**
 * A pending level of one number and what undoes it, as C++ has: a load from C++'s memory takes
 * longer. When the level is left, all of that stands there still, and serves the next level of its
 * key.
 */
final class PendingNumber {
  /** Null for: something else may stand there. */
  @Nullable String key;

  /** Of the levels around, so that what is noted of the level is noted still. */
  int depth;

  /** What C++ counted outside of it. */
  long outside;

  /**
   * And counts inside, while it holds what it was entered with; else {@link
   * NativePending#NOT_DONE}.
   */
  long inside = NativePending.NOT_DONE;

  /** How readers see the context since it was entered. */
  long mode;

  /** Of the next level that C++ opens; so the serial of this one is known. */
  long nextSerial;

  long slot;

  // what that had outside

  long word;
  long value;

  /** It cannot be entered again, and is left as any. */
  void forget() {
    key = null;
    inside = NativePending.NOT_DONE;
  }
}
