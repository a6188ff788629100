package io.hyperparameter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.context.Contexts;
import io.hyperparameter.contract.BackendGate;
import io.hyperparameter.recording.ParamRecorder;
import io.hyperparameter.spi.Context;
import io.hyperparameter.spi.ThreadLocalCarrier;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tasks of one thread use one context after another; none finds anything of the one before. */
class BoundTaskTest {
  private static final ParamSnapshot ONE = captured("a", 1L);
  private static final int GARBAGE_COLLECTIONS = 100;

  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  private static ParamSnapshot captured(String key, Object value) {
    try (ParamScope scope = ParamScope.of(key, value).enter()) {
      return ParamScope.capture();
    }
  }

  /** Runs a task before the one that must not find anything of it. */
  private static void afterwards(Runnable first) {
    ONE.run(first);
    ONE.run(
        () -> {
          ParamScope here = ParamScope.current();
          assertEquals(Map.of("a", 1L), here.toMap());
          assertFalse(here.contains("b"));
          assertEquals(1, here.getLong("a"));
          here.put("a", "text");
          String origin = assertThrows(ParamTypeException.class, () -> here.getLong("a")).origin();
          assertTrue(origin.startsWith("the values thread"), origin);
        });
  }

  @Test
  void aTaskThatLeavesNothingLeavesItsContextToTheNext() {
    Context[] seen = new Context[4];
    for (int i = 0; i < seen.length; i++) {
      int task = i;
      ONE.run(
          () -> {
            seen[task] = Contexts.current();
            try (ParamScope scope = ParamScope.of("a", 2L).enter()) {
              assertEquals(2, scope.getLong("a"));
            }
          });
    }
    assertSame(seen[1], seen[2]);
    assertSame(seen[2], seen[3]);
  }

  @Test
  void nestedTasksHaveContextsOfTheirOwn() {
    for (int i = 0; i < 3; i++) {
      nest(8);
    }
  }

  private static void nest(int depth) {
    ONE.run(
        () -> {
          Context own = Contexts.current();
          ParamScope.current().put("b", depth);
          if (depth > 0) {
            nest(depth - 1);
          }
          assertSame(own, Contexts.current());
          assertEquals(depth, ParamScope.current().getInt("b"));
        });
  }

  @Test
  void valuesWrittenAndRemovedOutsideScopes() {
    afterwards(
        () -> {
          ParamScope here = ParamScope.current();
          here.put("b", 2L);
          here.remove("a");
          here.clear();
        });
  }

  @Test
  void manyValuesAndScopesOverThem() {
    afterwards(
        () -> {
          ParamScope here = ParamScope.current();
          for (int i = 0; i < 1000; i++) {
            here.put("b" + i, "text " + i);
          }
          try (ParamScope scope = ParamScope.empty().with("b", 1L).enter()) {
            scope.put("c", 2.5);
          }
        });
  }

  @Test
  void whereValuesCameFrom() {
    afterwards(() -> ParamScope.define("a=x").enter());
    afterwards(() -> ParamScope.current().putAll(Map.of("a", "x")));
  }

  @Test
  void whereValuesOfAnotherSnapshotCameFrom() {
    ParamSnapshot defined = ParamScope.define("a=x").call(ParamScope::capture);
    ParamSnapshot plain = captured("a", "x");
    for (int i = 0; i < 2; i++) {
      defined.run(() -> assertTrue(originOfA().contains("a=x"), BoundTaskTest::originOfA));
      plain.run(() -> assertTrue(originOfA().startsWith("the values"), BoundTaskTest::originOfA));
    }
  }

  private static String originOfA() {
    ParamTypeException wrong =
        assertThrows(ParamTypeException.class, () -> ParamScope.current().getLong("a"));
    return String.valueOf(wrong.origin());
  }

  @Test
  void aScopeThatIsLeftOpenIsClosedAndKeepsItsValues() {
    ParamScope[] open = {ParamScope.of("b", 1L), ParamScope.of("c", 1L)};
    afterwards(
        () -> {
          for (ParamScope scope : open) {
            scope.enter();
          }
          open[1].put("d", 4L);
        });
    ONE.run(
        () -> {
          ParamScope.of("e", 5L).enter();
          assertThrows(ScopeStateException.class, open[0]::close);
          assertEquals(Map.of("a", 1L, "e", 5L, "c", 1L, "d", 4L), open[1].toMap());
        });
    assertEquals(4, open[1].getLong("d"));
  }

  @Test
  void aScopeThatWasForgottenInATaskIsNotTakenForOneOfTheNext() {
    ParamScope forgotten = ParamScope.of("b", 1L);
    afterwards(
        () -> {
          ParamScope outer = ParamScope.of("a", 2L).enter();
          forgotten.enter();
          assertThrows(ScopeStateException.class, outer::close);
        });
    ONE.run(
        () -> {
          try (ParamScope outer = ParamScope.of("a", 2L).enter();
              ParamScope inner = ParamScope.of("b", 3L).enter()) {
            assertThrows(ScopeStateException.class, forgotten::close);
            assertEquals(1, forgotten.getLong("b"));
            assertEquals(3, inner.getLong("b"));
            assertEquals(2, outer.getLong("a"));
          }
        });
  }

  @Test
  void aViewOfATaskIsNotOneOfTheNext() {
    ParamScope[] view = new ParamScope[1];
    afterwards(() -> view[0] = ParamScope.current());
    ONE.run(
        () -> {
          assertNotSame(view[0], ParamScope.current());
          assertThrows(ScopeStateException.class, () -> view[0].getLong("a", 0));
          assertThrows(ScopeStateException.class, () -> view[0].put("a", 5));
          assertThrows(ScopeStateException.class, view[0]::close);
          assertThrows(ScopeStateException.class, view[0]::enter);
          assertEquals(1, ParamScope.current().getLong("a"));
        });
    assertThrows(ScopeStateException.class, () -> view[0].getLong("a", 0));
  }

  @Test
  void whatIsLeftOfATaskIsToldToHaveEnded() {
    String here = "thread \"" + Thread.currentThread().getName() + "\"";
    ParamScope[] views = new ParamScope[2];
    ParamScope open = ParamScope.of("b", 1L);
    ONE.run(
        () -> {
          views[0] = ParamScope.current();
          assertEquals("ParamScope(view of " + here + "){a=1}", views[0].toString());
          try (AttachedSnapshot attached = ONE.attach()) {
            views[1] = ParamScope.current();
          }
          open.enter();
        });
    Runnable told =
        () -> {
          for (ParamScope view : views) {
            assertEquals("ParamScope(view of a task that has ended, on " + here + ")", view + "");
            String refused = assertThrows(ScopeStateException.class, view::enter).getMessage();
            assertTrue(refused.startsWith("ParamScope.current() is a view"), refused);
          }
          assertEquals("ParamScope(idle){b=1}", open.toString());
        };
    ONE.run(told); // in the very context of the task
    told.run();
  }

  @Test
  void aRecorderOfATaskEndsWithIt() {
    ParamRecorder[] recorders = new ParamRecorder[2];
    ONE.run(
        () -> {
          recorders[0] = ParamRecorder.start();
          recorders[1] = ParamRecorder.startEverywhere();
          ParamScope.capture().run(() -> {}); // which is not the end of the recorders' task
          ParamScope.current().getLong("a");
        });
    Runnable closing =
        () -> {
          for (ParamRecorder recorder : recorders) {
            assertThrows(ScopeStateException.class, recorder::close);
            assertThrows(ScopeStateException.class, recorder::close);
            ParamScope.current().getLong("b", 2);
            assertEquals(List.of("a"), recorder.reads().stream().map(r -> r.key()).toList());
          }
        };
    ONE.run(closing); // in the very context of the task
    closing.run();
  }

  @Test
  void aRecorderThatWasClosedInItsTaskMayBeClosedAgain() {
    ParamRecorder[] recorder = new ParamRecorder[1];
    ParamSnapshot[] recorded = new ParamSnapshot[1];
    ONE.run(
        () -> {
          recorder[0] = ParamRecorder.start();
          recorded[0] = ParamScope.capture();
          recorder[0].close();
        });
    recorded[0].run(() -> ParamScope.current().getLong("a")); // in the very context of the task
    recorder[0].close();
    assertEquals(List.of(), recorder[0].reads());
  }

  @Test
  void newThreadsAreNotRecordedWhenTheTaskOfTheRecorderHasEnded() throws Exception {
    ParamRecorder[] recorder = new ParamRecorder[1];
    ONE.run(() -> recorder[0] = ParamRecorder.startEverywhere());
    boolean[] isWatched = new boolean[1];
    Thread thread =
        new Thread(() -> isWatched[0] = !Contexts.current().isCurrentOf(Thread.currentThread()));
    thread.start();
    thread.join();
    assertFalse(isWatched[0]);
  }

  @Test
  void anExceptionRestoresTheThreadsOwnContext() {
    try (ParamScope own = ParamScope.of("own", 1L).enter()) {
      Context before = Contexts.current();
      for (int i = 0; i < 3; i++) {
        assertThrows(
            IllegalStateException.class,
            () ->
                ONE.run(
                    () -> {
                      ParamScope.of("b", 2L).enter();
                      throw new IllegalStateException();
                    }));
        assertSame(before, Contexts.current());
        assertEquals(Map.of("own", 1L), own.toMap());
      }
    }
  }

  @Test
  void aThreadWithoutAContextHasNoneAfterATask() throws Exception {
    List<Object> seen = new ArrayList<>();
    Thread thread =
        new Thread(
            () -> {
              ONE.run(() -> ParamScope.current().put("b", 1L));
              ONE.run(() -> seen.add(Contexts.current()));
              seen.add(Contexts.currentOrNull());
              seen.add(ParamScope.current().contains("a"));
            });
    thread.start();
    thread.join();
    assertNull(seen.get(1));
    assertEquals(false, seen.get(2));
  }

  @Test
  void whatATaskAttachedAndLeftEndsWithIt() {
    ThreadLocal<String> user = new ThreadLocal<>();
    ParamSnapshot attached = captured("b", 2L).carrying(carrierOf(user));
    user.set("alice");
    AttachedSnapshot[] left = new AttachedSnapshot[2];
    ParamScope[] views = new ParamScope[2];
    for (int round = 0; round < 3; round++) {
      ONE.run(
          () -> {
            left[0] = attached.attach();
            views[0] = ParamScope.current();
            left[1] = ONE.attach();
            views[1] = ParamScope.current();
          });
      assertEquals("alice", user.get());
      for (int i = 0; i < 2; i++) {
        ParamScope view = views[i];
        assertThrows(ScopeStateException.class, () -> view.getLong("a", -1));
        assertThrows(ScopeStateException.class, () -> view.put("a", 3L));
        assertFalse(left[i].isAttachedHere());
        assertThrows(ScopeStateException.class, left[i]::close);
      }
      ONE.run(() -> assertEquals(Map.of("a", 1L), ParamScope.current().toMap()));
    }
  }

  @Test
  void whatIsCarriedStaysWithItsSnapshot() throws Exception {
    ThreadLocal<String> user = new ThreadLocal<>();
    List<String> seen = new ArrayList<>();
    Runnable carries =
        () -> {
          user.set("alice");
          ParamScope.capture().carrying(carrierOf(user)).portable().run(() -> {});
        };
    Runnable doesNot =
        () -> {
          user.set("bob");
          ParamScope.capture().run(() -> seen.add(user.get()));
        };
    for (Runnable each : List.of(carries, doesNot)) { // over no values, which all threads share
      Thread thread = new Thread(each);
      thread.start();
      thread.join();
    }
    assertEquals(List.of("bob"), seen);

    user.set("old");
    captured("b", 2L)
        .carrying(carrierOf(user))
        .portable()
        .run(
            () -> {
              user.set("changed");
              ParamScope.capture().run(() -> seen.add(user.get()));
            });
    assertEquals(List.of("bob", "changed"), seen);
  }

  @Test
  void whoWatchesASnapshotDoesNotWatchItsValues() throws Exception {
    List<String> seen = new ArrayList<>();
    try (ParamRecorder recorder = ParamRecorder.start()) {
      ParamScope.current().put("q", 1L);
      ParamScope.current().remove("q");
      ParamScope.capture().run(() -> {});
      Thread other =
          new Thread(() -> ParamScope.capture().run(() -> ParamScope.current().getLong("x", 5)));
      other.start();
      other.join();
      recorder.reads().forEach(read -> seen.add(read.toString()));
    }
    assertEquals(List.of(), seen);
  }

  private static ThreadLocalCarrier carrierOf(ThreadLocal<String> local) {
    return () -> {
      String carried = local.get();
      return () -> {
        String before = local.get();
        local.set(carried);
        return () -> local.set(before);
      };
    };
  }

  @Test
  void theValuesOfATaskAreNotKeptForTheNext() {
    assertCollected(runOver(new Object()));
  }

  @Test
  void whatScopesOfATaskHeldIsNotKeptForTheNext() {
    assertCollected(heldByScopes(new Object(), "x".repeat(100_000)));
  }

  @Test
  void theValuesOfATaskThatLeavesAScopeOpenAreNotKept() {
    assertCollected(leavesAScopeOver(new Object()));
  }

  private static void assertCollected(List<WeakReference<Object>> values) {
    for (WeakReference<Object> value : values) {
      for (int i = 0; i < GARBAGE_COLLECTIONS && value.get() != null; i++) {
        System.gc();
      }
      assertNull(value.get());
    }
  }

  /** Over values without objects, with which a context stays as it is for the next task. */
  private static List<WeakReference<Object>> heldByScopes(Object object, String text) {
    captured("number", 1)
        .run(
            () -> {
              ParamScope.of("object", object).with("text", text).run(() -> {});
              ParamScope.of("object", 1)
                  .run(
                      () -> {
                        ParamScope.current().put("object", object);
                        ParamScope.current().put("text", text);
                        ParamScope.current().put("number", object);
                      });
            });
    return List.of(new WeakReference<>(object), new WeakReference<>(text));
  }

  private static List<WeakReference<Object>> leavesAScopeOver(Object value) {
    captured("object", value)
        .run(
            () -> {
              ParamScope.init(Map.of("number", 1));
              assertSame(value, ParamScope.current().get("object", Object.class));
            });
    return List.of(new WeakReference<>(value));
  }

  private static List<WeakReference<Object>> runOver(Object value) {
    captured("object", value)
        .run(
            () -> {
              assertSame(value, ParamScope.current().get("object", Object.class));
              ParamScope.current().put("written", value);
              ParamScope.of("object", new Object[] {value}).run(() -> {});
            });
    return List.of(new WeakReference<>(value));
  }
}
