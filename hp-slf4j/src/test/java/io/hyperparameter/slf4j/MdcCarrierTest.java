package io.hyperparameter.slf4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.AttachedSnapshot;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.spi.ThreadLocalCarrier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** Logback's MDC goes where a snapshot goes, if it is asked to. */
class MdcCarrierTest {
  private final ExecutorService pool = Executors.newSingleThreadExecutor();

  @BeforeEach
  void clean() {
    MDC.clear();
  }

  @AfterEach
  void end() throws Exception {
    MDC.clear();
    pool.shutdown();
    assertTrue(pool.awaitTermination(1, TimeUnit.MINUTES));
  }

  private static Map<String, String> mdc() {
    Map<String, String> copy = MDC.getCopyOfContextMap();
    return copy == null ? Map.of() : copy;
  }

  private <T> T there(Callable<T> task) throws Exception {
    return pool.submit(task).get();
  }

  private static ParamSnapshot here() {
    return ParamScope.capture().carrying(MdcCarrier.INSTANCE);
  }

  @Test
  void aTaskLogsAsTheThreadThatCaptured() throws Exception {
    MDC.put("run", "7");
    ParamSnapshot here;
    try (ParamScope scope = ParamScope.of("a", 1L).enter()) {
      here = here();
      assertEquals(scope.toMap(), here.toMap());
    }
    MDC.put("run", "8"); // too late
    there(
        () -> {
          MDC.put("own", "x");
          return null;
        });
    assertEquals(Map.of("run", "7"), there(here.wrap(() -> mdc())));
    assertEquals(1, there(here.wrap(() -> ParamScope.current().getInt("a", -1))));
    assertEquals(Map.of("own", "x"), there(() -> mdc()));
    assertEquals(Map.of("run", "8"), mdc());
  }

  @Test
  void nobodyIsServedWhoDidNotAsk() throws Exception {
    MDC.put("run", "7");
    assertEquals(Map.of(), there(ParamScope.capture().wrap(() -> mdc())));
  }

  @Test
  void anEmptyOneIsCarriedToo() throws Exception {
    ParamSnapshot here = here();
    there(
        () -> {
          MDC.put("own", "x");
          return null;
        });
    assertEquals(Map.of(), there(here.wrap(() -> mdc())));
    assertEquals(Map.of("own", "x"), there(() -> mdc()));
  }

  @Test
  void executorsCaptureItWithEachTask() throws Exception {
    ExecutorService capturing = ParamSnapshot.capturing(pool, MdcCarrier.INSTANCE);
    for (String run : List.of("1", "2", "3")) {
      MDC.put("run", run);
      assertEquals(Map.of("run", run), capturing.submit(() -> mdc()).get());
    }
  }

  @Test
  void whatATaskPutsIsGoneAfterItHoweverItEnds() {
    MDC.put("run", "7");
    ParamSnapshot here = here();
    MDC.put("run", "8");
    assertThrows(
        IllegalStateException.class,
        () ->
            here.run(
                () -> {
                  MDC.put("task", "y");
                  here.run(() -> assertEquals(Map.of("run", "7"), mdc()));
                  assertEquals(Map.of("run", "7", "task", "y"), mdc());
                  throw new IllegalStateException("on purpose");
                }));
    assertEquals(Map.of("run", "8"), mdc());
    try (AttachedSnapshot attached = here.attach()) {
      assertEquals(Map.of("run", "7"), mdc());
    }
    assertEquals(Map.of("run", "8"), mdc());
  }

  /** The small interface itself, with thread-locals of one's own. */
  @Test
  void severalAreSetInOrderAndPutBackInReverseWhateverTheyThrow() {
    List<String> log = new ArrayList<>();
    ThreadLocalCarrier first = logging("first", log);
    ThreadLocalCarrier second = logging("second", log);
    ParamSnapshot here = ParamScope.capture().carrying(first).carrying(second);
    here.run(() -> log.add("task"));
    assertEquals(List.of("set first", "set second", "task", "undo second", "undo first"), log);

    log.clear();
    IllegalStateException failure = new IllegalStateException("cannot be set");
    ParamSnapshot failing =
        here.carrying(
            () ->
                () -> {
                  throw failure;
                });
    assertSame(
        failure,
        assertThrows(IllegalStateException.class, () -> failing.run(() -> log.add("task"))));
    assertEquals(List.of("set first", "set second", "undo second", "undo first"), log);
    assertSame(failure, assertThrows(IllegalStateException.class, failing::attach));
    assertEquals(null, AttachedSnapshot.current());

    log.clear();
    ParamSnapshot undoing =
        here.carrying(
            () ->
                () ->
                    () -> {
                      throw failure;
                    });
    assertThrows(IllegalStateException.class, () -> undoing.run(() -> log.add("task")));
    assertEquals(List.of("set first", "set second", "task", "undo second", "undo first"), log);
  }

  private static ThreadLocalCarrier logging(String name, List<String> log) {
    return () ->
        () -> {
          log.add("set " + name);
          return () -> log.add("undo " + name);
        };
  }
}
