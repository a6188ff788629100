package io.hyperparameter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Scopes of maps that know where each value came from. */
class MapOriginsTest {
  @Test
  void valuesOfAMapCanTellWhereTheyCameFrom() {
    ParamScope scope =
        ParamScope.of(
            Map.of("a", Map.of("b", "x"), "c", "y"), Map.of("a.b", "t.toml:3:5", "gone", "z"));
    ParamTypeException e = assertThrows(ParamTypeException.class, () -> scope.getInt("a.b"));
    assertEquals("t.toml:3:5", e.origin());
    assertTrue(e.getMessage().contains("it came from t.toml:3:5"), e.getMessage());
    assertNull(assertThrows(ParamTypeException.class, () -> scope.getInt("c")).origin());
    scope.put("a.b", "other");
    assertNull(assertThrows(ParamTypeException.class, () -> scope.getInt("a.b")).origin());
  }
}
