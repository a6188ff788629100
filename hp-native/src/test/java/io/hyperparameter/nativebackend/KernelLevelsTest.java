package io.hyperparameter.nativebackend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamTypeException;
import io.hyperparameter.ScopeStateException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Levels of both languages between one another, and one frozen snapshot for both. */
@Timeout(120)
class KernelLevelsTest extends NativeTest {
  private static final int E_STATE = 4;

  private static <T> T onNewThread(Callable<T> task) throws Exception {
    FutureTask<T> future = new FutureTask<>(task);
    new Thread(future).start();
    return future.get();
  }

  @AfterEach
  void everyLevelIsLeft() throws Exception {
    assertEquals(0, TestKernel.depth());
    onNewThread(
        () -> {
          ParamScope.empty().run(ParamScope::frozen);
          return null;
        });
  }

  @Test
  void aScopeOfJavaInsideOneOfAKernelLeavesThatOpen() {
    long guard = TestKernel.openGuard("a", 10);
    try (var scope = ParamScope.of("b", 1).enter()) {
      scope.put("b", 2);
      assertEquals(10, scope.getLong("a", 0));
    }
    assertEquals(10, TestKernel.readLong("a", 0));
    assertEquals(0, TestKernel.readLong("b", 0));
    ParamScope isolated = ParamScope.empty();
    isolated.run(() -> assertFalse(ParamScope.current().contains("a")));
    assertEquals(10, ParamScope.current().getLong("a", 0));
    assertEquals(0, TestKernel.closeGuard(guard));
    assertFalse(ParamScope.current().contains("a"));
  }

  @Test
  void levelsNestInAnyOrder() {
    try (var outer = ParamScope.of("a", 1).enter()) {
      long first = TestKernel.openGuard("a", 2);
      try (var inner = ParamScope.of("a", 3).enter()) {
        long second = TestKernel.openGuard("a", 4);
        try (var innermost = ParamScope.of("a", 5).with("t", "text").enter()) {
          assertEquals(5, TestKernel.readLong("a", 0));
          innermost.put("n", 1);
        }
        assertEquals(4, inner.getLong("a", 0));
        assertEquals(0, TestKernel.closeGuard(second));
        assertEquals(3, inner.getLong("a", 0));
      }
      assertEquals(2, outer.getLong("a", 0));
      assertEquals(0, TestKernel.closeGuard(first));
      assertEquals(1, outer.getLong("a", 0));
    }
  }

  @Test
  void aKernelThatClosesBelowScopesOfJavaGivesThemBackWhatTheyHold() {
    long guard = TestKernel.openGuard("a", 10);
    ParamScope first = ParamScope.of("b", 1).enter();
    ParamScope second = ParamScope.of("c", "text").enter();
    second.put("d", 4);
    assertEquals(E_STATE, TestKernel.closeGuard(guard));
    assertEquals(0, TestKernel.depth());
    assertEquals(Map.of("c", "text", "d", 4L), second.toMap());
    assertThrows(ScopeStateException.class, second::close);
    assertEquals(Map.of("b", 1L), first.toMap());
    first.run(() -> assertEquals(1, TestKernel.readLong("b", 0)));
  }

  @Test
  void aScopeThatAKernelClosedIsNotTakenForALaterOneAtItsPlace() {
    long guard = TestKernel.openGuard("a", 10);
    ParamScope stale = ParamScope.of("b", 1).enter();
    TestKernel.closeGuard(guard);
    long later = TestKernel.openGuard("a", 11);
    try (var scope = ParamScope.of("c", 2).enter()) {
      assertThrows(ScopeStateException.class, stale::close);
      assertEquals(2, scope.getLong("c", 0));
      assertEquals(11, scope.getLong("a", 0));
    }
    assertEquals(0, TestKernel.closeGuard(later));
  }

  @Test
  void aLevelThatAKernelLeftOpenEndsWithTheScopeAroundIt() {
    ParamScope scope = ParamScope.of("a", 1);
    try (var in = scope.enter()) {
      in.put("b", 2);
      TestKernel.leaveOpen("a", 99);
      assertEquals(99, in.getLong("a", 0));
    }
    assertEquals(0, TestKernel.depth());
    assertEquals(Map.of("a", 1L, "b", 2L), scope.toMap());
  }

  @Test
  void whatAKernelInitialisedStays() throws Exception {
    onNewThread(
        () -> {
          assertEquals(0, TestKernel.init());
          TestKernel.putLong("kept", 5);
          try (var scope = ParamScope.of("a", 1).enter()) {
            assertEquals(5, scope.getLong("kept", 0));
          }
          assertEquals(5, ParamScope.current().getLong("kept", 0));
          assertEquals(5, TestKernel.readLong("kept", 0));
          return null;
        });
  }

  @Test
  void errorsNameTheOriginOfValuesBetweenLevelsOfKernels() {
    long guard = TestKernel.openGuard("x", 1);
    try (var scope = ParamScope.define("a=word").enter()) {
      var error = assertThrows(ParamTypeException.class, () -> scope.getLong("a", 0));
      assertTrue(error.getMessage().contains("\"a=word\""), error.getMessage());
    }
    TestKernel.closeGuard(guard);
  }

  // ---- the frozen snapshot ----

  @Test
  void whatAKernelFreezesReachesThreadsOfBothLanguages() throws Exception {
    Object object = new int[1];
    try (var scope = ParamScope.of("frozen.a", 7).with("frozen.object", object).enter()) {
      assertEquals(0, TestKernel.freeze());
    }
    assertEquals(7, TestKernel.readOnAnotherThread("frozen.a", -1));
    assertEquals(7L, onNewThread(() -> ParamScope.current().getLong("frozen.a", -1)));
    assertSame(object, onNewThread(() -> ParamScope.current().toMap().get("frozen.object")));
  }

  @Test
  void whatAThreadOfCppFreezesReachesThreadsOfJavaWithTheObjectsItStartedOn() throws Exception {
    Object object = new int[1];
    onNewThread(
        () -> {
          ParamScope.of("frozen.object", object).with("o", "text").run(ParamScope::frozen);
          return null;
        });
    assertEquals(0, TestKernel.freezeOnAnotherThread("frozen.b", 8));
    for (int round = 0; round < 2; round++) {
      Map<String, Object> seen = onNewThread(() -> ParamScope.current().toMap());
      assertEquals(8L, seen.get("frozen.b"));
      assertEquals("text", seen.get("o"));
      assertSame(object, seen.get("frozen.object"));
      System.gc();
      assertEquals(0, TestKernel.freezeOnAnotherThread("frozen.b", 8));
    }
  }

  @Test
  void threadsThatFreezeAtOnceLeaveOneTruth() throws Exception {
    CyclicBarrier barrier = new CyclicBarrier(2);
    for (int round = 0; round < 300; round++) {
      FutureTask<?>[] tasks = new FutureTask<?>[2];
      for (int i = 0; i < 2; i++) {
        int number = 2 * round + i;
        tasks[i] =
            new FutureTask<>(
                () ->
                    ParamScope.of("frozen.number", number)
                        .call(
                            () -> {
                              barrier.await();
                              ParamScope.frozen();
                              return null;
                            }));
        new Thread(tasks[i]).start();
      }
      tasks[0].get();
      tasks[1].get();
      long inJava = onNewThread(() -> ParamScope.current().getLong("frozen.number", -1));
      assertEquals(inJava, TestKernel.readOnAnotherThread("frozen.number", -1));
    }
  }
}
