package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.hyperparameter.Param;
import io.hyperparameter.ParamAccess;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ScopeStateException;
import io.hyperparameter.Suggest;
import io.hyperparameter.hashing.KeyHash;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Bad arguments and bad states give the documented error and change nothing. */
class MisuseTest {
  enum Mode {
    FAST
  }

  /** What is no key, and what the message must say of it. */
  private static final Map<String, String> NO_KEYS = new LinkedHashMap<>();

  /** Everything that takes a key. */
  private static final Map<String, BiConsumer<ParamAccess, String>> WITH_KEY =
      new LinkedHashMap<>();

  static {
    NO_KEYS.put(null, "a key is null");
    NO_KEYS.put("a\0b", "U+0000 at index 1");
    NO_KEYS.put("\ud800", "unpaired surrogate at index 0");
    NO_KEYS.put("ab\udc00", "unpaired surrogate at index 2");
    WITH_KEY.put("getInt", (s, k) -> s.getInt(k, 1));
    WITH_KEY.put("getLong", (s, k) -> s.getLong(k, 1));
    WITH_KEY.put("getDouble", (s, k) -> s.getDouble(k, 1));
    WITH_KEY.put("getFloat", (s, k) -> s.getFloat(k, 1));
    WITH_KEY.put("getBoolean", (s, k) -> s.getBoolean(k, true));
    WITH_KEY.put("getString", (s, k) -> s.getString(k, ""));
    WITH_KEY.put("getEnum", (s, k) -> s.getEnum(k, Mode.FAST));
    WITH_KEY.put("required getInt", (s, k) -> s.getInt(k));
    WITH_KEY.put("required getLong", (s, k) -> s.getLong(k));
    WITH_KEY.put("required getDouble", (s, k) -> s.getDouble(k));
    WITH_KEY.put("required getFloat", (s, k) -> s.getFloat(k));
    WITH_KEY.put("required getBoolean", (s, k) -> s.getBoolean(k));
    WITH_KEY.put("required getString", (s, k) -> s.getString(k));
    WITH_KEY.put("required getEnum", (s, k) -> s.getEnum(k, Mode.class));
    WITH_KEY.put("get", (s, k) -> s.get(k, Object.class));
    WITH_KEY.put("find", ParamAccess::find);
    WITH_KEY.put("contains", ParamAccess::contains);
    WITH_KEY.put("put long", (s, k) -> s.put(k, 1L));
    WITH_KEY.put("put double", (s, k) -> s.put(k, 1.5));
    WITH_KEY.put("put boolean", (s, k) -> s.put(k, true));
    WITH_KEY.put("put text", (s, k) -> s.put(k, "text"));
    WITH_KEY.put("put object", (s, k) -> s.put(k, List.of()));
    WITH_KEY.put("put map", (s, k) -> s.put(k, Map.of("x", 1)));
    WITH_KEY.put("put empty map", (s, k) -> s.put(k, Map.of()));
    WITH_KEY.put("putAll", (s, k) -> s.putAll(withBad(k)));
    WITH_KEY.put("putAll nested", (s, k) -> s.putAll(Map.of("fine", 1, "n", withBad(k))));
    WITH_KEY.put("remove", ParamAccess::remove);
    WITH_KEY.put("at", MisuseTest::at);
  }

  private static Map<String, Object> withBad(String key) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("good", 1L);
    map.put(key, 1L);
    map.put("later", 1L);
    return map;
  }

  private static void at(ParamAccess access, String name) {
    if (access instanceof ParamScope scope) {
      scope.at(name);
    } else {
      ((io.hyperparameter.ParamPath) access).at(name);
    }
  }

  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  @TestFactory
  Stream<DynamicTest> noKeyIsRefusedEverywhere() {
    return WITH_KEY.entrySet().stream()
        .map(
            call ->
                dynamicTest(
                    call.getKey(),
                    () -> NO_KEYS.forEach((k, why) -> refuse(call.getValue(), k, why))));
  }

  private static void refuse(BiConsumer<ParamAccess, String> call, String key, String why) {
    ParamScope idle = ParamScope.of("x", 1L);
    try (ParamScope open = ParamScope.of(Map.of("y", 1L, "p.z", 2L)).enter()) {
      for (ParamAccess access :
          List.of(idle, open, ParamScope.current(), idle.at("p"), open.at("p"))) {
        Map<String, Object> before = access.toMap();
        String message =
            assertThrows(IllegalArgumentException.class, () -> call.accept(access, key))
                .getMessage();
        // below a prefix the index is another one, and a map with a null key has its own words
        boolean told =
            message.contains(why.replaceAll(" at index.*", ""))
                || (key == null && message.contains("is null; every key must be a String"));
        assertTrue(told, message);
        assertEquals(before, access.toMap());
      }
    }
  }

  @Test
  void noKeyMakesAScopeOrATypedKey() {
    NO_KEYS.forEach(
        (key, why) -> {
          List<Runnable> makers =
              List.of(
                  () -> ParamScope.of(key, 1L),
                  () -> ParamScope.of(key, 1.5),
                  () -> ParamScope.of(key, true),
                  () -> ParamScope.of(key, "text"),
                  () -> ParamScope.of(withBad(key)),
                  () -> ParamScope.of().with(key, 1L),
                  () -> ParamScope.of().with(key, List.of()),
                  () -> Param.ofInt(key, 1),
                  () -> Param.ofLong(key, 1),
                  () -> Param.ofDouble(key, 1),
                  () -> Param.ofBoolean(key, true),
                  () -> Param.ofString(key, ""),
                  () -> Param.ofEnum(key, Mode.FAST),
                  () -> Param.of(key, 1, Integer::valueOf),
                  () -> KeyHash.hash(key));
          makers.forEach(make -> assertThrows(IllegalArgumentException.class, make::run));
        });
  }

  @Test
  void definitionsAreTakenWholeOrNotAtAll() {
    for (String bad : new String[] {"lr", "", "a\0=1", null}) {
      ParamScope scope = ParamScope.of("x", 1L);
      String message =
          assertThrows(
                  IllegalArgumentException.class, () -> scope.withDefinitions("good=1", bad, "b=2"))
              .getMessage();
      assertEquals(Map.of("x", 1L), scope.toMap());
      assertTrue(bad == null || bad.contains("\0") || message.contains('"' + bad + '"'), message);
      assertThrows(IllegalArgumentException.class, () -> ParamScope.define("good=1", bad));
    }
  }

  @Test
  void valuesThatCannotBeStored() {
    BigInteger huge = BigInteger.TWO.pow(63);
    String message =
        assertThrows(IllegalArgumentException.class, () -> ParamScope.of("model.n", huge))
            .getMessage();
    assertTrue(message.contains("model.n") && message.contains(huge.toString()), message);
    Map<String, Object> knot = new HashMap<>();
    knot.put("again", knot);
    message =
        assertThrows(IllegalArgumentException.class, () -> ParamScope.of("a", knot)).getMessage();
    assertTrue(message.contains("a.again"), message);
    message =
        assertThrows(IllegalArgumentException.class, () -> ParamScope.of("a", Map.of(1, 2)))
            .getMessage();
    assertTrue(message.contains("\"a\"") && message.contains("must be a String"), message);
  }

  @Test
  void nullsWhereThereMustBeSomething() {
    assertThrows(NullPointerException.class, () -> ParamScope.of((Map<String, Object>) null));
    assertThrows(NullPointerException.class, () -> ParamScope.define((String[]) null));
    assertThrows(NullPointerException.class, () -> ParamScope.of().putAll(null));
    assertThrows(NullPointerException.class, () -> ParamScope.of().at("p").putAll(null));
    assertThrows(NullPointerException.class, () -> Suggest.from(null));
    assertThrows(NullPointerException.class, () -> Param.ofString("k", null));
    assertThrows(NullPointerException.class, () -> Param.ofString("k", "", null));
    assertThrows(NullPointerException.class, () -> Param.ofEnum("k", (Mode) null));
    assertThrows(NullPointerException.class, () -> Param.of("k", null, String::valueOf));
    assertThrows(NullPointerException.class, () -> Param.of("k", "", null));
    ParamScope scope = ParamScope.of("a", 1L);
    assertThrows(NullPointerException.class, () -> scope.run(null));
    assertThrows(NullPointerException.class, () -> scope.call(null));
    assertEquals(Map.of(), ParamScope.current().toMap()); // it was left all the same
    assertDoesNotThrow(() -> scope.enter().close());
  }

  @Test
  void scopesClosedTwiceOutOfOrderOrNeverEntered() {
    ParamScope never = ParamScope.of("a", 1L);
    state("never entered", never::close);
    try (ParamScope twice = ParamScope.of("a", 1L).enter()) {
      state("open already", twice::enter);
      state("open already", () -> twice.run(() -> {}));
    }
    ParamScope closed = ParamScope.of("a", 1L).enter();
    closed.close();
    state("closed already", closed::close);
    ParamScope outer = ParamScope.of("a", 1L).enter();
    ParamScope.of("a", 2L).enter();
    ParamScope.of("a", 3L).enter();
    state("2 inner scopes were still open", outer::close);
    assertEquals(Map.of(), ParamScope.current().toMap());
    state("ParamScope.current() is a view", () -> ParamScope.current().close());
    state("is a view", () -> ParamScope.current().enter());
  }

  @Test
  void anOpenScopeBelongsToItsThread() throws Exception {
    try (ParamScope open = ParamScope.of("a", 1L).enter()) {
      ParamScope view = ParamScope.current();
      FutureTask<Object> elsewhere =
          new FutureTask<>(
              () -> {
                Thread.currentThread().setName("the other one");
                List<Runnable> uses =
                    List.of(
                        () -> open.getLong("a", 0),
                        () -> open.getLong("a"),
                        () -> open.contains("a"),
                        open::toMap,
                        () -> open.put("a", 2L),
                        () -> open.putAll(Map.of("a", 2L)),
                        () -> open.remove("a"),
                        open::clear,
                        open::close,
                        () -> view.getLong("a", 0),
                        () -> view.put("a", 2L));
                uses.forEach(use -> state("the other one", use));
                uses.forEach(use -> state("with ParamScope.capture().wrap(task)", use));
                state("open already, on thread", open::enter);
              },
              null);
      Thread thread = new Thread(elsewhere);
      thread.start();
      try {
        elsewhere.get();
      } catch (ExecutionException e) {
        throw new AssertionError(e.getCause());
      }
      assertEquals(Map.of("a", 1L), open.toMap());
    }
  }

  @Test
  void enteringWhatIsOpenSaysWhatCanBeDoneFromHere() throws Exception {
    try (ParamScope open = ParamScope.of("a", 1L).enter()) {
      state("close it first", open::enter);
      Runnable elsewhere =
          () -> state("carry its values over with ParamScope.capture().wrap(task)", open::enter);
      ParamScope.capture().run(elsewhere);
      FutureTask<Void> task = new FutureTask<>(elsewhere, null);
      Thread thread = new Thread(task);
      thread.start();
      thread.join();
      task.get();
    }
  }

  @Test
  void aScopeOfAnEndedThreadIsIdleWithItsValues() throws Exception {
    ParamScope scope = ParamScope.of("a", 1L);
    Thread thread = new Thread(() -> scope.enter().put("b", 2L));
    thread.start();
    thread.join();
    assertEquals(Map.of("a", 1L, "b", 2L), scope.toMap());
    assertEquals(2L, scope.enter().getLong("b", 0));
    scope.close();
  }

  private static void state(String says, Runnable use) {
    ScopeStateException error = assertThrows(ScopeStateException.class, use::run);
    assertTrue(error.getMessage().contains(says), error::getMessage);
  }
}
