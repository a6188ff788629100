package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.MissingParamException;
import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.generated.ParamBinding;
import io.hyperparameter.hashing.KeyHash;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two keys that have one hash, as anybody can make them: neither is ever taken for the other. */
class RealTwinsTest {
  private static final String KEY = "twins.plain";
  private static final String TWIN = "7cYNPBHDB5ztyZTG";

  // pairs of their own: what is declared stays so
  private static final String DECLARED = "twins.declared";
  private static final String TWIN_OF_DECLARED = "G0MgupJjU7ZiRVGN";
  private static final String TYPED = "twins.typed";
  private static final String TWIN_OF_TYPED = "kyUll8C4Q79Xno0t";

  /** Enough that whatever remembers the String has learned it. */
  private static final int READS = 200;

  enum Mode {
    ON
  }

  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
    assertEquals(KeyHash.hash("train.lr"), KeyHash.hash("emoieoqasJmz606d"));
    assertEquals(KeyHash.hash(KEY), KeyHash.hash(TWIN));
  }

  @Test
  void valuesWrittenTogetherAreAllRefusedWithOne() {
    Param.ofLong(DECLARED, 0).get();
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("first", 1);
    values.put(TWIN_OF_DECLARED, 2);
    values.put("last", 3);
    try (ParamScope open = ParamScope.of("first", "before").enter()) {
      assertThrows(IllegalArgumentException.class, () -> open.putAll(values));
      assertEquals(Map.of("first", "before"), open.toMap());
    }
    assertThrows(IllegalArgumentException.class, () -> ParamScope.current().putAll(values));
    assertEquals(Map.of(), ParamScope.current().toMap());
  }

  private static String fresh(String key) {
    return new String(key.toCharArray());
  }

  /** All the ways to ask one scope for a key that it does not have. */
  private static void isMissing(String key, ParamScope scope) {
    for (String asked : List.of(key, fresh(key))) {
      assertEquals(-1L, scope.getLong(asked, -1L));
      assertEquals(-1, scope.getInt(asked, -1));
      assertEquals(-0.5, scope.getDouble(asked, -0.5));
      assertEquals(-0.5f, scope.getFloat(asked, -0.5f));
      assertTrue(scope.getBoolean(asked, true));
      assertFalse(scope.getBoolean(asked, false));
      assertEquals("none", scope.getString(asked, "none"));
      assertEquals(Mode.ON, scope.getEnum(asked, Mode.ON));
      assertFalse(scope.contains(asked));
      assertEquals(Optional.empty(), scope.find(asked));
    }
    assertThrows(MissingParamException.class, () -> scope.getLong(key));
    assertThrows(MissingParamException.class, () -> scope.getDouble(key));
    assertThrows(MissingParamException.class, () -> scope.getBoolean(key));
    assertThrows(MissingParamException.class, () -> scope.getString(key));
    assertThrows(MissingParamException.class, () -> scope.getEnum(key, Mode.class));
    assertThrows(MissingParamException.class, () -> scope.get(key, Object.class));
  }

  private static void everyReadTellsThemApart(ParamScope scope) {
    for (Object value : List.of(3L, 0.25, true, "text", List.of(1))) {
      ParamScope one = scope.with(KEY, value);
      isMissing(TWIN, one);
      assertEquals(value, one.get(KEY, Object.class));
      try (ParamScope open = one.enter()) {
        for (int i = 0; i < READS; i++) {
          assertEquals(-1L, open.getLong(TWIN, -1L));
          assertEquals(value, open.get(KEY, Object.class));
        }
        isMissing(TWIN, open);
        isMissing(TWIN, ParamScope.of());
        isMissing(TWIN, ParamScope.current());
        assertTrue(open.contains(KEY));
        assertEquals(value, open.get(fresh(KEY), Object.class));
      }
      isMissing(KEY, ParamScope.of());
    }
  }

  @Test
  void everyReadTellsThemApart() {
    everyReadTellsThemApart(ParamScope.of());
    everyReadTellsThemApart(ParamScope.of("other", 1L));
  }

  /** Above a snapshot that is shared, and one that is too large to be copied at once. */
  @Test
  void everyReadTellsThemApartAboveASnapshot() throws Exception {
    for (int size : new int[] {1, 500}) {
      ParamScope many = ParamScope.of();
      for (int i = 0; i < size; i++) {
        many.put("k" + i, i);
      }
      ParamSnapshot plain = many.call(ParamScope::capture);
      plain.run(() -> everyReadTellsThemApart(ParamScope.of()));
      ParamSnapshot below = many.with(KEY, 7L).call(ParamScope::capture);
      below.run(
          () -> {
            for (int i = 0; i < READS; i++) {
              assertEquals(7L, ParamScope.current().getLong(KEY));
              assertEquals(-1L, ParamScope.current().getLong(TWIN, -1L));
            }
            isMissing(TWIN, ParamScope.current());
            try (ParamScope over = ParamScope.of("other", 1L).enter()) {
              for (int i = 0; i < READS; i++) {
                assertEquals(7L, over.getLong(KEY));
                assertEquals(-1L, over.getLong(TWIN, -1L));
              }
              isMissing(TWIN, over);
            }
          });
    }
  }

  /** What was learned of one name must not answer for the other when the hash changes hands. */
  @Test
  void aHashThatChangesHandsIsReadByItsNewName() {
    for (int round = 0; round < 20; round++) {
      String one = round % 2 == 0 ? KEY : TWIN;
      String other = round % 2 == 0 ? TWIN : KEY;
      try (ParamScope scope = ParamScope.of(one, (long) round).enter()) {
        for (int i = 0; i < READS; i++) {
          assertEquals(round, scope.getLong(one, -1L));
          assertEquals(-1L, scope.getLong(other, -1L));
        }
      }
      assertEquals(-1L, ParamScope.current().getLong(one, -1L));
    }
  }

  /** Tasks take turns in one context: what it learned in the one is not true in the other. */
  @Test
  void tasksOverSnapshotsOfEitherTellThemApart() {
    ParamSnapshot one = ParamScope.of(KEY, 1L).call(ParamScope::capture);
    ParamSnapshot other = ParamScope.of(TWIN, 2L).call(ParamScope::capture);
    for (int round = 0; round < READS; round++) {
      for (int i = 0; i < 8; i++) {
        one.run(
            () -> {
              assertEquals(1L, ParamScope.current().getLong(KEY, -1L));
              assertEquals(-1L, ParamScope.current().getLong(TWIN, -1L));
              assertEquals("1", ParamScope.current().getString(KEY, "none"));
            });
      }
      other.run(
          () -> {
            assertEquals(-1L, ParamScope.current().getLong(KEY, -1L));
            assertEquals("none", ParamScope.current().getString(KEY, "none"));
            assertEquals(2L, ParamScope.current().getLong(TWIN, -1L));
          });
    }
  }

  @Test
  void snapshotsTellThemApart() {
    ParamSnapshot snapshot;
    try (ParamScope scope = ParamScope.of(KEY, 1L).enter()) {
      snapshot = ParamScope.capture();
    }
    snapshot.run(() -> isMissing(TWIN, ParamScope.current()));
    isMissing(TWIN, snapshot.toScope());
    assertEquals(1L, snapshot.toScope().getLong(KEY));
  }

  /** Typed keys read by hash alone, so the name they declare keeps its hash to itself. */
  @Test
  void aDeclaredKeyKeepsItsHash() {
    long hash = KeyHash.hash(DECLARED);
    assertEquals(hash, ParamBinding.declare(DECLARED, hash));
    assertEquals(hash, Param.ofLong(fresh(DECLARED), 1).hash());
    String refused =
        assertThrows(
                IllegalArgumentException.class, () -> ParamBinding.declare(TWIN_OF_DECLARED, hash))
            .getMessage();
    assertTrue(refused.contains(DECLARED) && refused.contains(TWIN_OF_DECLARED), refused);
    assertThrows(
        IllegalArgumentException.class, () -> ParamScope.current().put(TWIN_OF_DECLARED, 1L));
  }

  @Test
  void aTwinOfATypedKeyCannotBeWritten() {
    var lr = Param.ofDouble(TYPED, 0.001);
    assertThrows(IllegalArgumentException.class, () -> Param.ofDouble(TWIN_OF_TYPED, 0.5));
    for (Object value : List.of(3L, "text", List.of(1))) {
      ParamScope twin = ParamScope.of(TWIN_OF_TYPED, value);
      assertEquals(0.001, lr.get(twin));
      String refused = assertThrows(IllegalArgumentException.class, twin::enter).getMessage();
      assertTrue(refused.contains(TYPED) && refused.contains(TWIN_OF_TYPED), refused);
      assertThrows(
          IllegalArgumentException.class, ParamScope.of("a", 1).with(TWIN_OF_TYPED, value)::enter);
      assertThrows(
          IllegalArgumentException.class, () -> ParamScope.current().put(TWIN_OF_TYPED, value));
      assertEquals(0.001, lr.get());
      assertEquals(Map.of(), ParamScope.current().toMap());
    }
    assertEquals(TYPED, lr.key()); // and alive until here: a key that nobody keeps frees its hash
  }
}
