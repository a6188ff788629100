package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.Backend;
import io.hyperparameter.BooleanParam;
import io.hyperparameter.DoubleParam;
import io.hyperparameter.IntParam;
import io.hyperparameter.LongParam;
import io.hyperparameter.MissingParamException;
import io.hyperparameter.Param;
import io.hyperparameter.ParamPath;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.ParamTypeException;
import io.hyperparameter.ScopeStateException;
import io.hyperparameter.Suggest;
import io.hyperparameter.generated.ParamBinding;
import io.hyperparameter.hashing.KeyHash;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Every name of the public API, used as a program would, from another package. */
class ApiTourTest {
  enum Mode {
    FAST,
    EXACT
  }

  private static final IntParam LAYERS = Param.ofInt("model.layers", 2, "number of layers");
  private static final LongParam SEED = Param.ofLong("train.seed", 1L, "start of random numbers");
  private static final DoubleParam LR = Param.ofDouble("train.lr", 0.001, "learning rate");
  private static final BooleanParam BIAS = Param.ofBoolean("model.bias", true, "add a bias");
  private static final Param<String> NAME = Param.ofString("run.name", "unnamed", "for people");
  private static final Param<Mode> MODE = Param.ofEnum("run.mode", Mode.FAST, "how to run");
  private static final Param<Duration> PATIENCE =
      Param.of("run.patience", Duration.ofSeconds(5), Duration::parse, "when to give up");

  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  @Test
  void build() {
    assertEquals(Map.of(), ParamScope.of().toMap());
    assertEquals(Map.of("a.b", 1L), ParamScope.of("a.b", 1).toMap());
    assertEquals(Map.of("a.b", 1.5), ParamScope.of("a.b", 1.5).toMap());
    assertEquals(Map.of("a.b", true), ParamScope.of("a.b", true).toMap());
    assertEquals(Map.of("a.b", "text"), ParamScope.of("a.b", "text").toMap());
    assertEquals(3, LAYERS.get(ParamScope.of(LAYERS, 3)));
    assertEquals(Long.MIN_VALUE, SEED.get(ParamScope.of(SEED, Long.MIN_VALUE)));
    assertEquals(0.25, LR.get(ParamScope.of(LR, 0.25)));
    assertFalse(BIAS.get(ParamScope.of(BIAS, false)));
    assertEquals("first", NAME.get(ParamScope.of(NAME, "first")));
    assertSame(Mode.EXACT, MODE.get(ParamScope.of(MODE, Mode.EXACT)));
    assertEquals(
        Duration.ofMinutes(1), ParamScope.of(PATIENCE, Duration.ofMinutes(1)).call(PATIENCE::get));
    assertTrue(ParamScope.of(NAME, null).contains(NAME));
    assertEquals(
        Map.of("model.layers", 4L, "train.lr", 0.1, "train.adam.beta", 0.9),
        ParamScope.of(
                Map.of(
                    "model", Map.of("layers", 4),
                    "train.lr", 0.1,
                    "train", Map.of("adam", Map.of("beta", 0.9))))
            .toMap());
    assertEquals(Map.of("a.b", "1", "c", "x=y"), ParamScope.define("a.b=1", "c=x=y").toMap());
    assertEquals(Map.of("k", "v"), ParamScope.of().withDefinitions("k=v").toMap());
    ParamScope scope =
        ParamScope.of()
            .with("l", 7L)
            .with("d", 0.5)
            .with("b", false)
            .with("o", List.of(1))
            .with(LAYERS, 3)
            .with(SEED, 9L)
            .with(LR, 0.25)
            .with(BIAS, false)
            .with(NAME, "first")
            .with(MODE, Mode.EXACT)
            .with(PATIENCE, Duration.ofMinutes(1));
    assertEquals(11, scope.keys().size());
    assertEquals(3, LAYERS.get(scope));
    assertEquals(9L, SEED.get(scope));
    assertEquals(0.25, LR.get(scope));
    assertFalse(BIAS.get(scope));
    assertEquals("first", NAME.get(scope));
    assertSame(Mode.EXACT, MODE.get(scope));
    assertEquals(Duration.ofMinutes(1), PATIENCE.get(scope));
    assertEquals("EXACT", scope.getString("run.mode"));
  }

  @Test
  void enterAndLeave() throws Exception {
    try (var scope = ParamScope.of("train.lr", 0.01).with("model.layers", 4).enter()) {
      assertEquals(0.01, LR.get());
      assertEquals(4, LAYERS.get());
      assertEquals(0.01, ParamScope.current().getDouble("train.lr", 1));
      try (var nothing = ParamScope.empty().enter()) {
        assertEquals(Set.of(), nothing.keys());
        assertEquals(0.001, LR.get());
      }
      scope.put("train.lr", 0.02);
      assertEquals(0.02, LR.get());
    }
    assertEquals(0.001, LR.get());
    AtomicInteger seen = new AtomicInteger();
    ParamScope again = ParamScope.of("model.layers", 5);
    again.run(() -> seen.set(LAYERS.get()));
    assertEquals(5, seen.get());
    int layers = again.call(LAYERS::get);
    assertEquals(5, layers);
    again.enter();
    again.close();
    assertThrows(java.io.IOException.class, () -> again.call(ApiTourTest::fail));
    assertEquals(2, LAYERS.get());
  }

  private static int fail() throws java.io.IOException {
    throw new java.io.IOException("as a task does");
  }

  @Test
  void read() {
    Object any = new Object();
    ParamScope s =
        ParamScope.of(
            Map.of("i", 1, "d", 2.5, "b", true, "t", "text", "e", "exact", "o", any, "n", "17"));
    assertEquals(1, s.getInt("i", 0));
    assertEquals(1L, s.getLong("i", 0));
    assertEquals(2.5, s.getDouble("d", 0));
    assertEquals(2.5f, s.getFloat("d", 0));
    assertTrue(s.getBoolean("b", false));
    assertEquals("text", s.getString("t", ""));
    assertSame(Mode.EXACT, s.getEnum("e", Mode.FAST));
    assertEquals(8, s.getInt("missing", 8));
    assertEquals(8L, s.getLong("missing", 8L));
    assertEquals(8.5, s.getDouble("missing", 8.5));
    assertEquals(8.5f, s.getFloat("missing", 8.5f));
    assertTrue(s.getBoolean("missing", true));
    assertEquals("def", s.getString("missing", "def"));
    assertSame(Mode.FAST, s.getEnum("missing", Mode.FAST));
    assertEquals(17, s.getInt("n"));
    assertEquals(17L, s.getLong("n"));
    assertEquals(17.0, s.getDouble("n"));
    assertEquals(17.0f, s.getFloat("n"));
    assertTrue(s.getBoolean("b"));
    assertEquals("2.5", s.getString("d"));
    assertSame(Mode.EXACT, s.getEnum("e", Mode.class));
    assertSame(any, s.get("o", Object.class));
    assertEquals(1, s.get("i", Integer.class));
    assertEquals(Optional.of("text"), s.find("t"));
    assertEquals(Optional.empty(), s.find("missing"));
    assertTrue(s.contains("i"));
    assertFalse(s.contains("missing"));
    MissingParamException missing = assertThrows(MissingParamException.class, () -> s.getInt("ii"));
    assertEquals("ii", missing.key());
  }

  @Test
  void variantsOfOneBaseAreScopesOfTheirOwn() {
    for (ParamScope base :
        List.of(ParamScope.of(), ParamScope.of("a", 1), ParamScope.of(Map.of("a", 1, "c", 3)))) {
      Map<String, Object> before = base.toMap();
      List<ParamScope> variants =
          List.of(
              base.with("b", 2L),
              base.with("b", 0.5).with("a", 7).withDefinitions("t=x"),
              base.with(LAYERS, 9).with(NAME, "n").with("b", true));
      assertEquals(before, base.toMap());
      assertEquals(2L, variants.get(0).get("b", Object.class));
      assertEquals(0.5, variants.get(1).get("b", Object.class));
      assertEquals(7, variants.get(1).getInt("a"));
      assertEquals("x", variants.get(1).getString("t"));
      assertEquals(true, variants.get(2).get("b", Object.class));
      assertEquals(9, LAYERS.get(variants.get(2)));
      assertFalse(variants.get(0).contains("t"));
      variants.get(0).put("later", 1);
      assertEquals(before, base.toMap());
    }
  }

  @Test
  void aVariantOfAnOpenScopeHasWhatItWasEnteredWith() {
    try (var scope = ParamScope.of("a", 1L).with("c", 3L).enter()) {
      scope.put("a", 5L);
      scope.put("d", 4L);
      ParamScope variant = scope.with("b", 2L);
      assertFalse(scope.contains("b"));
      assertEquals(5L, scope.getLong("a"));
      scope.close();
      assertEquals(Map.of("a", 1L, "b", 2L, "c", 3L), variant.toMap());
      assertEquals(Map.of("a", 5L, "c", 3L, "d", 4L), scope.toMap());
      try (var inner = ParamScope.current().with("e", 1L).enter()) {
        assertEquals(Map.of("e", 1L), inner.toMap());
      }
      scope.enter();
    }
    try (var hiding = ParamScope.of("a", 1L).enter();
        var empty = ParamScope.empty().with("b", 2L).enter()) {
      assertEquals(Map.of("b", 2L), empty.toMap());
      assertEquals(Map.of("b", 2L), hiding.toMap());
    }
  }

  /** {@code getLong(42, 7)} must not compile. */
  @Test
  void noPublicMethodTakesAHashForAKey() {
    for (Class<?> type : List.of(ParamScope.class, ParamPath.class)) {
      for (Method method : type.getMethods()) {
        assertFalse(
            method.getDeclaringClass() != Object.class
                && method.getParameterCount() > 0
                && method.getParameterTypes()[0] == long.class,
            method::toString);
      }
    }
  }

  @Test
  void aCharIsText() {
    ParamScope s = ParamScope.of("sep", ',').with("quote", '\'');
    s.at("csv").put("end", '\n');
    assertEquals(Map.of("sep", ",", "quote", "'", "csv.end", "\n"), s.toMap());
    assertEquals(ParamScope.of(Map.of("sep", ',')).get("sep", Object.class), s.getString("sep"));
  }

  @Test
  void missingKeysNameNearMisses() {
    try (var scope = ParamScope.of("model.layers", 4).enter()) {
      for (ParamScope reader : List.of(scope, ParamScope.current(), ParamScope.of("x", 1))) {
        var missing =
            assertThrows(MissingParamException.class, () -> reader.getInt("model.leyers"));
        assertEquals(List.of("model.layers"), missing.suggestions());
        assertTrue(missing.getMessage().contains("\"model.leyers\""), missing::getMessage);
        assertTrue(missing.getMessage().contains("\"model.layers\""), missing::getMessage);
      }
      var below =
          assertThrows(MissingParamException.class, () -> scope.at("model").getInt("layer"));
      assertEquals("model.layer", below.key());
      assertEquals(List.of("model.layers"), below.suggestions());
    }
  }

  @Test
  void wrongValuesNameKeyValueTypeAndOrigin() {
    try (var scope = ParamScope.define("train.lr=abc", "model.layers=2.5").enter()) {
      var wrong = assertThrows(ParamTypeException.class, LR::get);
      assertEquals("train.lr", wrong.key());
      assertEquals("abc", wrong.value());
      assertEquals("double", wrong.wantedType());
      assertEquals("definition \"train.lr=abc\"", wrong.origin());
      assertTrue(wrong.getMessage().contains("train.lr: \"abc\""), wrong::getMessage);
      assertThrows(ParamTypeException.class, () -> scope.getInt("model.layers", 1));
      assertThrows(ParamTypeException.class, () -> scope.at("model").getInt("layers"));
      scope.put("train.lr", "def");
      String later = assertThrows(ParamTypeException.class, LR::get).origin();
      assertTrue(later.contains("scope at depth"), later);
    }
  }

  @Test
  void wrongValuesNameTheTypeOfTheGetterThatWasCalled() {
    ParamScope scope = ParamScope.of("t", "abc").with("z", (Object) null);
    long hash = KeyHash.hash("t");
    for (ParamScope reader : List.of(scope, ParamScope.current())) {
      try (scope) {
        scope.enter();
        assertWants("int", () -> reader.getInt("t", 1));
        assertWants("int", () -> reader.getInt("t"));
        assertWants("int", () -> reader.getInt("z"));
        assertWants("int", () -> ParamBinding.getInt(hash, 1));
        assertWants("float", () -> reader.getFloat("t", 1));
        assertWants("float", () -> reader.getFloat("t"));
        assertWants("float", () -> ParamBinding.getFloat(hash, 1));
        assertWants("int", () -> Param.ofInt("t", 1).get());
        assertWants("int", () -> Param.ofInt("t", 1).get(reader));
      }
    }
    assertWants("int", () -> scope.getInt("t", 1));
    assertWants("float", () -> scope.getFloat("t"));
  }

  @Test
  void theErrorOfAReadInsideALazyValueStaysAsItIs() {
    ParamScope scope = ParamScope.of("t", "abc");
    scope.put("lazy", Suggest.from(() -> scope.getLong("t", 1)));
    ParamTypeException e = assertThrows(ParamTypeException.class, () -> scope.getInt("lazy", 1));
    assertEquals("t", e.key());
    assertEquals("long", e.wantedType());
  }

  private static void assertWants(String type, Executable read) {
    ParamTypeException e = assertThrows(ParamTypeException.class, read);
    assertEquals(type, e.wantedType());
    assertTrue(e.getMessage().contains(" cannot be read as a"), e::getMessage);
    assertTrue(e.getMessage().contains(" " + type + ";"), e::getMessage);
  }

  @Test
  void aValueGivenToAnOpenScopeKeepsItsOriginWhenTheScopeIsEnteredAgain() {
    for (ParamScope scope : List.of(ParamScope.of(), ParamScope.define("a=1", "train.lr=x"))) {
      try (scope) {
        scope.enter().putDefinitions("train.lr=abc", "b=2");
      }
      String idle = assertThrows(ParamTypeException.class, () -> LR.get(scope)).origin();
      assertEquals("definition \"train.lr=abc\"", idle);
      try (ParamScope again = scope.enter()) {
        assertEquals(idle, assertThrows(ParamTypeException.class, LR::get).origin());
        again.put("train.lr", "def");
      }
      String later = assertThrows(ParamTypeException.class, () -> LR.get(scope)).origin();
      assertNull(later, "put() names no origin");
    }
  }

  @Test
  void aCopyOfAnOpenScopeHasTheOriginsOfWhatThatWasEnteredWith() {
    for (Consumer<ParamScope> change :
        List.<Consumer<ParamScope>>of(
            open -> open.put("train.lr", "def"),
            open -> open.putDefinitions("train.lr=def"),
            ParamScope::clear)) {
      ParamScope scope = ParamScope.define("train.lr=abc", "a=1");
      ParamScope copy;
      try (ParamScope open = scope.enter()) {
        change.accept(open);
        copy = open.with("b", 2);
      }
      String origin = assertThrows(ParamTypeException.class, () -> LR.get(copy)).origin();
      assertEquals("definition \"train.lr=abc\"", origin);
    }
  }

  @Test
  void aForgottenScopeKeepsTheOriginsOfItsValues() {
    ParamScope inner = ParamScope.of();
    try (ParamScope outer = ParamScope.of("a", 1).enter()) {
      inner.enter().putDefinitions("train.lr=abc");
      assertThrows(ScopeStateException.class, outer::close);
      outer.enter();
    }
    String origin = assertThrows(ParamTypeException.class, () -> LR.get(inner)).origin();
    assertEquals("definition \"train.lr=abc\"", origin);
  }

  @Test
  void valuesKeepTheirOriginOnTheWayToOtherThreads() throws Exception {
    String given = "definition \"train.lr=abc\"";
    ParamSnapshot captured;
    try (ParamScope scope = ParamScope.define("train.lr=abc", "hidden=1").enter()) {
      try (ParamScope inner = ParamScope.of("hidden", "x").enter()) {
        captured = ParamScope.capture();
        ParamScope.frozen();
      }
    }
    try {
      ParamScope idle = captured.toScope();
      assertEquals(given, originOf("train.lr", idle));
      assertNull(originOf("hidden", idle), "an inner scope wrote another value");
      try (ParamScope open = idle.enter()) {
        assertEquals(given, originOf("train.lr", open));
      }
      captured.run(
          () -> {
            assertEquals(given, originOf("train.lr", ParamScope.current()));
            assertFalse(originOf("hidden", ParamScope.current()).contains("definition"));
            ParamScope.current().put("train.lr", "written here");
            assertFalse(originOf("train.lr", ParamScope.current()).contains("definition"));
          });
      for (int i = 0; i < 2; i++) { // the second thread finds what the first one found
        inNewThread(
            () -> {
              assertEquals(given, originOf("train.lr", ParamScope.current()));
              assertFalse(originOf("hidden", ParamScope.current()).contains("definition"));
              assertEquals(given, originOf("train.lr", ParamScope.capture().toScope()));
              ParamScope.current().put("train.lr", "written here");
              assertFalse(originOf("train.lr", ParamScope.current()).contains("definition"));
            });
      }
    } finally {
      try (ParamScope nothing = ParamScope.empty().enter()) {
        ParamScope.frozen();
      }
    }
  }

  private static @Nullable String originOf(String key, ParamScope scope) {
    return assertThrows(ParamTypeException.class, () -> scope.getDouble(key, 1)).origin();
  }

  private static void inNewThread(Runnable work) throws Exception {
    FutureTask<Object> task = new FutureTask<>(work, null);
    Thread thread = new Thread(task);
    thread.start();
    thread.join();
    task.get();
  }

  @Test
  void paths() {
    ParamScope scope = ParamScope.of(Map.of("model.layers.count", 4, "model.act", "relu", "m", 1));
    ParamPath layers = scope.at("model.layers");
    assertEquals("model.layers", layers.prefix());
    assertEquals(4, layers.getInt("count", 1));
    ParamPath model = scope.at("model");
    assertEquals(4, model.at("layers").getInt("count"));
    assertEquals(Set.of("layers.count", "act"), model.keys());
    assertEquals(Map.of("layers.count", 4L, "act", "relu"), model.toMap());
    model.put("width", 8L);
    model.put("rate", 0.5);
    model.put("bias", true);
    model.put("name", "net");
    model.put("list", List.of());
    model.putAll(Map.of("a", Map.of("b", 1)));
    assertEquals(1L, scope.getLong("model.a.b"));
    assertEquals(8L, scope.getLong("model.width"));
    assertEquals(0.5, model.getDouble("rate", 0));
    assertTrue(model.getBoolean("bias", false));
    assertEquals("net", model.getString("name", ""));
    assertEquals(Optional.of(List.of()), model.find("list"));
    model.remove("act");
    assertFalse(model.contains("act"));
    model.clear();
    assertEquals(Set.of("m"), scope.keys());
  }

  @Test
  void write() {
    try (var s = ParamScope.of("hidden", 1).enter()) {
      s.put("l", 1L);
      s.put("i", 1);
      s.put("d", 1.5);
      s.put("b", true);
      s.put("t", "text");
      s.put("e", Mode.EXACT);
      s.put("n", (Object) null);
      s.putAll(Map.of("x", Map.of("y", 2)));
      s.remove("hidden");
      assertEquals(Set.of("l", "i", "d", "b", "t", "e", "n", "x.y"), s.keys());
      assertEquals("EXACT", s.toMap().get("e"));
      assertTrue(s.contains("n"));
      assertEquals(Optional.empty(), s.find("n"));
      s.clear();
      assertEquals(Map.of(), s.toMap());
    }
  }

  @Test
  void threads() {
    FrozenSnapshot.runWhileEmpty(
        () -> {
          ParamScope.of("run.name", "frozen").run(ParamScope::frozen);
          assertEquals("frozen", onNewThread(NAME::get));
        });
    assertEquals(
        List.of(3L, 4L),
        onNewThread(
            () -> {
              ParamScope.init();
              ParamScope.init(Map.of("a", Map.of("b", 3)));
              ParamScope.init(null);
              ParamScope open = ParamScope.init(Map.of("c", 4));
              return List.of(open.getLong("a.b"), ParamScope.current().getLong("c"));
            }));
  }

  @Test
  void typedKeysDescribeThemselves() {
    assertEquals("model.layers", LAYERS.key());
    assertEquals(Param.ofDouble("model.layers", 0).hash(), LAYERS.hash());
    assertEquals(2, LAYERS.defaultValue());
    assertEquals("number of layers", LAYERS.description());
    assertEquals(1L, SEED.defaultValue());
    assertEquals(0.001, LR.defaultValue());
    assertTrue(BIAS.defaultValue());
    assertEquals("unnamed", NAME.defaultValue());
    assertSame(Mode.FAST, MODE.defaultValue());
    assertEquals("", Param.ofInt("k", 1).description());
    assertEquals("", Param.ofLong("k", 1).description());
    assertEquals("", Param.ofDouble("k", 1).description());
    assertEquals("", Param.ofBoolean("k", true).description());
    assertEquals("", Param.ofString("k", "").description());
    assertEquals("", Param.ofEnum("k", Mode.FAST).description());
    assertEquals("", Param.of("k", Path.of("x"), Path::of).description());
  }

  @Test
  void aParserMakesValuesOfText() {
    assertEquals(Duration.ofSeconds(5), PATIENCE.get());
    try (var scope = ParamScope.define("run.patience=PT2M").enter()) {
      assertEquals(Duration.ofMinutes(2), PATIENCE.get());
      assertEquals(Duration.ofMinutes(2), PATIENCE.get(scope));
      scope.put("run.patience", "soon");
      var wrong = assertThrows(ParamTypeException.class, PATIENCE::get);
      assertTrue(wrong.getMessage().contains("run.patience: \"soon\""), wrong::getMessage);
      assertTrue(wrong.getCause() instanceof java.time.format.DateTimeParseException);
      scope.put("run.patience", new Object());
      assertThrows(ParamTypeException.class, PATIENCE::get);
    }
  }

  @Test
  void suggestIsAskedAtEachRead() {
    AtomicInteger asked = new AtomicInteger();
    Suggest next = Suggest.from(asked::incrementAndGet);
    try (var scope = ParamScope.of("model.layers", next).enter()) {
      assertEquals(1, LAYERS.get());
      assertEquals(2, LAYERS.get());
      assertEquals(3.0, scope.getDouble("model.layers", 0));
      assertEquals("4", scope.getString("model.layers"));
      assertSame(next, scope.toMap().get("model.layers"));
      assertTrue(scope.contains("model.layers"));
      assertEquals(Optional.of(5L), scope.find("model.layers"));
      assertEquals(5, asked.get());
    }
  }

  @Test
  void backends() {
    Backend current = Backend.current();
    assertSame(current, Backend.current());
    assertTrue(Backend.all().contains(current));
    assertTrue(current.isAvailable());
    assertEquals(Optional.empty(), current.unavailabilityCause());
    for (Backend backend : Backend.all()) {
      assertTrue(Set.of("java", "native").contains(backend.name()), backend::name);
      assertEquals(backend.isAvailable(), backend.unavailabilityCause().isEmpty());
    }
    assertThrows(UnsupportedOperationException.class, () -> Backend.all().clear());
  }

  @Test
  void whatIsListedIsACopy() {
    try (var scope = ParamScope.of("a", 1L).enter()) {
      Map<String, Object> map = scope.toMap();
      Set<String> keys = scope.keys();
      scope.put("b", 2L);
      assertEquals(Map.of("a", 1L), map);
      assertEquals(Set.of("a"), keys);
      assertNotSame(map, scope.toMap());
      assertThrows(UnsupportedOperationException.class, () -> map.put("c", 1L));
      assertThrows(UnsupportedOperationException.class, keys::clear);
    }
  }

  private static <T> T onNewThread(java.util.concurrent.Callable<T> task) {
    FutureTask<T> future = new FutureTask<>(task);
    new Thread(future, "tour").start();
    try {
      return future.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
