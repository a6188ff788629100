package io.hyperparameter.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.hyperparameter.ParamSnapshot;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** {@code capture()} handed to other threads by a plain write: they see nothing, or all of it. */
@JCStressTest
@Outcome(
    id = {"0, 0, 0", "1, 1, 1"},
    expect = ACCEPTABLE,
    desc = "nothing or the whole snapshot")
@Outcome(expect = FORBIDDEN, desc = "a part of it")
@State
public class PublishedSnapshotTest {
  private @Nullable ParamSnapshot published;

  /** Makes one and lets it be seen. */
  @Actor
  public void publish() {
    published = Whole.snapshot(7);
  }

  /** Runs over it, looks at it, and lays it over its own context. */
  @Actor
  public void see(III_Result result) {
    ParamSnapshot seen = published;
    if (seen != null) {
      result.r1 = seen.<Integer, RuntimeException>call(Whole::seen);
      result.r2 = Whole.in(seen.toMap());
      result.r3 = seen.toScope().<Integer, RuntimeException>call(Whole::seen);
    }
  }
}
