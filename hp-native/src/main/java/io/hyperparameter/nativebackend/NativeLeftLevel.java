package io.hyperparameter.nativebackend;

import io.hyperparameter.spi.ParamValues;

/**
 * The level that C++ left when it was asked for what the level held, until Java has taken it off
 * its books, too. C++ keeps the changes until the next call, so where memory or stack ended in
 * between they are collected again.
 */
final class NativeLeftLevel {
  /** In the place of a serial. */
  static final long NONE = 0;

  /** A collection of more changes is not kept for the next level. */
  private static final int KEPT_CHANGES = 256;

  /** Of the level, while it is on Java's books; {@link #NONE} then. */
  long serial;

  /** How many changes it had. */
  long count;

  ParamValues values = new ParamValues();

  /** What it holds is the scope's now. */
  void forget() {
    if (values.size() > KEPT_CHANGES) {
      values = new ParamValues();
    } else if (values.size() > 0) {
      values.clear();
    }
  }
}
