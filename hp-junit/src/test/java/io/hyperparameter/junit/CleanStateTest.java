package io.hyperparameter.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** What a test starts with, and what it leaves. */
class CleanStateTest {
  private static Map<String, Object> seen() {
    return ParamScope.current().toMap();
  }

  private static void passes(int tests, Class<?>... classes) {
    var results = TestKit.run(classes);
    assertEquals(Map.of(), TestKit.failures(results));
    assertEquals(tests, results.testEvents().succeeded().count());
  }

  @Test
  void theRunnersOwnValuesAreNotSeenAndComeBack() {
    try (ParamScope own = ParamScope.of("own", 1L).enter()) {
      ParamScope.current().put("more", 2L);
      passes(2, Dirty.class);
      assertEquals(Map.of("own", 1L, "more", 2L), own.toMap());
    }
  }

  @Params
  @TestMethodOrder(MethodOrderer.MethodName.class)
  static class Dirty {
    @Test
    void first() {
      assertEquals(Map.of(), seen());
      ParamScope.current().put("left", 1L); // no scope: ends with the test
    }

    @Test
    void second() {
      assertEquals(Map.of(), seen());
    }
  }

  @Test
  void definitionsAreSeenFromTheConstructorToTheEnd() {
    passes(4, Defined.class);
  }

  @Params({"a=class", "b=class"})
  static class Defined {
    private final Map<String, Object> constructed = seen();
    private Map<String, Object> before = Map.of();

    @BeforeEach
    void before() {
      before = seen();
      ParamScope.current().put("each", 1L);
    }

    @Test
    void ofTheClass() {
      assertEquals(Map.of("a", "class", "b", "class"), constructed);
      assertEquals(constructed, before);
      assertEquals(Map.of("a", "class", "b", "class", "each", 1L), seen());
    }

    @Test
    @Params("a=method")
    void ofTheMethodWin() {
      assertEquals(Map.of("a", "method", "b", "class"), before);
    }

    @AfterEach
    void after() {
      assertEquals(before.get("b"), ParamScope.current().getString("b"));
      assertTrue(ParamScope.current().contains("each"));
    }

    @Nested
    @Params("b=nested")
    class Inside {
      @Test
      void theEnclosingClassShinesThrough() {
        assertEquals(Map.of("a", "class", "b", "nested", "each", 1L), seen());
      }

      @Test
      @Params("a=method")
      void allThree() {
        assertEquals(Map.of("a", "method", "b", "nested", "each", 1L), seen());
      }
    }
  }

  @Test
  void whatIsSetUpForTheClassIsSeenByItsTests() {
    passes(2, SetUpOnce.class);
    passes(2, SetUpOnce.PerClass.class);
  }

  @Params("a=class")
  static class SetUpOnce {
    private static ParamScope scope;

    @BeforeAll
    static void enter() {
      scope = ParamScope.of("a", 5L).with("all", 1L).enter();
    }

    @Test
    @Params("b=method")
    void one() {
      assertEquals(Map.of("a", 5L, "all", 1L, "b", "method"), seen());
      ParamScope.current().put("all", 2L);
    }

    @Test
    void two() {
      assertEquals(Map.of("a", 5L, "all", 1L), seen());
    }

    @AfterAll
    static void leave() {
      assertEquals(Map.of("a", 5L, "all", 1L), scope.toMap());
      scope.close();
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class PerClass extends SetUpOnce {
      private final String constructed = ParamScope.current().getString("a");

      @AfterEach
      void constructedWithTheClassDefinitions() {
        assertEquals("class", constructed);
      }
    }
  }

  @Test
  void aMethodAloneMayBeClean() {
    try (ParamScope own = ParamScope.of("own", 1L).enter()) {
      passes(2, OneMethod.class);
    }
  }

  static class OneMethod {
    @Test
    @Params("a=1")
    void clean() {
      assertEquals(Map.of("a", "1"), seen());
    }

    @Test
    void asEver() {
      assertEquals(Map.of("own", 1L), seen());
    }
  }

  @Test
  void allTestsAreCleanWhereTheExtensionIsDetected() {
    try (ParamScope own = ParamScope.of("own", 1L).enter()) {
      var results =
          TestKit.run(
              Map.of("junit.jupiter.extensions.autodetection.enabled", "true"), Undecorated.class);
      assertEquals(Map.of(), TestKit.failures(results));
      assertEquals(1, results.testEvents().succeeded().count());
    }
  }

  static class Undecorated {
    @Test
    void clean() {
      assertEquals(Map.of(), seen());
    }
  }

  @Test
  void aTestOnAThreadOfItsOwnSeesWhatItWouldSee() {
    passes(1, Elsewhere.class);
  }

  @Params("a=1")
  static class Elsewhere {
    private Thread thread;

    @BeforeEach
    void before() {
      thread = Thread.currentThread();
      ParamScope.current().put("each", 1L);
    }

    @Test
    @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void there() {
      assertFalse(thread == Thread.currentThread());
      assertEquals(Map.of("a", "1", "each", 1L), seen());
    }
  }

  @Test
  void eachDynamicTestIsClean() {
    passes(3, Dynamic.class);
  }

  @Params("a=1")
  static class Dynamic {
    @TestFactory
    Stream<DynamicTest> three() {
      ParamScope.current().put("factory", 1L);
      return Stream.of("x", "y", "z")
          .map(
              name ->
                  DynamicTest.dynamicTest(
                      name,
                      () -> {
                        assertEquals(Map.of("a", "1", "factory", 1L), seen());
                        ParamScope.current().put("left", 1L);
                      }));
    }
  }

  @Test
  void parallelTestsSeeEachTheirOwn() {
    var results =
        TestKit.run(
            Map.of(
                "junit.jupiter.execution.parallel.enabled", "true",
                "junit.jupiter.execution.parallel.mode.default", "concurrent",
                "junit.jupiter.execution.parallel.config.strategy", "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "4"),
            Parallel.class);
    assertEquals(Map.of(), TestKit.failures(results));
    assertEquals(82, results.testEvents().succeeded().count());
    assertTrue(Parallel.THREADS.size() > 1);
  }

  @Params("a=1")
  static class Parallel {
    static final Map<Thread, Boolean> THREADS = new ConcurrentHashMap<>();
    private static final CountDownLatch TOGETHER = new CountDownLatch(2);

    @Test
    void atOnce() throws Exception {
      ParamScope.current().put("b", 1L);
      TOGETHER.countDown();
      TOGETHER.await();
      assertEquals(Map.of("a", "1", "b", 1L), seen());
    }

    @Test
    @Params("b=2")
    void withThis() throws Exception {
      TOGETHER.countDown();
      TOGETHER.await();
      assertEquals(Map.of("a", "1", "b", "2"), seen());
    }

    @RepeatedTest(80)
    void one(RepetitionInfo repetition) {
      THREADS.put(Thread.currentThread(), true);
      assertEquals(Map.of("a", "1"), seen());
      long mine = repetition.getCurrentRepetition();
      try (ParamScope scope = ParamScope.of("a", mine).enter()) {
        ParamScope.current().put("b", mine);
        assertEquals(Map.of("a", mine, "b", mine), seen());
      }
      ParamScope.current().put("left", mine);
    }
  }

  @Test
  void parametersRunOverTheirValues() {
    var results = TestKit.run(Repeated.class);
    assertEquals(Map.of(), TestKit.failures(results));
    assertEquals(
        List.of(
            "train.batch=16",
            "train.batch=64",
            "train.batch=16, train.lr=0.1",
            "train.batch=16, train.lr=0.01",
            "train.batch=64, train.lr=0.1",
            "train.batch=64, train.lr=0.01"),
        TestKit.names(results));
    assertEquals(List.of(16, 64, 16_010, 16_100, 64_010, 64_100), Repeated.SEEN);
  }

  @Params("train.batch=1")
  @TestMethodOrder(MethodOrderer.MethodName.class)
  static class Repeated {
    static final List<Integer> SEEN = new java.util.ArrayList<>();

    private static int batch() {
      return ParamScope.current().getInt("train.batch");
    }

    @ParamSource(
        key = "train.batch",
        values = {"16", "64"})
    void aLine() {
      SEEN.add(batch());
    }

    @ParamSource(
        key = "train.batch",
        values = {"16", "64"})
    @ParamSource(
        key = "train.lr",
        values = {"0.1", "0.01"})
    void grid() {
      double lr = ParamScope.current().getDouble("train.lr");
      SEEN.add(batch() * 1000 + (int) Math.round(1 / lr));
    }
  }
}
