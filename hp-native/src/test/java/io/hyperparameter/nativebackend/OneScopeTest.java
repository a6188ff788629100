package io.hyperparameter.nativebackend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Java and a C++ kernel on the same thread read and write one scope. */
@Timeout(120)
class OneScopeTest extends NativeTest {
  @Test
  void kernelSeesWhatJavaEntered() {
    try (var scope = ParamScope.of("kernel.tile", 32).with("kernel.eps", 0.5).enter()) {
      assertEquals(32, TestKernel.readLong("kernel.tile", 1));
      assertEquals(32, TestKernel.readInline(1));
      assertEquals(0.5, TestKernel.readDouble("kernel.eps", 1));
      scope.put("kernel.tile", 64);
      assertEquals(64, TestKernel.readInline(1));
    }
    assertEquals(1, TestKernel.readInline(1));
  }

  @Test
  void javaSeesWhatKernelPutUntilTheScopeEnds() {
    try (var scope = ParamScope.of("a", 1).enter()) {
      assertEquals(0, TestKernel.putLong("a", 2));
      assertEquals(0, TestKernel.putText("t", "text of C++"));
      assertEquals(2, scope.getLong("a", 0));
      assertEquals("text of C++", scope.getString("t", ""));
      TestKernel.removeKey("a");
      assertFalse(scope.contains("a"));
    }
    assertFalse(ParamScope.current().contains("a"));
    assertFalse(ParamScope.current().contains("t"));
  }

  @Test
  void whatKernelPutIntoALevelOfOneNumberIsHandedBackWithIt() {
    ParamScope scope = ParamScope.of("a", 1);
    try (var in = scope.enter()) {
      in.put("a", 2);
      assertEquals(0, TestKernel.putLong("b", 3));
      in.put("a", 4);
    }
    assertEquals(Map.of("a", 4L, "b", 3L), scope.toMap());

    scope = ParamScope.of("a", 1);
    try (var in = scope.enter()) {
      assertEquals(0, TestKernel.putLong("b", 3));
      in.put("a", 4);
    }
    assertEquals(Map.of("a", 4L, "b", 3L), scope.toMap());

    scope = ParamScope.of("a", 1);
    try (var in = scope.enter()) {
      in.put("a", 4);
      assertEquals(0, TestKernel.putLong("b", 3));
    }
    assertEquals(Map.of("a", 4L, "b", 3L), scope.toMap());
  }

  @Test
  void whatKernelMadeOfALevelsOnlyNumberIsHandedBack() {
    ParamScope scope = ParamScope.of("a", 1);
    try (var in = scope.enter()) {
      in.put("a", 2);
      assertEquals(0, TestKernel.putDouble("a", 0.5));
    }
    assertEquals(Map.of("a", 0.5), scope.toMap());
    try (var in = scope.enter()) {
      assertEquals(0, TestKernel.putText("a", "text of C++"));
      in.put("a", 3L);
    }
    assertEquals(Map.of("a", 3L), scope.toMap());
    try (var outer = ParamScope.of("a", 9).enter()) {
      try (var in = scope.enter()) {
        in.put("a", 4L);
        assertEquals(0, TestKernel.removeKey("a"));
      }
      try (var in = scope.enter()) {
        assertFalse(in.contains("a"), "it hides what is outside");
      }
      assertEquals(9, outer.getLong("a", 0));
    }
  }

  @Test
  void aLevelInsideAndOneAroundAreHandedBackApart() {
    ParamScope outer = ParamScope.of("a", 1);
    ParamScope inner = ParamScope.of("a", 5);
    try (var out = outer.enter()) {
      out.put("a", 2);
      try (var in = inner.enter()) {
        in.put("a", 6);
        assertEquals(6, TestKernel.readInScope("a", 6));
      }
      assertEquals(2, out.getLong("a", 0));
      out.put("b", 7);
    }
    assertEquals(Map.of("a", 2L, "b", 7L), outer.toMap());
    assertEquals(Map.of("a", 6L), inner.toMap());
  }

  @Test
  void tableThatKernelMovedIsFound() {
    try (var scope = ParamScope.of("a", 1).enter()) {
      assertEquals(1, scope.getLong("a", 0));
      TestKernel.putMany("many.", 10_000);
      assertEquals(1, scope.getLong("a", 0));
      assertEquals(9_999, scope.getLong("many.9999", 0));
    }
    assertEquals(-1, ParamScope.current().getLong("many.9999", -1));
  }

  @Test
  void scopesOfBothLanguagesNest() {
    try (var scope = ParamScope.of("a", 1).enter()) {
      assertEquals(5, TestKernel.readInScope("a", 5));
      assertEquals(1, scope.getLong("a", 0));
    }
  }

  @Test
  void levelThatKernelLeftOpenEndsWithTheScopeAroundIt() {
    try (var outer = ParamScope.of("a", 1).enter()) {
      ParamScope inner = ParamScope.of("b", 2).enter();
      TestKernel.leaveOpen("a", 99);
      assertEquals(99, inner.getLong("a", 0));
      inner.close();
      assertEquals(1, outer.getLong("a", 0));
      assertFalse(outer.contains("b"));
      assertEquals(2, inner.getLong("b", 0), "what the scope itself held is still its own");
      assertFalse(Map.copyOf(inner.toMap()).containsValue(99L));
    }
  }

  @Test
  void threadThatJavaDoesNotKnowHasItsOwn() {
    try (var scope = ParamScope.of("a", 1).enter()) {
      assertEquals(-1, TestKernel.readOnAnotherThread("a", -1));
      assertEquals(1, scope.getLong("a", 0));
    }
  }

  @Test
  void frozenValuesReachThreadsOfCpp() throws Exception {
    Thread freezer =
        new Thread(
            () -> {
              try (var scope = ParamScope.of("frozen.a", 7).enter()) {
                ParamScope.frozen();
              }
            });
    freezer.start();
    freezer.join();
    try {
      assertEquals(7, TestKernel.readOnAnotherThread("frozen.a", -1));
    } finally {
      Thread emptier = new Thread(() -> ParamScope.empty().run(ParamScope::frozen));
      emptier.start();
      emptier.join();
    }
  }

  @Test
  void boundTaskIsWhatKernelSees() {
    try (var scope = ParamScope.of("a", 1).enter()) {
      var captured = ParamScope.of("a", 2).call(ParamScope::capture);
      captured.run(
          () -> {
            assertEquals(2, TestKernel.readLong("a", 0));
            TestKernel.putLong("a", 3);
            assertEquals(3, ParamScope.current().getLong("a", 0));
            captured.run(() -> assertEquals(2, TestKernel.readLong("a", 0)));
            assertEquals(3, TestKernel.readLong("a", 0));
          });
      assertEquals(1, TestKernel.readLong("a", 0));
      assertEquals(1, scope.getLong("a", 0));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void kernelIsFirstOnAThread() throws Exception {
    List<Throwable> failures =
        inThreads(
            false,
            4,
            i -> {
              assertEquals(i, TestKernel.readLong("first", i));
              TestKernel.putLong("first", i + 1L);
              assertEquals(i + 1L, ParamScope.current().getLong("first", -1));
            });
    assertEquals(List.of(), failures);
  }

  @Test
  void kernelOnAVirtualThreadSeesTheVirtualThreadsScopes() throws Exception {
    List<Throwable> failures =
        inThreads(
            true,
            2_000,
            i -> {
              assertEquals(-1, TestKernel.readLong("v", -1));
              try (var scope = ParamScope.of("v", i).enter()) {
                for (int round = 0; round < 5; round++) {
                  Thread.yield();
                  Thread.sleep(1);
                  assertEquals(i, TestKernel.readLong("v", -1));
                  TestKernel.putLong("w", i * 10L + round);
                  Thread.yield();
                  assertEquals(i * 10L + round, scope.getLong("w", -1));
                  assertEquals(TestKernel.currentContext(), TestKernel.currentContext());
                }
              }
              assertEquals(-1, TestKernel.readLong("v", -1));
            });
    assertEquals(List.of(), failures);
  }

  @Test
  void contextsOfThreadsDiffer() throws Exception {
    long mine = TestKernel.currentContext();
    List<Throwable> failures =
        inThreads(false, 2, i -> assertNotEquals(mine, TestKernel.currentContext()));
    assertEquals(List.of(), failures);
  }

  @Test
  void textsThatAreNoUtf8RoundTrip() {
    String lone = "a\ud800b";
    try (var scope =
        ParamScope.of("lone", lone).with("nul", "x\0y").with("tool", "\ud83d\udd27").enter()) {
      assertEquals(lone, scope.getString("lone", ""));
      assertEquals(lone, scope.toMap().get("lone"));
      assertEquals("x\0y", scope.getString("nul", ""));
      assertEquals(3, TestKernel.textLength("nul"));
      assertEquals(4, TestKernel.textLength("tool"));
      assertEquals(-1, TestKernel.textLength("lone"));
      scope.put("lone", lone + lone);
      assertEquals(lone + lone, ParamScope.capture().toMap().get("lone"));
    }
  }

  @Test
  void textReadAgainIsTheSameString() {
    try (var scope = ParamScope.of("t", "some text").enter()) {
      assertTrue(scope.getString("t", "") == scope.getString("t", ""));
    }
  }

  @Test
  void objectsAreLetGo() throws Exception {
    var seen = new java.lang.ref.WeakReference<>(new Object());
    Runnable scopes =
        () -> {
          Object object = new Object[1];
          for (int i = 0; i < 1000; i++) {
            try (var scope = ParamScope.of("o", object).with("p", List.of(i)).enter()) {
              scope.put("o", List.of("again", i));
              assertEquals(List.of("again", i), scope.toMap().get("o"));
            }
          }
        };
    scopes.run();
    assertEquals(0, NativeContext.ofThisThread().objectCount());
    System.gc();
    assertNull(seen.get());
  }

  interface Body {
    void run(int i) throws Exception;
  }

  private static List<Throwable> inThreads(boolean virtual, int count, Body body) throws Exception {
    ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    CountDownLatch done = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      int number = i;
      Runnable task =
          () -> {
            try {
              body.run(number);
            } catch (Throwable e) {
              failures.add(e);
            } finally {
              done.countDown();
            }
          };
      if (virtual) {
        startVirtual(task);
      } else {
        new Thread(task).start();
      }
    }
    done.await();
    return List.copyOf(failures);
  }
}
