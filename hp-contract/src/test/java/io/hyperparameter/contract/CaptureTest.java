package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.ParamTypeException;
import io.hyperparameter.ScopeStateException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who captures again what has not changed gets the same, and nobody else does. */
class CaptureTest {
  private static final int MANY = 150;

  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  private static ParamSnapshot changed(ParamSnapshot before) {
    ParamSnapshot now = ParamScope.capture();
    assertNotSame(before, now);
    assertEquals(ParamScope.current().toMap(), now.toMap());
    return now;
  }

  @Test
  void aScopeThatIsAsItWasEnteredIsCapturedOnce() {
    ParamScope scope = ParamScope.of(Map.of("a", 1L, "b", "text"));
    ParamSnapshot first;
    try (ParamScope open = scope.enter()) {
      first = ParamScope.capture();
      assertSame(first, ParamScope.capture());
      try (ParamScope inner = ParamScope.of("a", 2L).enter()) {
        ParamSnapshot within = changed(first);
        assertSame(within, ParamScope.capture());
        inner.put("c", 3L);
        changed(within);
      }
      assertEquals(first.toMap(), ParamScope.capture().toMap());
    }
    try (ParamScope again = scope.enter()) {
      changed(first);
    }
  }

  @Test
  void everyWayToChangeALevelIsSeen() {
    try (ParamScope open = ParamScope.of(Map.of("a", 1L, "b", "text")).enter()) {
      ParamSnapshot before = ParamScope.capture();
      open.put("a", 2L);
      before = changed(before);
      open.put("a", "text");
      before = changed(before);
      open.remove("b");
      before = changed(before);
      open.put("c", new Object());
      before = changed(before);
      open.putAll(Map.of("d", 1L, "e", 2L));
      before = changed(before);
      open.clear();
      changed(before);
    }
  }

  @Test
  void forgottenScopesAreNotInWhatIsCapturedThen() {
    try (ParamScope outer = ParamScope.of("a", 1L).enter()) {
      ParamSnapshot before = ParamScope.capture();
      ParamScope middle = ParamScope.of("b", 1L).enter();
      ParamScope.of("c", 1L).enter();
      changed(before);
      assertThrows(ScopeStateException.class, middle::close);
      assertEquals(Map.of("a", 1L), ParamScope.capture().toMap());
    }
  }

  @Test
  void aThreadThatWroteNothingGivesWhatItStartedOn() throws Exception {
    Map<String, Long> frozen = new HashMap<>();
    for (long i = 0; i < 1000; i++) {
      frozen.put("a" + i, i);
    }
    ParamScope.of(frozen).run(ParamScope::frozen);
    try {
      ParamSnapshot[] seen = new ParamSnapshot[3];
      for (int i = 0; i < 2; i++) {
        int at = i;
        onAThread(() -> seen[at] = ParamScope.capture());
      }
      onAThread(
          () -> {
            try (ParamScope scope = ParamScope.of("a1", "else").enter()) {
              for (int i = 0; i < 3000; i++) { // enough for whatever counts second looks
                assertEquals(i % 900 + 50, scope.getLong("a" + (i % 900 + 50)));
              }
              changed(seen[0]);
            }
            seen[2] = ParamScope.capture();
            ParamScope.current().put("a1", 5L);
            changed(seen[0]);
            ParamScope.current().put("a1", 1L);
            changed(seen[0]);
            ParamScope.current().clear();
            changed(seen[0]);
          });
      onAThread(
          () -> {
            ParamScope.current().clear();
            assertEquals(Map.of(), ParamScope.capture().toMap());
          });
      assertSame(seen[0], seen[1]);
      assertEquals(seen[0].toMap(), seen[2].toMap());
      assertEquals(1000, seen[0].toMap().size());
    } finally {
      ParamScope.empty().run(ParamScope::frozen);
    }
  }

  @Test
  void aTaskThatWroteNothingCapturesWhatItRunsOver() {
    try (ParamScope scope = ParamScope.of("a", 1L).enter()) {
      ParamSnapshot snapshot = ParamScope.capture();
      snapshot.run(() -> assertSame(snapshot, ParamScope.capture()));
      snapshot.run(
          () -> {
            ParamScope.current().put("a", 2L);
            changed(snapshot);
          });
      snapshot.run(() -> assertSame(snapshot, ParamScope.capture()));
    }
  }

  @Test
  void whatWasRemovedIsNotRemovedFromWhatATaskCaptures() {
    try (ParamScope outer = ParamScope.of(Map.of("a", 1L, "gone", 1L)).enter();
        ParamScope inner = ParamScope.of("b", 1L).enter()) {
      inner.remove("gone");
      ParamSnapshot snapshot = ParamScope.capture();
      snapshot.run(
          () -> {
            ParamSnapshot within = ParamScope.capture();
            ParamScope.of("gone", 2L).run(() -> within.toScope().run(CaptureTest::requireGone));
            ParamScope.of("gone", 2L)
                .run(() -> snapshot.toScope().run(() -> assertFalse(sees("gone"))));
          });
    }
  }

  private static void requireGone() {
    assertTrue(sees("gone"), "the task had no such key, so it hid none");
  }

  private static boolean sees(String key) {
    return ParamScope.current().contains(key);
  }

  /** What a task learned over nothing, or over other values, is not taken for true over many. */
  @Test
  void whatWasAbsentInOneCaptureIsThereInTheNext() {
    Map<String, Long> many = new HashMap<>();
    for (int i = 0; i < MANY; i++) {
      many.put("k" + i, (long) i);
    }
    String key = "k5";
    assertEquals("k5".hashCode(), key.hashCode()); // so it may be remembered
    ParamSnapshot none = ParamScope.capture();
    ParamSnapshot other = ParamScope.of("other", 1L).call(ParamScope::capture);
    ParamSnapshot again = inAnEmptyScope(ParamScope.of(many));
    ParamSnapshot more = ParamScope.of(many).call(() -> inAnEmptyScope(ParamScope.of("other", 2L)));
    for (ParamSnapshot without : List.of(none, other)) {
      for (ParamSnapshot with : List.of(again, more)) {
        without.run(() -> reads(key, -1L));
        with.run(() -> reads(key, 5L));
      }
    }
  }

  private static ParamSnapshot inAnEmptyScope(ParamScope around) {
    return around.call(() -> ParamScope.of().call(ParamScope::capture));
  }

  private static void reads(String key, long expected) {
    for (int i = 0; i < 200; i++) {
      assertEquals(expected, ParamScope.current().getLong(key, -1L));
      assertEquals((double) expected, ParamScope.current().getDouble(key, -1.0));
    }
  }

  @Test
  void originsComeAlong() {
    try (ParamScope scope = ParamScope.define("a=x").enter()) {
      ParamSnapshot snapshot = ParamScope.capture();
      assertSame(snapshot, ParamScope.capture());
      snapshot.run(
          () -> {
            ParamSnapshot within = ParamScope.capture();
            within.run(
                () -> {
                  ParamTypeException wrong =
                      assertThrows(
                          ParamTypeException.class, () -> ParamScope.current().getLong("a"));
                  assertTrue(String.valueOf(wrong.origin()).contains("a=x"), wrong::origin);
                });
          });
    }
  }

  /** What differs from an outer level may be all that is copied; nobody can tell. */
  @Test
  void changesOfFewOfManyValuesAreCapturedExactly() throws Exception {
    for (int seed = 0; seed < 12; seed++) {
      Random random = new Random(seed);
      boolean frozen = seed % 2 == 0;
      int written = seed % 3;
      Map<String, Object> many = many();
      if (frozen) {
        ParamScope.of(many).run(ParamScope::frozen);
      }
      try {
        onAThread(
            () -> {
              if (written == 1) {
                ParamScope.current().put("a1", -1L);
              }
              if (frozen) {
                capturesAreExact(random, 2);
              } else {
                ParamScope outer = ParamScope.of(many);
                outer.run(
                    () -> {
                      if (written == 2) {
                        ParamScope.current().remove("a1");
                      }
                      capturesAreExact(random, 2);
                    });
              }
            });
      } finally {
        ParamScope.empty().run(ParamScope::frozen);
      }
    }
  }

  private static Map<String, Object> many() {
    Map<String, Object> many = new HashMap<>();
    for (int i = 0; i < MANY; i++) {
      many.put("a" + i, i % 3 == 0 ? "text " + i : i % 3 == 1 ? (Object) (long) i : i / 2.0);
    }
    return many;
  }

  /** Enters scopes in scopes and in tasks; what was captured stays what it was. */
  private static void capturesAreExact(Random random, int nested) {
    List<ParamSnapshot> taken = new ArrayList<>();
    List<Map<String, Object>> seen = new ArrayList<>();
    for (int step = 0; step < 4; step++) {
      ParamScope scope = random.nextInt(8) == 0 ? ParamScope.empty() : ParamScope.of();
      for (int i = random.nextInt(4); i > 0; i--) {
        change(scope, random);
      }
      scope.run(
          () -> {
            for (int i = random.nextInt(3); i > 0; i--) {
              change(ParamScope.current(), random);
            }
            ParamSnapshot snapshot = ParamScope.capture();
            taken.add(snapshot);
            seen.add(ParamScope.current().toMap());
            requireExact(snapshot, ParamScope.current().toMap());
            if (random.nextInt(4) == 0) {
              requirePortable(snapshot, ParamScope.current().toMap());
            }
            if (nested > 0) {
              capturesAreExact(random, nested - 1);
              snapshot.run(
                  () -> {
                    change(ParamScope.current(), random); // at the base of the task
                    capturesAreExact(random, nested - 2);
                  });
            }
            requireExact(snapshot, ParamScope.current().toMap());
          });
    }
    for (int i = 0; i < taken.size(); i++) {
      requireExact(taken.get(i), seen.get(i));
    }
  }

  private static void change(ParamScope scope, Random random) {
    String key = "a" + random.nextInt(MANY + 10);
    switch (random.nextInt(6)) {
      case 0 -> scope.put(key, random.nextLong());
      case 1 -> scope.put(key, "other");
      case 2 -> scope.put(key, (Object) null);
      case 3 -> scope.put(key, random.nextBoolean());
      case 4 -> scope.put(key, 0.5);
      default -> scope.remove(key);
    }
  }

  private static void requireExact(ParamSnapshot snapshot, Map<String, Object> visible) {
    assertEquals(visible, snapshot.toMap());
    snapshot.run(
        () -> {
          assertEquals(visible, ParamScope.current().toMap());
          assertEquals(visible, ParamScope.capture().toMap());
          for (String key : List.of("a1", "a2", "a" + (MANY + 1))) {
            assertEquals(visible.containsKey(key), sees(key));
            assertEquals(visible.get(key), ParamScope.current().find(key).orElse(null));
          }
          Map<String, Object> changed = new HashMap<>(visible);
          changed.remove("a2");
          changed.put("a3", 7L);
          ParamScope.current().remove("a2");
          ParamScope.current().put("a3", 7L);
          assertEquals(changed, ParamScope.current().toMap());
          assertEquals(changed, ParamScope.capture().toMap());
        });
    assertEquals(visible, snapshot.toMap());
  }

  private static void requirePortable(ParamSnapshot snapshot, Map<String, Object> visible) {
    ParamSnapshot copied = ParamSnapshot.fromJson(snapshot.toJson());
    assertEquals(visible, copied.toMap());
    assertEquals(copied.toJson(), snapshot.toJson());
    ParamScope hidden = ParamScope.of("a5", 5L);
    hidden.put("x", 5L);
    hidden.run(
        () ->
            snapshot
                .toScope()
                .run(
                    () -> {
                      assertTrue(sees("x"));
                      Object expected = copied.toJson().contains("\"a5\"") ? visible.get("a5") : 5L;
                      assertEquals(expected, ParamScope.current().find("a5").orElse(null));
                    }));
  }

  /** A task that reads much makes one table of it for those that follow. */
  @Test
  void tasksThatReadMuchOverFewChangesSeeTheSame() {
    ParamScope.of(many())
        .run(
            () ->
                ParamScope.of("a1", "changed")
                    .run(
                        () -> {
                          ParamSnapshot snapshot = ParamScope.capture();
                          Map<String, Object> seen = ParamScope.current().toMap();
                          for (int task = 0; task < 20; task++) {
                            snapshot.run(
                                () -> {
                                  for (int i = 0; i < 100; i++) {
                                    String key = "a" + i;
                                    assertEquals(
                                        seen.get(key), ParamScope.current().find(key).orElse(null));
                                  }
                                  assertSame(snapshot, ParamScope.capture());
                                  ParamScope.of("a2", 3L)
                                      .run(
                                          () -> {
                                            ParamScope.current().remove("a3");
                                            assertFalse(
                                                ParamScope.capture().toMap().containsKey("a3"));
                                          });
                                  assertEquals(seen, ParamScope.current().toMap());
                                });
                          }
                        }));
  }

  @Test
  void originsOfFewChangesComeAlong() {
    String[] definitions = new String[MANY];
    for (int i = 0; i < MANY; i++) {
      definitions[i] = "a" + i + "=x" + i;
    }
    ParamScope outer = ParamScope.define(definitions);
    outer.run(
        () -> {
          originIs("a1", "a1=x1");
          ParamScope.define("a1=y")
              .run(
                  () -> {
                    originIs("a1", "a1=y");
                    originIs("a2", "a2=x2");
                    ParamScope.of("a2", "z")
                        .run(
                            () -> {
                              originIs("a1", "a1=y");
                              originIs("a2", "depth 3");
                            });
                  });
          ParamScope.of("a2", "x2")
              .run(
                  () -> {
                    originIs("a1", "a1=x1");
                    originIs("a2", "depth 2");
                  });
          ParamScope.of("a0", "x").run(() -> originIs("a2", "a2=x2"));
        });
  }

  /** Of a value that is no number, here and in a task over what is captured here. */
  private static void originIs(String key, String part) {
    ParamTypeException here =
        assertThrows(ParamTypeException.class, () -> ParamScope.current().getLong(key));
    assertTrue(String.valueOf(here.origin()).contains(part), here::origin);
    ParamScope.capture()
        .run(
            () -> {
              ParamTypeException there =
                  assertThrows(ParamTypeException.class, () -> ParamScope.current().getLong(key));
              String expected = part.startsWith("depth") ? "started with" : part;
              assertTrue(String.valueOf(there.origin()).contains(expected), there::origin);
            });
  }

  private static void onAThread(Runnable body) throws Exception {
    FutureTask<Void> task = new FutureTask<>(body, null);
    new Thread(task).start();
    task.get();
  }
}
