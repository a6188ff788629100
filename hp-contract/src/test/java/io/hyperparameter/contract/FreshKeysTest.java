package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import io.hyperparameter.jvm.StringInternals;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A String made for one read is hashed at once, without its own hash code, which would cost more;
 * one that comes again gets to be known.
 */
class FreshKeysTest {
  private static final int READS = 6400;

  /** The documented one in 64, for each of the ways a read may be counted. */
  private static final int SAMPLED = 2 * READS / 64;

  private static final List<String> KEYS =
      List.of("fresh.long", "fresh.double", "fresh.boolean", "fresh.text", "fresh.\u00fcmlaut");

  private static final Map<String, Object> VALUES =
      Map.of(
          KEYS.get(0), 7L, KEYS.get(1), 0.5, KEYS.get(2), true, KEYS.get(3), "x", KEYS.get(4), 8);

  private static final List<BiFunction<ParamScope, String, Object>> READERS =
      List.of(
          (in, key) -> in.getLong(key, -1),
          (in, key) -> in.getDouble(key, -1),
          (in, key) -> in.getBoolean(key, false),
          (in, key) -> in.getString(key, ""),
          (in, key) -> in.getInt(key, -1));

  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  private static String fresh(String key) {
    return new String(key.toCharArray());
  }

  @Test
  void theJvmTellsWhichStringsHaveAHashCode() {
    assertNull(StringInternals.unavailabilityCause());
    String key = fresh("a.b");
    assertEquals(0, StringInternals.knownHashCode(key));
    assertEquals(key.hashCode(), StringInternals.knownHashCode(key));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void areReadWithoutTheirHashCodes(int which) {
    int known = 0;
    try (ParamScope in = ParamScope.of(VALUES).enter()) {
      Object value = READERS.get(which).apply(in, KEYS.get(which));
      assertEquals(VALUES.get(KEYS.get(which)), value);
      for (int i = 0; i < READS; i++) {
        String key = fresh(KEYS.get(which));
        assertEquals(value, READERS.get(which).apply(in, key));
        known += StringInternals.knownHashCode(key) == 0 ? 0 : 1;
      }
    }
    assertTrue(known <= SAMPLED, known + " of " + READS + " had to compute their hash codes");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void areKnownWhenTheyComeAgain(int which) {
    String key = fresh(KEYS.get(which));
    Object value = VALUES.get(KEYS.get(which));
    try (ParamScope in = ParamScope.of(VALUES).enter()) {
      for (int i = 0; i < READS; i++) {
        assertEquals(value, READERS.get(which).apply(in, key));
      }
    }
    assertNotEquals(0, StringInternals.knownHashCode(key));
  }

  @Test
  void mayBeMissing() {
    int known = 0;
    try (ParamScope in = ParamScope.of(VALUES).enter()) {
      for (int i = 0; i < READS; i++) {
        String key = fresh("fresh.missing");
        assertEquals(i, in.getLong(key, i));
        known += StringInternals.knownHashCode(key) == 0 ? 0 : 1;
      }
    }
    assertTrue(known <= SAMPLED, known + " of " + READS + " had to compute their hash codes");
  }

  /** The empty text's hash code is 0: it looks fresh for ever. */
  @Test
  void theEmptyKeyIsReadLikeAnyOther() {
    try (ParamScope in = ParamScope.of("", 3L).enter()) {
      for (int i = 0; i < READS; i++) {
        assertEquals(3, in.getLong("", -1));
      }
    }
  }
}
