package io.hyperparameter.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;

/** A test that leaves something behind fails, and says what and where. */
class LeftBehindTest {
  private static void assertSays(String message, String... parts) {
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "\"" + part + "\" in: " + message);
    }
  }

  @Test
  void aLeakedScopeFailsItsTestAndNoOther() {
    Map<String, String> failures = TestKit.failures(Leaking.class);
    assertEquals(1, failures.size(), failures::toString);
    assertSays(
        failures.get("first()"),
        Leaking.class.getName() + ".first()",
        "2 scopes open",
        "{train.layers=3, train.lr=0.5}",
        "-Dhyperparameter.track=true",
        "try-with-resources");
  }

  @Test
  void aSecretOfALeakedScopeIsNotTold() {
    String failure = TestKit.failures(LeakingASecret.class).get("token()");
    assertSays(failure, "{api.token=***}");
  }

  @Params
  static class LeakingASecret {
    @Test
    void token() {
      var token = Param.ofString("api.token", "").secret();
      ParamScope.of(token, "hunter2").enter();
    }
  }

  @Params("a=1")
  @TestMethodOrder(MethodOrderer.MethodName.class)
  static class Leaking {
    @Test
    void first() {
      ParamScope.of("train.lr", 0.5).enter();
      ParamScope.init(Map.of("train.layers", 3));
    }

    @Test
    void second() {
      assertEquals(Map.of("a", "1"), ParamScope.current().toMap());
    }
  }

  @Test
  void whatIsInitialisedIsSeenByTheTestAndIsToBeClosed() {
    assertEquals(Map.of(), TestKit.failures(Initialising.class));
    Map<String, String> failures = TestKit.failures(InitialisingForGood.class);
    assertEquals(
        Set.of("sees()", "LeftBehindTest$InitialisingForGood"),
        failures.keySet(),
        "the values are");
    assertSays(failures.get("sees()"), "left a scope open", "{b=2}", "ParamScope.init(..) as well");
  }

  @Params("a=1")
  static class Initialising {
    private ParamScope opened;

    @BeforeEach
    void begin() {
      opened = ParamScope.init(Map.of("b", 2));
    }

    @Test
    void sees() {
      assertEquals(Map.of("a", "1", "b", 2L), ParamScope.current().toMap());
    }

    @Test
    void seesInAScope() {
      ParamScope.of("c", 3).run(() -> assertEquals(2, ParamScope.current().getInt("b")));
    }

    @AfterEach
    void end() {
      assertEquals(2, ParamScope.current().getInt("b"));
      opened.close();
    }
  }

  @Params
  static class InitialisingForGood {
    @BeforeAll
    static void once() {
      ParamScope.init(Map.of("a", 1));
    }

    @BeforeEach
    void begin() {
      ParamScope.init(Map.of("b", 2));
    }

    @Test
    void sees() {
      assertEquals(Map.of("a", 1L, "b", 2L), ParamScope.current().toMap());
    }
  }

  @Test
  void theClassAndDynamicTestsAreHeldToItAsWell() {
    Map<String, String> failures = TestKit.failures(LeakingAround.class);
    assertEquals(2, failures.size(), failures::toString);
    assertSays(failures.get("inner"), ".dynamic() \"inner\"", "a scope open", "{b=1}");
    assertSays(failures.get("LeftBehindTest$LeakingAround"), "a scope open", "{c=1}");
  }

  @Params
  static class LeakingAround {
    @BeforeAll
    static void once() {
      ParamScope.of("c", 1L).enter();
    }

    @TestFactory
    DynamicTest dynamic() {
      return DynamicTest.dynamicTest("inner", () -> ParamScope.of("b", 1L).enter());
    }
  }

  @Test
  void whatATestThrowsIsNotHiddenByWhatItLeft() {
    Map<String, String> failures = TestKit.failures(FailingAndLeaking.class);
    assertEquals(Map.of("both()", "first of all"), failures);
  }

  @Params
  static class FailingAndLeaking {
    @Test
    void both() {
      ParamScope.of("b", 1L).enter();
      throw new IllegalStateException("first of all");
    }
  }

  @Test
  void whoeverFreezesFailsAtThatCallAndNothingIsFrozen() {
    Map<String, Object> before = ParamSnapshot.ofFrozen().toMap();
    Map<String, String> failures = TestKit.failures(Freezing.class);
    assertEquals(2, failures.size(), failures::toString);
    assertSays(failures.get("itself()"), Freezing.class.getName() + ".itself()", "@FreezesParams");
    assertSays(failures.get("onAThread()"), "thread \"freezer\"", ".onAThread()");
    assertEquals(before, ParamSnapshot.ofFrozen().toMap());
  }

  @Params
  static class Freezing {
    @Test
    void itself() {
      try (ParamScope scope = ParamScope.of("a", 1L).enter()) {
        AssertionError refused = assertThrows(AssertionError.class, ParamScope::frozen);
        assertEquals("itself", placeOf(refused));
      }
    }

    private static String placeOf(Throwable refused) {
      for (StackTraceElement frame : refused.getStackTrace()) {
        if (frame.getClassName().equals(Freezing.class.getName())) {
          return frame.getMethodName();
        }
      }
      return "nowhere";
    }

    @Test
    void onAThread() throws Exception {
      AtomicReference<Throwable> refused = new AtomicReference<>();
      Thread thread = new Thread(ParamScope::frozen, "freezer");
      thread.setUncaughtExceptionHandler((t, e) -> refused.set(e));
      thread.start();
      thread.join();
      assertTrue(refused.get() instanceof AssertionError);
    }

    @Test
    void not() {}
  }

  @Test
  void whoeverMayFreezeRunsAloneAndIsUndone() {
    Map<String, Object> before = ParamSnapshot.ofFrozen().toMap();
    var results =
        TestKit.run(
            Map.of(
                "junit.jupiter.execution.parallel.enabled", "true",
                "junit.jupiter.execution.parallel.mode.default", "concurrent",
                "junit.jupiter.execution.parallel.config.strategy", "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "4"),
            MayFreeze.class,
            AllMayFreeze.class);
    assertEquals(Map.of(), TestKit.failures(results));
    assertEquals(before, ParamSnapshot.ofFrozen().toMap());
  }

  private static void freeze() throws Exception {
    ParamScope.of("frozen", 1L).run(ParamScope::frozen);
    assertEquals(1, seenByANewThread());
  }

  private static long seenByANewThread() throws Exception {
    long[] seen = new long[1];
    Thread thread = new Thread(() -> seen[0] = ParamScope.current().getLong("frozen", -1));
    thread.start();
    thread.join();
    return seen[0];
  }

  @Params
  static class MayFreeze {
    @Test
    @FreezesParams
    void once() throws Exception {
      freeze();
    }

    @RepeatedTest(20)
    void beside() throws Exception {
      assertEquals(-1, seenByANewThread());
    }
  }

  @FreezesParams
  static class AllMayFreeze {
    @BeforeAll
    static void before() throws Exception {
      freeze();
    }

    @Test
    void one() throws Exception {
      freeze();
    }

    @AfterAll
    static void after() throws Exception {
      freeze();
    }
  }
}
