package io.hyperparameter.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two freeze at once: what is frozen is always one of the two, whole. */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the values of one of them")
@Outcome(expect = FORBIDDEN, desc = "a part, or of both")
@State
public class ConcurrentFreezesTest {
  private static final AtomicLong NUMBERS = new AtomicLong();

  /** Freezes, and sees what is frozen. */
  @Actor
  public void freeze(II_Result result) {
    Whole.scope(NUMBERS.incrementAndGet()).run(ParamScope::frozen);
    result.r1 = ParamSnapshot.ofFrozen().<Integer, RuntimeException>call(Whole::seen);
  }

  /** Does so, too. */
  @Actor
  public void freezeToo(II_Result result) {
    Whole.scope(NUMBERS.incrementAndGet()).run(ParamScope::frozen);
    result.r2 = Whole.in(ParamSnapshot.ofFrozen().toMap());
  }
}
