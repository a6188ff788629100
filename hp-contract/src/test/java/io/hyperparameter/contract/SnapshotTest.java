package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.ScopeStateException;
import io.hyperparameter.Suggest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What was captured travels as it was, to any thread, and leaves nothing behind there. */
class SnapshotTest {
  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  private static ParamSnapshot captured(String key, Object value) {
    try (ParamScope scope = ParamScope.of(key, value).enter()) {
      return ParamScope.capture();
    }
  }

  private static long seen(String key) {
    return ParamScope.current().getLong(key, -1);
  }

  private static void seenInto(List<Long> list) {
    list.add(seen("a"));
  }

  @Test
  void aTaskThatIsNullIsRefusedWhereItIsGiven() {
    ParamSnapshot snapshot = captured("a", 1L);
    assertThrows(NullPointerException.class, () -> snapshot.wrap((Runnable) null));
    assertThrows(NullPointerException.class, () -> snapshot.wrap((Callable<Long>) null));
    assertThrows(NullPointerException.class, () -> snapshot.wrapSupplier(null));
    assertThrows(NullPointerException.class, () -> snapshot.wrapFunction(null));
    assertThrows(NullPointerException.class, () -> snapshot.wrapBiFunction(null));
    assertThrows(NullPointerException.class, () -> snapshot.wrapConsumer(null));
    assertThrows(NullPointerException.class, () -> snapshot.wrapBiConsumer(null));
    assertThrows(NullPointerException.class, () -> snapshot.wrapPredicate(null));
    assertThrows(NullPointerException.class, () -> snapshot.wrapThreads(null));
    assertThrows(NullPointerException.class, () -> snapshot.wrap((Executor) null));
    assertThrows(NullPointerException.class, () -> snapshot.wrap((ExecutorService) null));
    assertThrows(NullPointerException.class, () -> snapshot.wrap((ScheduledExecutorService) null));
  }

  @Test
  void everyKindOfTaskIsWrapped() throws Exception {
    ParamSnapshot snapshot = captured("a", 1L);
    List<Long> seen = new ArrayList<>();
    Runnable runnable = snapshot.wrap(() -> seenInto(seen));
    Callable<Long> callable = snapshot.wrap(() -> seen("a"));
    Supplier<Long> supplier = snapshot.wrapSupplier(() -> seen("a"));
    Function<String, Long> function = snapshot.wrapFunction(SnapshotTest::seen);
    Executor executor = snapshot.wrap((Executor) Runnable::run);
    snapshot.<List<Long>>wrapConsumer(SnapshotTest::seenInto).accept(seen);
    snapshot.<List<Long>, Long>wrapBiConsumer((list, n) -> list.add(seen("a"))).accept(seen, 0L);
    seen.add(snapshot.<String, Long, Long>wrapBiFunction((k, n) -> seen(k) * n).apply("a", 1L));
    assertTrue(snapshot.<String>wrapPredicate(key -> seen(key) == 1).test("a"));
    snapshot.run(() -> seen.add(seen("a")));
    seen.add(snapshot.call(() -> seen("a")));
    runnable.run();
    seen.add(callable.call());
    seen.add(supplier.get());
    seen.add(function.apply("a"));
    executor.execute(() -> seen.add(seen("a")));
    FutureTask<Long> elsewhere = new FutureTask<>(callable);
    new Thread(elsewhere, "elsewhere").start();
    seen.add(elsewhere.get());
    seen.add(
        CompletableFuture.supplyAsync(() -> seen("a"), snapshot.wrap((Executor) Runnable::run))
            .get());
    assertEquals(Collections.nCopies(12, 1L), seen);
    assertEquals(-1, seen("a"));
  }

  @Test
  void aTaskSeesNothingElseAndLeavesNothing() {
    ParamSnapshot snapshot = captured("a", 1L);
    try (ParamScope outer = ParamScope.of("outer", 1L).enter()) {
      snapshot.run(
          () -> {
            assertEquals(Map.of("a", 1L), ParamScope.current().toMap());
            ParamScope.current().put("a", 2L);
            ParamScope.current().put("new", 3L);
            ParamScope.of("never", "closed").enter();
            assertThrows(ScopeStateException.class, outer::close);
            assertThrows(ScopeStateException.class, () -> outer.getLong("outer", 0));
          });
      assertEquals(Map.of("outer", 1L), outer.toMap());
      snapshot.run(() -> assertEquals(Map.of("a", 1L), ParamScope.current().toMap()));
      assertEquals(Map.of("a", 1L), snapshot.toMap());
      assertEquals(1L, outer.getLong("outer", 0));
    }
  }

  @Test
  void whatATaskThrowsPassesAndTheContextComesBack() {
    ParamSnapshot snapshot = captured("a", 1L);
    try (ParamScope scope = ParamScope.of("b", 2L).enter()) {
      IOException checked = new IOException("x");
      assertSame(
          checked,
          assertThrows(
              IOException.class,
              () ->
                  snapshot.call(
                      () -> {
                        throw checked;
                      })));
      UncheckedIOException unchecked = new UncheckedIOException(checked);
      Supplier<Object> supplier =
          snapshot.wrapSupplier(
              () -> {
                throw unchecked;
              });
      assertSame(unchecked, assertThrows(UncheckedIOException.class, supplier::get));
      StackOverflowError error = new StackOverflowError();
      assertSame(
          error,
          assertThrows(
              StackOverflowError.class,
              () ->
                  snapshot.run(
                      () -> {
                        throw error;
                      })));
      assertEquals(2L, scope.getLong("b", 0));
      assertEquals(Map.of("b", 2L), ParamScope.current().toMap());
    }
  }

  @Test
  void tasksNest() {
    ParamSnapshot one = captured("a", 1L);
    ParamSnapshot two = captured("a", 2L);
    one.run(
        () -> {
          ParamScope.of("b", 1L)
              .run(
                  () -> {
                    two.run(() -> one.run(() -> assertEquals(1, seen("a"))));
                    two.run(() -> assertEquals(-1, seen("b")));
                    assertEquals(1, seen("b"));
                  });
          assertEquals(1, seen("a"));
        });
    assertEquals(-1, seen("a"));
  }

  @Test
  void anIdleScopeOfItIsLaidOverWhatAThreadSees() {
    ParamSnapshot snapshot;
    try (ParamScope outer = ParamScope.of(Map.of("a", 1L, "gone", 1L)).enter();
        ParamScope inner = ParamScope.of("b", 2L).enter()) {
      inner.remove("gone");
      snapshot = ParamScope.capture();
    }
    try (ParamScope here = ParamScope.of(Map.of("gone", 5L, "c", 3L, "a", 0L)).enter();
        ParamScope over = snapshot.toScope().enter()) {
      assertEquals(Map.of("a", 1L, "b", 2L, "c", 3L), over.toMap());
    }
    ParamScope idle = snapshot.toScope();
    idle.put("a", 9L);
    assertEquals(1L, snapshot.toScope().getLong("a"));
  }

  @Test
  void itIsSerializedWithKindsAndDeletedKeys() throws Exception {
    ParamSnapshot before;
    try (ParamScope outer = ParamScope.of(Map.of("l", 1L, "gone", 1L)).enter();
        ParamScope inner = ParamScope.of(Map.of("d", 2.5, "b", true, "t", "x\0y")).enter()) {
      inner.put("n", (Object) null);
      inner.put("o", new ArrayList<>(List.of(1, "two")));
      inner.put("\u65e5.\ud83d\ude80", -0.0);
      inner.remove("gone");
      before = ParamScope.capture();
    }
    ParamSnapshot after = (ParamSnapshot) read(write(before));
    assertEquals(before.toMap(), after.toMap());
    assertEquals(2.5, after.toMap().get("d"));
    assertNull(after.toMap().get("n"));
    assertTrue(after.toMap().containsKey("n"));
    after.run(
        () -> {
          assertEquals(before.toMap(), ParamScope.current().toMap());
          assertEquals(1L, ParamScope.current().getLong("l"));
        });
    try (ParamScope here = ParamScope.of("gone", 5L).enter();
        ParamScope over = after.toScope().enter()) {
      assertFalse(over.contains("gone"));
    }
  }

  @Test
  void whatCannotBeSerializedIsNamed() {
    for (Object value : List.of(new Object(), Suggest.from(() -> 1))) {
      ParamSnapshot snapshot = captured("model.handle", value);
      NotSerializableException refused =
          assertThrows(NotSerializableException.class, () -> write(snapshot));
      assertTrue(refused.getMessage().contains("model.handle"), refused::getMessage);
      assertTrue(refused.getMessage().contains(value.getClass().getName()), refused::getMessage);
    }
  }

  private static byte[] write(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  private static Object read(byte[] bytes) throws Exception {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return in.readObject();
    }
  }
}
