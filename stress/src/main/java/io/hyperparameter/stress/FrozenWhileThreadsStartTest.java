package io.hyperparameter.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.hyperparameter.ParamScope;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A thread that starts while others freeze starts with all values of one of them. */
@JCStressTest
@Outcome(id = "[01], [01]", expect = ACCEPTABLE, desc = "whole old or whole new values")
@Outcome(expect = FORBIDDEN, desc = "a part, or of both")
@State
public class FrozenWhileThreadsStartTest {
  private static final AtomicLong NUMBERS = new AtomicLong();

  /** Freezes. */
  @Actor
  public void freeze() {
    Whole.scope(NUMBERS.incrementAndGet()).run(ParamScope::frozen);
  }

  /** Starts a thread. */
  @Actor
  public void start(II_Result result) {
    Thread thread =
        new Thread(
            () -> {
              result.r1 = Whole.seen();
              result.r2 = Whole.seen(); // what it started with stays
            });
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
