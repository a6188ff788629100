package io.hyperparameter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.hyperparameter.context.Contexts;
import io.hyperparameter.contract.BackendGate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a context passes on to a scope that is left is the scope's, and nobody else's. */
class LeftScopeTest {
  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  /** In a context of its own, over no value that another test has published. */
  @Test
  void theContextKeepsNothingOfIt() {
    ParamScope.empty().call(ParamScope::capture).run(LeftScopeTest::enterWriteAndLeave);
  }

  private static void enterWriteAndLeave() {
    List<Integer> object = List.of(1);
    for (boolean isFew : new boolean[] {true, false}) {
      for (int i = 0; i < 3; i++) {
        ParamScope few = ParamScope.of("b", object).with("a", 1L);
        ParamScope left = isFew ? few : ParamScope.of(Map.of("a", 1L, "b", object));
        String text = "text " + i;
        left.enter();
        left.put("a", text);
        left.close();
        assertEquals(Map.of("a", text, "b", object), left.toMap());
        ScopeValues passed = (ScopeValues) Contexts.current().leaving();
        assertNotNull(passed);
        assertNull(passed.ref);
        assertNull(passed.earlier);
      }
    }
  }
}
