package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hyperparameter.ParamScope;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scopes made from one another share what they have in common, and nobody can tell. */
class VariedScopesTest {
  private static final int MANY = 20;

  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  private static void assertHas(Map<String, Object> expected, ParamScope scope) {
    assertEquals(new TreeMap<>(expected), scope.toMap());
    try (ParamScope open = scope.enter()) {
      assertEquals(new TreeMap<>(expected), ParamScope.current().toMap());
    }
    assertEquals(new TreeMap<>(expected), scope.toMap());
    assertEquals(Map.of(), ParamScope.current().toMap());
  }

  @Test
  void eachStepOfAChainStaysAsItIs() {
    ParamScope[] scopes = new ParamScope[MANY];
    Map<String, Object> all = new HashMap<>();
    ParamScope last = ParamScope.of();
    for (int i = 0; i < MANY; i++) {
      last = i % 3 == 0 ? last.with("k" + i, (long) i) : last.with("k" + i, "v" + i);
      scopes[i] = last;
    }
    for (int i = 0; i < MANY; i++) {
      all.put("k" + i, i % 3 == 0 ? (Object) (long) i : "v" + i);
      assertHas(all, scopes[i]);
    }
  }

  @Test
  void aKeyThatIsGivenTwiceHasTheLastValue() {
    ParamScope three = ParamScope.of("a", 1).with("b", "two").with("c", 3.5);
    for (String key : new String[] {"a", "b", "c"}) {
      Map<String, Object> expected = new HashMap<>(Map.of("a", 1L, "b", "two", "c", 3.5));
      assertHas(expected, three);
      ParamScope other = three.with(key, true);
      expected.put(key, true);
      assertHas(expected, other);
      other.put(key, "text");
      other.put("d", 4);
      expected.put(key, "text");
      expected.put("d", 4L);
      assertHas(expected, other);
      assertEquals("text", other.getString(key, ""));
      other.remove(key);
      expected.remove(key);
      assertHas(expected, other);
      other.clear();
      assertHas(Map.of(), other);
    }
  }

  @Test
  void whatALevelChangedIsItsScopesAlone() {
    ParamScope three = ParamScope.of("a", 1).with("b", "two").with("c", 3.5);
    ParamScope more = three.with("d", 4);
    try (ParamScope open = more.enter()) {
      open.put("a", -1);
      open.put("b", "changed");
      assertHas(
          Map.of("a", 1L, "b", "two", "c", 3.5),
          ParamScope.empty().with("a", 1).with("b", "two").with("c", 3.5),
          open);
    }
    assertHas(Map.of("a", -1L, "b", "changed", "c", 3.5, "d", 4L), more);
    assertHas(Map.of("a", 1L, "b", "two", "c", 3.5), three);
  }

  private static void assertHas(
      Map<String, Object> expected, ParamScope isolating, ParamScope around) {
    Map<String, Object> before = around.toMap();
    try (ParamScope open = isolating.enter()) {
      assertEquals(new TreeMap<>(expected), ParamScope.current().toMap());
    }
    assertEquals(before, around.toMap());
  }

  @Test
  void aRefusedValueChangesNothing() {
    ParamScope two = ParamScope.of("a", 1).with("b", "two");
    assertThrows(IllegalArgumentException.class, () -> two.with("\u0000", "text"));
    assertHas(Map.of("a", 1L, "b", "two"), two);
  }
}
