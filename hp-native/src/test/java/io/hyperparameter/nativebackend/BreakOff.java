package io.hyperparameter.nativebackend;

import org.jspecify.annotations.Nullable;

/**
 * Breaks an act off at one access to native memory, as the end of the stack may. How deep each
 * access is called is the JIT's choice, so at some of them no stack can be made to end; {@link
 * AccessEndsTest} has each access asked for here.
 */
final class BreakOff {
  /** Whose accesses are counted; null for none. */
  private static volatile @Nullable Thread thread;

  /** Accesses before the one that fails. */
  private static int left;

  private static int accesses;

  private BreakOff() {}

  /** Called before each access. */
  static void access() {
    if (Thread.currentThread() == thread) {
      accesses++;
      if (left-- == 0) {
        throw new StackOverflowError("access " + accesses);
      }
    }
  }

  /** Runs an act but for what comes behind so many accesses; whether it needs more. */
  static boolean after(int count, Runnable act) {
    left = count;
    accesses = 0;
    thread = Thread.currentThread();
    try {
      act.run();
    } catch (StackOverflowError e) {
      return true;
    } finally {
      thread = null;
    }
    return accesses > count; // the end of the stack was no matter
  }
}
