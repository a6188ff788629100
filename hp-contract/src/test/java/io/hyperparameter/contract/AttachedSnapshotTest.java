package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.AttachedSnapshot;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.ScopeStateException;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A snapshot in two calls: what is between sees it, what is around gets its own back. */
class AttachedSnapshotTest {
  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  private static ParamSnapshot of(long value) {
    return ParamScope.empty().with("a", value).call(ParamScope::capture);
  }

  private static Map<String, Object> seen() {
    return ParamScope.current().toMap();
  }

  @Test
  void theThreadHasItsOwnScopesBack() {
    try (ParamScope own = ParamScope.of("own", 1L).enter()) {
      own.put("more", 2L);
      ParamScope left = ParamScope.of("b", 7L);
      try (AttachedSnapshot attached = of(5).attach()) {
        assertSame(attached, AttachedSnapshot.current());
        assertEquals(Map.of("a", 5L), seen());
        assertThrows(ScopeStateException.class, own::close);
        ParamScope.current().put("a", 6L);
        assertEquals(0, attached.openScopes());
        left.enter(); // never left
        assertEquals(1, attached.openScopes());
      }
      left.run(() -> assertEquals(7, ParamScope.current().getLong("b"))); // it ended with it
      assertEquals(Map.of("own", 1L, "more", 2L), seen());
      assertEquals(Map.of("own", 1L, "more", 2L), own.toMap());
    }
    assertNull(AttachedSnapshot.current());
  }

  @Test
  void aForgottenOneIsClosedWithTheOneAroundIt() {
    try (ParamScope own = ParamScope.of("own", 1L).enter()) {
      AttachedSnapshot outer = of(1).attach();
      AttachedSnapshot inner = of(2).attach();
      assertTrue(outer.isAttachedHere() && inner.isAttachedHere());
      ScopeStateException forgotten = assertThrows(ScopeStateException.class, outer::close);
      assertTrue(forgotten.getMessage().contains("a later one was"), forgotten::getMessage);
      assertEquals(Map.of("own", 1L), seen());
      assertFalse(outer.isAttachedHere() || inner.isAttachedHere());
      for (AttachedSnapshot closed : new AttachedSnapshot[] {inner, outer}) {
        ScopeStateException twice = assertThrows(ScopeStateException.class, closed::close);
        assertTrue(twice.getMessage().contains("closed already"), twice::getMessage);
      }
      assertEquals(Map.of("own", 1L), seen());
    }
  }

  @Test
  void itCannotBeClosedElsewhere() throws Exception {
    try (AttachedSnapshot attached = of(1).attach()) {
      of(2)
          .run(
              () -> {
                assertNull(AttachedSnapshot.current());
                assertThrows(ScopeStateException.class, attached::close);
                assertEquals(Map.of("a", 2L), seen());
              });
      FutureTask<ScopeStateException> there =
          new FutureTask<>(() -> assertThrows(ScopeStateException.class, attached::close));
      new Thread(there).start();
      assertTrue(there.get().getMessage().contains(Thread.currentThread().getName()));
      assertEquals(Map.of("a", 1L), seen());
    }
  }

  @Test
  void whatWasAttachedForOneIsNotTakenForTheNext() {
    for (int i = 0; i < 10; i++) {
      AttachedSnapshot first = of(1).attach();
      first.close();
      of(2).run(() -> assertNull(AttachedSnapshot.current())); // may use the context of before
    }
  }

  @Test
  void whatIsFrozenCanBeSeen() {
    FrozenSnapshot.runWhileEmpty(
        () -> {
          assertEquals(Map.of(), ParamSnapshot.ofFrozen().toMap());
          ParamScope.of("a", 1L).run(ParamScope::frozen);
          assertEquals(Map.of("a", 1L), ParamSnapshot.ofFrozen().toMap());
          assertSame(ParamSnapshot.ofFrozen(), ParamSnapshot.ofFrozen());
        });
  }
}
