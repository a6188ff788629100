package io.hyperparameter.junit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.LostScopes;
import io.hyperparameter.ParamScope;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where scopes are tracked, a test that leaves some open is told the lines. */
@Tag("tracking")
class TrackedLeakTest {
  private static final List<ParamScope> KEPT = new ArrayList<>();

  @Test
  void theLinesThatOpenedThemAreNamed() {
    assertTrue(LostScopes.isTracking());
    String failure = TestKit.failures(Leaking.class).get("both()");
    String here = TrackedLeakTest.class.getSimpleName() + ".java:";
    assertTrue(
        failure.matches(
            "(?s).*, opened at \\S+Leaking\\.one\\("
                + here
                + "\\d+\\) and \\S+Leaking\\.two\\("
                + here
                + "\\d+\\); close.*"),
        failure);
    assertFalse(failure.contains("once("), failure);
  }

  @Params
  static class Leaking {
    @BeforeAll
    static void once() {
      KEPT.add(ParamScope.of("around", 1L).enter()); // of the class, which fails for itself
    }

    @Test
    void both() {
      one();
      two();
    }

    private static void one() {
      KEPT.add(ParamScope.of("a", 1L).enter());
    }

    private static void two() {
      KEPT.add(ParamScope.of("b", 2L).enter());
    }
  }
}
