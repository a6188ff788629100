package io.hyperparameter.contract.faults;

import io.hyperparameter.contract.BackendGate;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The stack ends at every depth of every operation; see {@link Story}. */
class StackEndsTest {
  private static final long STACK_BYTES = 200_000;

  /** More calls than any operation needs. */
  private static final int DEPTHS = 120;

  private static final int OVERFLOWS = 60;

  /**
   * Tables and logs are doubled when they are full; a prime, so that each depth meets each number.
   */
  private static final int MORE = 7;

  /** Calls of different sizes, so that the stack ends in between as well. */
  private static final int WIDTHS = 3;

  private static final int WARM = 3;

  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  static Stream<Story> stories() {
    return Story.all().stream();
  }

  @ParameterizedTest
  @MethodSource("stories")
  void anOperationHappensOrDoesNot(Story story) throws InterruptedException {
    Throwable[] failure = {null};
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                overflowAtEveryDepth(story);
              } catch (Throwable e) {
                failure[0] = e;
              }
            },
            "a small stack",
            STACK_BYTES);
    thread.start();
    thread.join();
    if (failure[0] != null) {
      throw new AssertionError(failure[0].getMessage(), failure[0]);
    }
  }

  private static void overflowAtEveryDepth(Story story) {
    for (int i = 0; i < WARM; i++) { // classes are loaded with room
      Setting.tryOut(story, i, Runnable::run, "with room");
    }
    for (int width = 0; width < WIDTHS; width++) {
      int overflows = 0;
      int deepest = 0;
      for (int depth = 0; overflows < OVERFLOWS; depth++) {
        if (depth >= deepest && overflows == 0) { // compiled meanwhile, calls need less stack
          deepest = deepest(width);
          depth = deepest - DEPTHS;
        }
        Dive dive = new Dive(width, depth);
        Setting.tryOut(story, depth % MORE, dive, "at " + depth + " of " + deepest + " calls");
        overflows += dive.overflowed ? 1 : 0;
      }
    }
  }

  /** How deep calls can go that do nothing. */
  private static int deepest(int width) {
    int good = 0;
    int bad = 1 << 20;
    while (bad - good > 1) {
      int depth = (good + bad) >>> 1;
      Dive dive = new Dive(width, depth);
      dive.accept(() -> {});
      if (dive.overflowed) {
        bad = depth;
      } else {
        good = depth;
      }
    }
    return good;
  }

  /** Calls at a depth. */
  private static final class Dive implements Consumer<Runnable> {
    private final int width;
    private final int depth;
    private boolean overflowed;

    Dive(int width, int depth) {
      this.width = width;
      this.depth = depth;
    }

    @Override
    public void accept(Runnable task) {
      try {
        if (width == 0) {
          down(depth, task);
        } else if (width == 1) {
          down(depth, task, 1);
        } else {
          down(depth, task, 1, 2, 3);
        }
      } catch (StackOverflowError e) {
        overflowed = true;
      }
    }

    private static void down(int more, Runnable task) {
      if (more > 0) {
        down(more - 1, task);
      } else {
        task.run();
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
}
