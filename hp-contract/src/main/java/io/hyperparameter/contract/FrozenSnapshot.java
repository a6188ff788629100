package io.hyperparameter.contract;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs something while the frozen snapshot of the process is empty, and puts back what it held.
 * Uses threads of its own, so that the calling thread's context is left alone.
 */
public final class FrozenSnapshot {
  private FrozenSnapshot() {}

  /** Empties the snapshot, runs the task, restores the snapshot. */
  public static void runWhileEmpty(Runnable task) {
    AtomicReference<@Nullable ParamSnapshot> seen = new AtomicReference<>();
    // what a new thread sees is the snapshot
    CaseThread.runAndWait("frozen reader", () -> seen.set(ParamScope.capture()));
    ParamSnapshot before = seen.get();
    if (before == null) {
      throw new AssertionError("capture() gave null");
    }
    publish(ParamScope::frozen);
    try {
      task.run();
    } finally {
      publish(() -> before.toScope().run(ParamScope::frozen));
    }
  }

  /** Runs {@code freeze} where nothing else can be seen. */
  private static void publish(Runnable freeze) {
    CaseThread.runAndWait("frozen writer", () -> ParamScope.empty().run(freeze));
  }
}
