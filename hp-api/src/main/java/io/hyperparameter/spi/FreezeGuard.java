package io.hyperparameter.spi;

import org.jspecify.annotations.Nullable;

/**
 * Asked before values are frozen: what {@code ParamScope.frozen()} publishes is seen by every
 * thread that starts from then on, so a test that does so changes the tests beside it. For tools
 * that run tests; a program needs none.
 */
public final class FreezeGuard {
  private static volatile @Nullable Runnable guard;

  private FreezeGuard() {}

  /**
   * Makes this the guard of the process, in the place of any before.
   *
   * @param asked called on the thread that freezes, before anything is published; what it throws
   *     passes through, and nothing is published; null for no guard
   */
  public static void set(@Nullable Runnable asked) {
    guard = asked;
  }

  /** Asks the guard, if there is one. */
  public static void ask() {
    Runnable asked = guard;
    if (asked != null) {
      asked.run();
    }
  }
}
