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
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who captures again what has not changed gets the same, and nobody else does. */
class CaptureTest {
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

  private static void onAThread(Runnable body) throws Exception {
    FutureTask<Void> task = new FutureTask<>(body, null);
    new Thread(task).start();
    task.get();
  }
}
