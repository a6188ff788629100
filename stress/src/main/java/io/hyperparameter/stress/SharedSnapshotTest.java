package io.hyperparameter.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two threads over one snapshot, of which one writes: the other one does not see that. */
@JCStressTest
@Outcome(id = "1, 1, 1", expect = ACCEPTABLE, desc = "each sees the snapshot, and its own writes")
@Outcome(expect = FORBIDDEN, desc = "a write was seen by others, or not by its writer")
@State
public class SharedSnapshotTest {
  private final ParamSnapshot shared = Whole.snapshot(7);

  /** Writes over it, more than it has room for. */
  @Actor
  public void write(III_Result result) {
    result.r1 =
        shared.<Integer, RuntimeException>call(
            () -> {
              ParamScope here = ParamScope.current();
              here.putAll(Whole.scope(8).toMap());
              for (int i = 0; i < 20; i++) {
                here.put("more." + i, i);
              }
              return Whole.numberSeen() == 8 && here.getInt("more.19") == 19
                  ? Whole.WHOLE
                  : Whole.TORN;
            });
  }

  /** Reads it, then does so through a scope that removes some of it, and after that. */
  @Actor
  public void read(III_Result result) {
    result.r2 = shared.<Integer, RuntimeException>call(SharedSnapshotTest::isUntouched);
    result.r3 =
        shared.<Integer, RuntimeException>call(
            () -> {
              try (ParamScope scope = ParamScope.of("more.0", 1).enter()) {
                scope.remove("whole.text");
                if (scope.contains("whole.text") || scope.contains("more.1")) {
                  return Whole.TORN;
                }
              }
              return isUntouched();
            });
  }

  private static int isUntouched() {
    return Whole.numberSeen() == 7 && ParamScope.current().keys().size() == 5
        ? Whole.WHOLE
        : Whole.TORN;
  }
}
