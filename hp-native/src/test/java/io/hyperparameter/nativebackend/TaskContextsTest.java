package io.hyperparameter.nativebackend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bound tasks use one context after another, and C++ sees each while it runs and no longer. */
@Timeout(120)
class TaskContextsTest extends NativeTest {
  private static ParamSnapshot holding(Map<String, ?> values) {
    ParamSnapshot[] held = new ParamSnapshot[1];
    ParamScope.empty()
        .run(
            () -> {
              values.forEach(ParamScope.current()::put);
              held[0] = ParamScope.capture();
            });
    return held[0];
  }

  private static <T> T onNewThread(Callable<T> task) throws Exception {
    FutureTask<T> future = new FutureTask<>(task);
    new Thread(future).start();
    return future.get();
  }

  @Test
  void whateverSnapshotsTheyStartOnAndWhateverTheyWrite() throws Exception {
    List<ParamSnapshot> snapshots =
        List.of(
            holding(Map.of("a", 1)),
            holding(Map.of("a", "text", "b", 2.5)),
            holding(Map.of("a", List.of(1), "c", List.of(2))),
            holding(Map.of()));
    onNewThread(
        () -> {
          NativeContext[] used = new NativeContext[1];
          for (int i = 0; i < 50; i++) {
            int turn = i;
            ParamSnapshot snapshot = snapshots.get(i * 7 / 3 % snapshots.size());
            snapshot.run(
                () -> {
                  NativeContext here = assertNotNullHere();
                  if (used[0] != null) {
                    assertSame(used[0], here, "turn " + turn);
                  }
                  used[0] = here;
                  assertEquals(here.address(), TestKernel.currentContext());
                  ParamScope now = ParamScope.current();
                  assertEquals(snapshot.toMap(), now.toMap());
                  assertEquals(0, here.objectCount());
                  for (int j = 0; j < turn % 3 * 40; j++) {
                    now.put("written." + j, j % 2 == 0 ? j : List.of(j));
                  }
                  try (var scope = ParamScope.of("a", turn).with("s", List.of()).enter()) {
                    assertEquals(turn, TestKernel.readLong("a", -1));
                    assertEquals(turn, scope.getLong("a"));
                  }
                  assertEquals(snapshot.toMap().get("a"), now.toMap().get("a"));
                });
          }
          return null;
        });
  }

  /** C++ counts how often a context starts anew; the objects are Java's, and are found again. */
  @Test
  void aTaskOverTheSnapshotOfTheOneBeforeStartsWithoutACall() throws Exception {
    ParamSnapshot snapshot = holding(Map.of("a", List.of(1), "b", 2));
    onNewThread(
        () -> {
          Set<Long> generations = new HashSet<>();
          for (int i = 0; i < 5; i++) {
            snapshot.run(
                () -> {
                  generations.add(
                      NativeMemory.load(
                          assertNotNullHere().address() + NativeLayout.CONTEXT_KEY_GENERATION));
                  assertEquals(List.of(1), ParamScope.current().get("a", List.class));
                  assertEquals(2, ParamScope.current().getInt("b"));
                });
          }
          assertEquals(1, generations.size());
          return null;
        });
  }

  private static NativeContext assertNotNullHere() {
    NativeContext here = NativeContext.ofThisThread();
    assertNotNull(here);
    return here;
  }

  @Test
  void aKernelSeesTheTaskWhileItRuns() throws Exception {
    ParamSnapshot outer = holding(Map.of("a", 1));
    ParamSnapshot inner = holding(Map.of("a", 2));
    for (boolean first : new boolean[] {false, true}) {
      onNewThread(
          () -> {
            if (first) { // the thread has a context of its own before, or makes it afterwards
              ParamScope.current().put("a", 10);
            }
            for (int i = 0; i < 3; i++) {
              outer.run(
                  () -> {
                    assertEquals(1, TestKernel.readLong("a", -1));
                    inner.run(() -> assertEquals(2, TestKernel.readLong("a", -1)));
                    inner.run(() -> assertEquals(2, TestKernel.readLong("a", -1)));
                    assertEquals(1, TestKernel.readLong("a", -1));
                  });
              if (first || i > 0) {
                assertEquals(10, TestKernel.readLong("a", -1));
                assertEquals(assertNotNullHere().address(), TestKernel.currentContext());
              }
              ParamScope.current().put("a", 10);
            }
            return null;
          });
    }
  }

  @Test
  void whatStartsOnHeavyValuesSeesThemAgain() throws Exception {
    ParamSnapshot heavy = holding(Map.of("a", "x".repeat(200_000), "b", 2));
    ParamSnapshot light = holding(Map.of("a", 1));
    onNewThread(
        () -> {
          NativeContext[] used = new NativeContext[1];
          for (ParamSnapshot each : List.of(light, heavy, heavy, light, light, heavy)) {
            each.run(
                () -> {
                  assertEquals(each.toMap(), ParamScope.current().toMap());
                  assertEquals(each == heavy ? 200_000 : -1, TestKernel.textLength("a"));
                  if (used[0] != null) {
                    assertSame(used[0], assertNotNullHere());
                  }
                  used[0] = assertNotNullHere();
                });
          }
          return null;
        });
  }

  @Test
  void whereAKernelLeftALevelOpenTheContextIsNotUsedAgain() throws Exception {
    ParamSnapshot snapshot = holding(Map.of("a", 1));
    onNewThread(
        () -> {
          ParamScope.current().put("a", 10);
          NativeContext[] used = new NativeContext[2];
          for (int i = 0; i < 2; i++) {
            int turn = i;
            snapshot.run(
                () -> {
                  used[turn] = assertNotNullHere();
                  TestKernel.leaveOpen("a", 5);
                  assertEquals(5, TestKernel.readLong("a", -1));
                });
            assertEquals(10, TestKernel.readLong("a", -1));
          }
          assertNotSame(used[0], used[1]);
          return null;
        });
  }
}
