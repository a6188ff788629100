package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.MissingParamException;
import io.hyperparameter.Param;
import io.hyperparameter.ParamException;
import io.hyperparameter.ParamScope;
import io.hyperparameter.Suggest;
import io.hyperparameter.generated.ParamBinding;
import io.hyperparameter.hashing.KeyHash;
import io.hyperparameter.recording.ParamRecorder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a lazy value throws reaches the reader as it is, and tells of which parameter it is. */
class FailingSuggestTest {
  private static final String KEY = "tuned.rate";
  private static final long HASH = ParamBinding.declare(KEY, KeyHash.hash(KEY));

  /** As a tuner of the user's has one. */
  private static final class Pruned extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  private static Suggest failing(RuntimeException error) {
    return Suggest.from(
        () -> {
          throw error;
        });
  }

  /** The keys that an error tells of. */
  private static List<String> keys(Throwable error) {
    return notes(error).stream().map(ParamException::key).toList();
  }

  private static List<ParamException> notes(Throwable error) {
    return Arrays.stream(error.getSuppressed()).map(ParamException.class::cast).toList();
  }

  private static List<Supplier<Object>> readsOfTheThread() {
    ParamScope here = ParamScope.current();
    return List.of(
        () -> here.getLong(KEY, 1),
        () -> here.getInt(KEY),
        () -> here.getDouble(KEY, 1),
        () -> here.getFloat(KEY, 1),
        () -> here.getBoolean(KEY),
        () -> here.getString(KEY, ""),
        () -> here.getEnum(KEY, Thread.State.NEW),
        () -> here.get(KEY, Object.class),
        () -> here.find(KEY),
        () -> here.at("tuned").getLong("rate"),
        () -> Param.ofInt(KEY, 1).get(),
        () -> Param.ofLong(KEY, 1).min(0).get(),
        () -> Param.ofDouble(KEY, 1).get(),
        () -> Param.ofBoolean(KEY, true).get(),
        () -> Param.ofString(KEY, "").get(),
        () -> Param.of(KEY, 1, Integer::valueOf).get(),
        () -> ParamBinding.getLong(HASH, 1),
        () -> ParamBinding.getInt(HASH, 1),
        () -> ParamBinding.getDouble(HASH, 1),
        () -> ParamBinding.getFloat(HASH, 1),
        () -> ParamBinding.getBoolean(HASH, true),
        () -> ParamBinding.getString(HASH, ""),
        () -> ParamBinding.get(HASH, Object.class, ""),
        () -> ParamBinding.optional(HASH, Integer.class, Integer::valueOf, Optional.of(1)),
        () -> ParamBinding.list(HASH, Integer.class, Integer::valueOf, List.of(1)));
  }

  private static void eachTells(List<Supplier<Object>> reads, ParamScope scope) {
    for (Supplier<Object> read : reads) {
      Pruned error = new Pruned();
      scope.put(KEY, failing(error));
      assertSame(error, assertThrows(Pruned.class, read::get));
      assertEquals(List.of(KEY), keys(error), "read " + reads.indexOf(read));
      assertEquals(0, notes(error).get(0).getStackTrace().length);
    }
  }

  @Test
  void anyReadTellsTheKey() {
    try (var scope = ParamScope.of().enter()) {
      eachTells(readsOfTheThread(), scope);
      try (var recorder = ParamRecorder.start()) {
        eachTells(readsOfTheThread(), scope);
        assertEquals(List.of(), recorder.reads());
      }
    }
    ParamScope idle = ParamScope.of();
    eachTells(
        List.of(
            () -> idle.getLong(KEY, 1),
            () -> idle.getString(KEY),
            () -> idle.find(KEY),
            () -> Param.ofLong(KEY, 1).get(idle),
            () -> Param.ofString(KEY, "").get(idle),
            () -> Param.of(KEY, 1, Integer::valueOf).get(idle)),
        idle);
  }

  @Test
  void aStackTraceTellsWhereItCameFrom() throws Exception {
    try (var scope = ParamScope.of(KEY, failing(new Pruned())).enter()) {
      Pruned error = assertThrows(Pruned.class, () -> scope.getDouble(KEY, 1));
      StringWriter trace = new StringWriter();
      error.printStackTrace(new PrintWriter(trace, true));
      assertTrue(
          trace.toString().contains(KEY + ": its Suggest gave no value; it came from the scope at"),
          trace::toString);
      String origin = notes(error).get(0).origin();
      assertTrue(origin.startsWith("the scope at depth 1 of "), origin);
    }
  }

  @Test
  void itIsToldOnceForEachLazyValueOnTheWay() {
    Pruned error = new Pruned();
    ParamScope scope =
        ParamScope.of("a", failing(error))
            .with("b", Suggest.from(() -> ParamScope.current().getLong("a")));
    scope.run(
        () -> {
          for (int i = 0; i < 5; i++) {
            assertThrows(Pruned.class, () -> ParamScope.current().getLong("b", 0));
          }
        });
    assertEquals(List.of("a", "b"), keys(error));
  }

  @Test
  void errorsOfThisLibraryAreTold() {
    ParamScope.of("a", Suggest.from(() -> ParamScope.current().getLong("none")))
        .run(
            () -> {
              MissingParamException error =
                  assertThrows(
                      MissingParamException.class, () -> ParamScope.current().getLong("a"));
              assertEquals("none", error.key());
              assertEquals(List.of("a"), keys(error));
            });
  }

  @Test
  void errorsOfTheMachineAreLeftAlone() {
    StackOverflowError error = new StackOverflowError();
    Suggest lazy =
        Suggest.from(
            () -> {
              throw error;
            });
    ParamScope scope = ParamScope.of("a", lazy);
    assertSame(error, assertThrows(StackOverflowError.class, () -> scope.getLong("a")));
    assertEquals(List.of(), keys(error));
  }

  @Test
  void secretsStaySecret() {
    Param<String> token = Param.ofString("tuned.token", "none").secret();
    ParamScope scope = ParamScope.define("tuned.token=hush");
    List<Throwable> errors = new ArrayList<>();
    scope.run(
        () -> {
          ParamScope.current().put(token.key(), failing(new Pruned()));
          errors.add(assertThrows(Pruned.class, token::get));
        });
    assertFalse(notes(errors.get(0)).get(0).getMessage().contains("hush"));
  }
}
