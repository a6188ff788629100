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
    boolean failed = false;
    try {
      SmallStack.call(STACK_BYTES, Executors.callable(() -> tryAll(depths, act)));
    } catch (ExecutionException e) {
      failed = true;
      e.printStackTrace(System.out);
    }
    System.out.println("the stack ended " + overflows + " times");
    System.exit(!failed && overflows > SmallStack.WIDTHS ? 0 : 1);
  }

  private static void tryAll(int depths, Act act) {
    for (int i = 0; i < WARM; i++) { // classes are loaded with room
      act.at(0, 0);
    }
    for (int width = 0; width < SmallStack.WIDTHS; width++) {
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
