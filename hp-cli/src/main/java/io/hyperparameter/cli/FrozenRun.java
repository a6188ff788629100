package io.hyperparameter.cli;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * What a run publishes to new threads as long as it goes on. Several may go on at the same time, on
 * different threads or one in the other, and end in any order: new threads start with what the one
 * that began last of them published, and in the end with what was frozen before the first.
 */
final class FrozenRun {
  /** Those that go on, as they began; the lock of all this. */
  private static final List<FrozenRun> GOING_ON = new ArrayList<>();

  private ParamSnapshot before;
  private final ParamSnapshot mine;

  /** Freezes what the calling thread sees; with the lock. */
  private FrozenRun() {
    before = ParamSnapshot.ofFrozen();
    ParamScope.frozen();
    mine = ParamSnapshot.ofFrozen();
  }

  /** Runs a body, with what is visible now frozen. */
  static int call(IntSupplier body) {
    FrozenRun run = begin();
    try {
      return body.getAsInt();
    } finally {
      run.end();
    }
  }

  private static FrozenRun begin() {
    synchronized (GOING_ON) {
      FrozenRun run = new FrozenRun();
      GOING_ON.add(run);
      return run;
    }
  }

  /**
   * What somebody else froze meanwhile was meant to stay; but whoever froze nothing else than what
   * was frozen here already is not noticed.
   */
  @SuppressWarnings("ReferenceEquality") // whether it is what was frozen here
  private void end() {
    synchronized (GOING_ON) {
      int at = GOING_ON.indexOf(this);
      GOING_ON.remove(at);
      if (at < GOING_ON.size()) {
        FrozenRun next = GOING_ON.get(at);
        if (next.before == mine) {
          next.before = before;
        }
      } else if (ParamSnapshot.ofFrozen() == mine) {
        before.run(ParamScope::frozen);
      }
    }
  }
}
