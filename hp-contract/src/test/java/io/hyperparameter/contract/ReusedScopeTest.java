package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A scope that is left holds what was put into it and has it again when it is entered (rule S13);
 * here for the scope of one value, which has short ways of its own.
 */
class ReusedScopeTest {
  private static final String KEY = "reused.key";

  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  private static void assertHolds(@Nullable Object value, ParamScope scope) {
    assertEquals(Collections.singletonMap(KEY, value), scope.toMap());
    assertEquals(Optional.ofNullable(value), scope.find(KEY));
    assertTrue(scope.contains(KEY));
    try (ParamScope in = scope.enter()) {
      assertEquals(Collections.singletonMap(KEY, value), in.toMap());
    }
    assertEquals(Optional.ofNullable(value), scope.find(KEY));
  }

  @Test
  void theLastValueOfAnyKindStays() {
    List<@Nullable Object> values = // each after each: what the one before left must not show
        Arrays.asList(1L, 2L, 0.5, true, "text", 3L, null, false, List.of("object"), -0.0, "x", 4L);
    ParamScope scope = ParamScope.of();
    for (Object value : values) {
      try (ParamScope in = scope.enter()) {
        in.put(KEY, value);
      }
      assertHolds(value, scope);
    }
  }

  @Test
  void anotherKeyStaysToo() {
    ParamScope scope = ParamScope.of(KEY, 1L);
    try (ParamScope in = scope.enter()) {
      in.put("reused.other", 2L);
      in.put(KEY, 3L);
    }
    assertEquals(Map.of(KEY, 3L, "reused.other", 2L), scope.toMap());
  }

  @Test
  void aLevelInsideIsNotTakenForTheOneAround() {
    ParamScope outer = ParamScope.of(KEY, 1L);
    ParamScope inner = ParamScope.of(KEY, 2L);
    try (ParamScope out = outer.enter()) {
      out.put("reused.other", 3L);
      try (ParamScope in = inner.enter()) {
        in.put(KEY, 4L);
      }
    }
    assertEquals(Map.of(KEY, 1L, "reused.other", 3L), outer.toMap());
    assertEquals(Map.of(KEY, 4L), inner.toMap());
  }

  @Test
  void aDeletedKeyStaysDeleted() {
    try (ParamScope outer = ParamScope.of(KEY, 1L).enter()) {
      ParamScope scope = ParamScope.of(KEY, 2L);
      try (ParamScope in = scope.enter()) {
        in.put(KEY, 3L);
        in.remove(KEY);
      }
      assertFalse(scope.contains(KEY));
      try (ParamScope in = scope.enter()) {
        assertFalse(in.contains(KEY));
      }
      assertEquals(1L, outer.getLong(KEY));
    }
  }

  @Test
  void anEqualStringThatIsNotTheSameIsTheSameKey() {
    String equal = new String(KEY.toCharArray());
    assertNotSame(KEY, equal);
    ParamScope scope = ParamScope.of(KEY, 1L);
    try (ParamScope in = scope.enter()) {
      in.put(equal, 2L);
    }
    assertHolds(2L, scope);
    try (ParamScope in = scope.enter()) {
      in.put(KEY, 3L);
    }
    assertHolds(3L, scope);
  }

  /** Another number lies where the key was when it was put, once the table was rebuilt. */
  @Test
  void aTableThatWasRebuiltMeanwhileChangesNothing() {
    for (int size = 1; size < 100; size++) {
      ParamScope scope = ParamScope.of(KEY, 0L);
      try (ParamScope around = ParamScope.of(numbers("around", size)).enter()) {
        try (ParamScope in = scope.enter()) {
          in.put(KEY, (long) size);
          try (ParamScope inner = ParamScope.of(numbers("inner", size + 8)).enter()) {
            assertEquals(size, inner.getLong(KEY));
          }
        }
        assertFalse(around.contains(KEY));
      }
      assertHolds((long) size, scope);
    }
  }

  private static Map<String, Long> numbers(String name, int size) {
    Map<String, Long> numbers = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      numbers.put("reused." + name + "." + size + "." + i, -1L);
    }
    return numbers;
  }
}
