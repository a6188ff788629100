package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Levels that are written to far more often than they have keys give back exactly what was. */
class ManyWritesTest {
  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  /** Nulls and removed keys stand between texts, and the records of all are reduced meanwhile. */
  @Test
  void nullsAndRemovedKeysStayWhatTheyWere() throws Exception {
    ParamSnapshot nothing = ParamScope.empty().call(ParamScope::capture);
    nothing.run(ManyWritesTest::writeOverNullsAndRemovedKeys);
  }

  private static void writeOverNullsAndRemovedKeys() {
    ParamScope outside = ParamScope.current();
    for (int i = 1; i <= 24; i++) {
      if (i % 2 == 0) {
        outside.put("n" + i, (String) null);
      } else {
        outside.remove("n" + i);
      }
    }
    outside.put("b", "text b");
    outside.put("c", "text c");
    Map<String, Object> before = outside.toMap();
    try (ParamScope scope = ParamScope.of().enter()) {
      scope.put("n0", 0L);
      for (String key : List.of("c", "b", "c", "b", "c", "b", "c")) {
        scope.put(key, "another " + key);
      }
      for (int i = 1; i <= 24; i++) {
        scope.put("n" + i, (long) i);
      }
      scope.put("c", "a last text");
    }
    assertEquals(before, outside.toMap());
    for (int i = 1; i <= 24; i++) {
      String key = "n" + i;
      assertEquals("none", outside.getString(key, "none"));
      assertEquals(i % 2 == 0, outside.contains(key));
      assertNull(outside.find(key).orElse(null));
    }
    assertFalse(outside.contains("n0"));
    assertEquals("text b", outside.getString("b"));
    assertEquals("text c", outside.getString("c"));
  }
}
