package io.hyperparameter.contract.faults;

import io.hyperparameter.AttachedSnapshot;
import io.hyperparameter.LongParam;
import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Ends tasks where the stack ends at every word of the way: whoever asks for the current scope then
 * is given a view of what the thread sees, not one of the task. For a JVM that does not compile how
 * a task ends.
 */
public final class EndedTasks {
  /** More calls than a task needs. */
  private static final int DEPTHS = 40;

  private static final LongParam SEEN = Param.ofLong("seen", 0);

  private static final ParamSnapshot OF_TASK = ParamScope.of("seen", 2L).call(ParamScope::capture);

  private static @Nullable AttachedSnapshot attached;

  private EndedTasks() {}

  /** Ends with another status than 0 if a view is of something else. */
  public static void main(String[] args) throws InterruptedException {
    AtStackEnd.everyWord(
        DEPTHS,
        (width, depth) -> {
          try (ParamScope outer = ParamScope.of("seen", 1L).enter()) {
            outer.put("written", 0L);
            AtStackEnd.ended(width, depth, () -> OF_TASK.run(EndedTasks::look));
            requireCurrent("a task", width, depth);

            attached = OF_TASK.attach();
            look();
            AtStackEnd.ended(width, depth, attached::close);
            if (attached.isAttachedHere()) {
              attached.close();
            }
            requireCurrent("what was attached", width, depth);

            AtStackEnd.ended(width, depth, () -> OF_TASK.run(EndedTasks::attachAndLook));
            requireCurrent("a task that left another attached", width, depth);
          }
        });
  }

  private static void look() {
    ParamScope.current();
  }

  private static void attachAndLook() {
    attached = OF_TASK.attach();
    look();
  }

  private static void requireCurrent(String what, int width, int depth) {
    long seen = ParamScope.current().getLong("seen", 0);
    if (seen != 1 || SEEN.get() != 1) {
      throw new AssertionError(
          what
              + " ended at width %d, depth %d: seen by the current scope is %d, by a key %d"
                  .formatted(width, depth, seen, SEEN.get()));
    }
  }
}
