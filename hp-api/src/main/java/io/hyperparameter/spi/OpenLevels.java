package io.hyperparameter.spi;

import org.jspecify.annotations.Nullable;

/**
 * The books of one context's levels: by which entries they were opened, what the backend noted, and
 * what is still to be closed where that was broken off.
 *
 * <p>Fields rather than methods where the stack may have ended: see {@link Context}. A thread that
 * only reads has none.
 */
final class OpenLevels {
  /** Instead of a serial. */
  static final long NO_SERIAL = 0;

  /** In {@link #closeTo}: nothing is left to be closed. */
  static final int SETTLED = Integer.MAX_VALUE;

  /** Two words a level: the serial, and what the backend noted when it was pushed. */
  long[] books = new long[2];

  long lastSerial;

  /**
   * How many levels are to be left, where closing the others was broken off because memory or stack
   * ended. It is taken up again before the context answers anything, see {@link Context#settle}.
   */
  int closeTo = SETTLED;

  /** The newest pass before the present one that a scope which is still open was entered with. */
  @Nullable ScopePass earlier;

  /** See {@link Context#leaving}; here, as most threads that have no levels need none. */
  @Nullable Object leaving;

  /** The serial of a level, from 1. */
  long serial(int level) {
    return books[2 * level - 2];
  }

  /** Whether a level, from 1, has this serial and is not to be closed. */
  boolean has(int level, long serial) {
    return level <= closeTo && 2 * level <= books.length && serial(level) == serial;
  }

  boolean isUnsettled() {
    return closeTo != SETTLED;
  }

  /** The newest pass that the scope of a level which is still open was entered with. */
  @Nullable ScopePass earlierOf(int depth) {
    ScopePass known = earlier;
    while (known != null && !(depth > 0 && known.isOf(serial(depth)))) {
      known = known.earlier();
    }
    earlier = known;
    return known;
  }
}
