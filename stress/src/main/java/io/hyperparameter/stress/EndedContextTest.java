package io.hyperparameter.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.ScopeStateException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A context in which a task ended serves the next one: that sees nothing of it, and whoever kept a
 * scope of the ended one sees nothing of the next.
 */
@JCStressTest
@Outcome(id = "1, [023]", expect = ACCEPTABLE, desc = "tasks do not meet")
@Outcome(expect = FORBIDDEN, desc = "something of one task was seen in another")
@State
public class EndedContextTest {
  private static final int REFUSED = 2;
  private static final int OWN = 3;

  private final ParamSnapshot first = Whole.snapshot(7);
  private final ParamSnapshot second = Whole.snapshot(8);

  /** Of the first task; volatile, as scopes are not to be published by races. */
  private volatile @Nullable ParamScope kept;

  /** Two tasks, one after the other, on one thread; the first leaves things lying about. */
  @Actor
  public void run(II_Result result) {
    first.run(
        () -> {
          ParamScope.current().put("left", 1);
          kept = ParamScope.of("own", 7).enter();
        });
    result.r1 =
        second.<Integer, RuntimeException>call(
            () ->
                Whole.numberSeen() == 8
                        && ParamScope.current().keys().size() == 5
                        && !ParamScope.current().contains("left")
                    ? Whole.WHOLE
                    : Whole.TORN);
  }

  /** Asks the scope of the first task, while that runs, after it, and while the second runs. */
  @Actor
  public void ask(II_Result result) {
    ParamScope scope = kept;
    if (scope == null) {
      return;
    }
    try {
      boolean strange = scope.contains("whole.long") || scope.contains("left");
      result.r2 = !strange && scope.getInt("own", 0) == 7 ? OWN : Whole.TORN;
    } catch (ScopeStateException e) {
      result.r2 = REFUSED; // it is open, on another thread
    }
  }
}
