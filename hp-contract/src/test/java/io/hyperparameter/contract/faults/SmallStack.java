package io.hyperparameter.contract.faults;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Calls so deep that the stack ends, on threads that have little of it. Stateless. */
final class SmallStack {
  /** Calls of different sizes, so that the stack ends in between as well. */
  static final int WIDTHS = 3;

  /** From {@link #WIDTHS} to here each takes a word more, so that the stack ends at every word. */
  static final int ALL_WIDTHS = WIDTHS + 16;

  private SmallStack() {}

  /** What a task gives on a thread with so much stack; an error of the task is the cause. */
  static <T> T call(long bytes, Callable<T> task) throws InterruptedException, ExecutionException {
    FutureTask<T> future = new FutureTask<>(task);
    Thread thread = new Thread(null, future, "a small stack", bytes);
    thread.start();
    return future.get();
  }

  /** How deep calls can go that do nothing. */
  static int deepest(int width) {
    int good = 0;
    int bad = 1 << 17;
    while (bad - good > 1) {
      int depth = (good + bad) >>> 1;
      try {
        down(width, depth, () -> {});
        good = depth;
      } catch (StackOverflowError e) {
        bad = depth;
      }
    }
    return good;
  }

  /** Runs a task at a depth. */
  static void down(int width, int depth, Runnable task) {
    if (width == 0) {
      down(depth, task);
    } else if (width == 1) {
      down(depth, task, 1);
    } else if (width < WIDTHS) {
      down(depth, task, 1, 2, 3);
    } else {
      int wider = Math.min(width - WIDTHS, depth);
      downWider(wider, task, depth - wider);
    }
  }

  private static void down(int more, Runnable task) {
    if (more > 0) {
      down(more - 1, task);
    } else {
      task.run();
    }
  }

  /** As the narrowest, of which so many are to follow, and a word wider. */
  private static void downWider(int more, Runnable task, int narrow) {
    if (more > 0) {
      downWider(more - 1, task, narrow);
    } else {
      down(narrow, task);
    }
  }

  private static long down(int more, Runnable task, long a) {
    if (more > 0) {
      return down(more - 1, task, a + 1) + a;
    }
    task.run();
    return a;
  }

  private static long down(int more, Runnable task, long a, long b, long c) {
    if (more > 0) {
      return down(more - 1, task, b, c, a + 1) + a;
    }
    task.run();
    return a + b + c;
  }
}
