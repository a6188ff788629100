package io.hyperparameter.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/**
 * Wrong, so that it is seen that what is forbidden would be found: a snapshot made by hand, which
 * is filled when others may see it. It is run apart, and must fail.
 */
@JCStressTest
@Outcome(id = "[01]", expect = ACCEPTABLE, desc = "nothing or the whole snapshot")
@Outcome(expect = FORBIDDEN, desc = "a part of it")
@State
public class PlantedTest {
  private @Nullable Map<String, @Nullable Object> published;

  /** Makes one and lets it be seen, in the wrong order. */
  @Actor
  public void publish() {
    Map<String, @Nullable Object> values = new HashMap<>();
    published = values;
    values.putAll(Whole.scope(7).toMap());
  }

  /** Looks at it. */
  @Actor
  public void look(I_Result result) {
    Map<String, @Nullable Object> seen = published;
    try {
      result.r1 = seen == null ? Whole.NOTHING : Whole.in(new HashMap<>(seen));
    } catch (ConcurrentModificationException e) {
      result.r1 = Whole.TORN;
    }
  }
}
