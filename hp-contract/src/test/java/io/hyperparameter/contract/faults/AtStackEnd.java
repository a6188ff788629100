package io.hyperparameter.contract.faults;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * An act that is tried where the stack ends at every call of its way: for the main class of a JVM
 * of its own, see {@link FaultyJvm}.
 */
final class AtStackEnd {
  private static final long STACK_BYTES = 200_000;
  private static final int WARM = 3;

  /** How often the stack ended; on one thread. */
  private static int overflows;

  private AtStackEnd() {}

  /** What is tried, and what must be then. */
  interface Act {
    void at(int width, int depth);
  }

  /**
   * Tries it at so many depths before the deepest; prints the first failure and ends this JVM, with
   * another status than 0 if there is one, or if the stack hardly ended.
   *
   * @param depths more calls than the act needs
   */
  static void everywhere(int depths, Act act) throws InterruptedException {
    tryAll(0, SmallStack.WIDTHS, depths, act);
  }

  /** As {@link #everywhere}, but at every word of the stack, if this class is not compiled. */
  static void everyWord(int depths, Act act) throws InterruptedException {
    tryAll(SmallStack.WIDTHS, SmallStack.ALL_WIDTHS, depths, act);
  }

  private static void tryAll(int from, int to, int depths, Act act) throws InterruptedException {
    boolean failed = false;
    try {
      SmallStack.call(STACK_BYTES, Executors.callable(() -> tryEach(from, to, depths, act)));
    } catch (ExecutionException e) {
      failed = true;
      e.printStackTrace(System.out);
    }
    System.out.println("the stack ended " + overflows + " times");
    System.exit(!failed && overflows > to - from ? 0 : 1);
  }

  private static void tryEach(int from, int to, int depths, Act act) {
    for (int i = 0; i < WARM; i++) { // classes are loaded with room
      act.at(0, 0);
    }
    for (int width = from; width < to; width++) {
      int deepest = SmallStack.deepest(width);
      for (int depth = deepest - depths; depth <= deepest; depth++) {
        act.at(width, depth);
      }
    }
  }

  /** Runs a task at a depth; whether the stack ended. */
  static boolean ended(int width, int depth, Runnable task) {
    try {
      SmallStack.down(width, depth, task);
      return false;
    } catch (StackOverflowError e) {
      overflows++;
      return true;
    }
  }
}
