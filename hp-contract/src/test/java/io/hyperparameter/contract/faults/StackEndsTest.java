package io.hyperparameter.contract.faults;

import io.hyperparameter.ParamScope;
import io.hyperparameter.contract.BackendGate;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
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

  private static final int WARM = 3;

  /** A story publishes what it sees. On a thread of its own, as this one may have no values yet. */
  @AfterAll
  static void nothingIsPublished() throws Exception {
    SmallStack.call(
        STACK_BYTES, Executors.callable(() -> ParamScope.empty().run(ParamScope::frozen)));
  }

  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  static Stream<Story> stories() {
    return Story.all().stream();
  }

  @ParameterizedTest
  @MethodSource("stories")
  void anOperationHappensOrDoesNot(Story story) throws Exception {
    SmallStack.call(STACK_BYTES, Executors.callable(() -> overflowAtEveryDepth(story)));
  }

  private static void overflowAtEveryDepth(Story story) {
    for (int i = 0; i < WARM; i++) { // classes are loaded with room
      Setting.tryOut(story, i, Runnable::run, "with room");
    }
    for (int width = 0; width < SmallStack.WIDTHS; width++) {
      int overflows = 0;
      int deepest = 0;
      for (int depth = 0; overflows < OVERFLOWS; depth++) {
        if (depth >= deepest && overflows == 0) { // compiled meanwhile, calls need less stack
          deepest = SmallStack.deepest(width);
          depth = deepest - DEPTHS;
        }
        Dive dive = new Dive(width, depth);
        Setting.tryOut(story, depth % MORE, dive, "at " + depth + " of " + deepest + " calls");
        overflows += dive.overflowed ? 1 : 0;
      }
    }
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
        SmallStack.down(width, depth, task);
      } catch (StackOverflowError e) {
        overflowed = true;
      }
    }
  }
}
