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

  @Test
  void theContextKeepsNothingOfIt() {
    ParamScope scope = ParamScope.of("b", List.of(2)).with("a", 1L);
    ParamScope many = ParamScope.of(Map.of("a", 1L, "b", 2L));
    for (int i = 0; i < 3; i++) {
      Object object = List.of(i);
      for (ParamScope left : List.of(scope, many)) {
        left.enter();
        left.put("a", object);
        left.close();
        ScopeValues passed = (ScopeValues) Contexts.current().leaving();
        assertNotNull(passed);
        assertNull(passed.ref);
        assertNull(passed.earlier);
      }
      assertEquals(Map.of("a", object, "b", List.of(2)), scope.toMap());
      assertEquals(Map.of("a", object, "b", 2L), many.toMap());
    }
  }
}
