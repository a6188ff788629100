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
import io.hyperparameter.ParamTypeException;
import io.hyperparameter.ScopeStateException;
import io.hyperparameter.Suggest;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What {@code get(key, Class)} makes of a value, and what is said when it makes nothing of it. */
class ReadingTypesTest {
  /** As one of a program. */
  public record Size(int width, int height) {
    /** As a default gives it. */
    public static Size parse(String text) {
      String[] sides = text.split("x");
      return new Size(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    }
  }

  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  @Test
  void convertsWhatADefaultConverts() {
    ParamScope s =
        ParamScope.define(
            "wait=PT1M",
            "file=a/b",
            "size=2x3",
            "site=http://example.org",
            "id=123e4567-e89b-12d3-a456-426614174000",
            "state=new",
            "big=12345678901234567890",
            "list=[a, b]");
    assertEquals(Duration.ofMinutes(1), s.get("wait", Duration.class));
    assertEquals(Path.of("a", "b"), s.get("file", Path.class));
    assertEquals(new Size(2, 3), s.get("size", Size.class));
    assertEquals(URI.create("http://example.org"), s.get("site", URI.class));
    assertEquals(UUID.fromString("123e4567-e89b-12d3-a456-426614174000"), s.get("id", UUID.class));
    assertEquals(Thread.State.NEW, s.get("state", Thread.State.class));
    assertEquals(new BigInteger("12345678901234567890"), s.get("big", BigInteger.class));
    assertEquals(List.of("a", "b"), s.get("list", List.class));
    assertEquals(new BigDecimal("0.1"), ParamScope.of("x", 0.1).get("x", BigDecimal.class));
    String wrong =
        assertThrows(
                ParamTypeException.class, () -> ParamScope.define("w=60s").get("w", Duration.class))
            .getMessage();
    assertTrue(wrong.contains("give one such as PT1M30S"), wrong);
    assertThrows(ParamTypeException.class, () -> s.get("wait", Runnable.class));
    assertThrows(
        ParamTypeException.class, () -> ParamScope.of("o", new Object()).get("o", Duration.class));
  }

  @Test
  void aBigDecimalIsANumberWhereNothingIsLost() {
    assertEquals(0.1, of("0.1").getDouble("x"));
    assertEquals(0.1f, of("0.1").getFloat("x"));
    assertEquals(3L, of("3.00").getLong("x"));
    assertEquals(3, of("3.00").getInt("x", 0));
    assertEquals(Long.MAX_VALUE, of("9223372036854775807").getLong("x"));
    assertEquals("2.5", of("2.50").getString("x"));
    assertEquals(1e22, of("1e22").getDouble("x"));
    for (String digits : List.of("3.5", "9223372036854775808", "1e999999999", "1e-999999999")) {
      assertThrows(ParamTypeException.class, () -> of(digits).getLong("x"), digits);
    }
    for (String digits :
        List.of("0.1000000000000000000001", "9007199254740993", "1e400", "1e-400")) {
      assertThrows(ParamTypeException.class, () -> of(digits).getDouble("x"), digits);
    }
    assertThrows(ParamTypeException.class, () -> of("1").getBoolean("x"));
    BigDecimal stored = new BigDecimal("1.50");
    assertSame(stored, ParamScope.of("x", stored).get("x", Object.class));
    assertEquals(5L, ParamScope.of("x", BigInteger.valueOf(5)).get("x", Object.class));
    ParamScope.of("x", new BigDecimal("0.25"))
        .run(() -> assertEquals(0.25, ParamScope.current().getDouble("x", 0)));
  }

  private static ParamScope of(String digits) {
    return ParamScope.of("x", new BigDecimal(digits));
  }

  @Test
  void propertiesAreTexts() {
    Properties defaults = new Properties();
    defaults.setProperty("a", "0");
    defaults.setProperty("b.c", "1");
    Properties properties = new Properties(defaults);
    properties.setProperty("a", "2");
    assertEquals(Map.of("a", "2", "b.c", "1"), ParamScope.of(properties).toMap());
    properties.put("n", 3);
    var refused = assertThrows(IllegalArgumentException.class, () -> ParamScope.of(properties));
    assertTrue(refused.getMessage().contains("n = 3"), refused::getMessage);
  }

  @Test
  void aScopeTellsItsStateAndContents() {
    ParamScope scope = ParamScope.of("b", 1L).with("a", "x\ny").with("c", List.of(1, "z"));
    scope.put("d", 0.5);
    scope.put("lazy", Suggest.from(() -> fail()));
    scope.remove("gone");
    String contents = "a=\"x\\ny\", b=1, c=[1, \"z\"], ";
    assertTrue(scope.toString().startsWith("ParamScope(idle){" + contents), scope::toString);
    assertTrue(scope.toString().endsWith(", d=0.5, gone removed, lazy=lazy}"), scope::toString);
    assertEquals("ParamScope(idle){}", ParamScope.of().toString());
    assertEquals("ParamScope(idle, isolating){}", ParamScope.empty().toString());
    try (scope) {
      scope.enter();
      String here = "thread \"" + Thread.currentThread().getName() + "\"";
      assertTrue(
          scope.toString().startsWith("ParamScope(open on " + here + " at depth "),
          scope::toString);
      assertTrue(scope.toString().contains("{" + contents), scope::toString);
      assertTrue(
          ParamScope.current().toString().startsWith("ParamScope(view of " + here + "){"),
          () -> ParamScope.current().toString());
      CaseThread.runAndWait(
          "elsewhere", () -> assertFalse(scope.toString().contains("{"), scope::toString));
    }
    ParamScope many = ParamScope.of();
    for (int i = 0; i < 10_000; i++) {
      many.put("key" + i, "value".repeat(1000));
    }
    assertTrue(many.toString().length() < 1500, () -> "" + many.toString().length());
    assertTrue(many.toString().endsWith(" more}"), many::toString);
  }

  private static Object fail() {
    throw new AssertionError("asked");
  }

  // ---- what is said ----

  private static void says(Executable read, Class<? extends Throwable> type, String... words) {
    String message = assertThrows(type, read).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
  }

  @Test
  void aThreadThatCarriesNothingIsToldOfTheWays() {
    CaseThread.runAndWait(
        "bare",
        () ->
            FrozenSnapshot.runWhileEmpty(
                () ->
                    CaseThread.runAndWait(
                        "barest",
                        () ->
                            says(
                                () -> ParamScope.current().getInt("model.layers"),
                                MissingParamException.class,
                                "barest",
                                "capture()",
                                "frozen()"))));
    ParamScope.of("other", 1)
        .run(
            () -> {
              MissingParamException e =
                  assertThrows(
                      MissingParamException.class, () -> ParamScope.current().getInt("layers"));
              assertFalse(e.getMessage().contains("capture()"), e::getMessage);
              assertTrue(((ParamException) e).origin() == null);
            });
  }

  @Test
  void aWrongCloseNamesTheWayOut() {
    says(() -> ParamScope.of().close(), ScopeStateException.class, "never entered", "enter()");
    says(
        () -> {
          ParamScope closed = ParamScope.of().enter();
          closed.close();
          closed.close();
        },
        ScopeStateException.class,
        "closed already");
    says(
        () -> ParamScope.current().close(),
        ScopeStateException.class,
        "view",
        "try (var s = scope.enter())");
    says(() -> ParamScope.current().enter(), ScopeStateException.class, "view", "capture()");
  }

  @Test
  void aMisspeltReadNamesWhatIsDeclared() {
    Param<String> kept = Param.ofString("declared.activation", "relu");
    says(
        () -> ParamScope.of().getString("declared.activtaion"),
        MissingParamException.class,
        "no parameter \"declared.activtaion\"; did you mean \"declared.activation\", which is"
            + " declared and not set? Otherwise set it, as ParamScope.of(");
    says(
        () -> ParamScope.of("declared.activate", 1).getString("declared.activtaion"),
        MissingParamException.class,
        "did you mean \"declared.activate\"? Otherwise");
    says(
        () -> ParamScope.of().getString(kept.key()),
        MissingParamException.class,
        "no parameter \"declared.activation\": nobody set it here, and this read has no default;");
  }

  @Test
  void aSupplierPointsToSuggest() {
    Supplier<Long> supplier = () -> 1L;
    says(
        () -> ParamScope.of("x", supplier).getLong("x", 0),
        ParamTypeException.class,
        "Suggest.from(supplier)");
    assertSame(supplier, ParamScope.of("x", supplier).get("x", Supplier.class));
  }

  @Test
  void aSuggesterThatAsksItselfIsToldSo() {
    ParamScope idle = ParamScope.of();
    idle.put("x", Suggest.from(() -> idle.getLong("x", 0) + 1));
    says(() -> idle.getLong("x", 0), IllegalStateException.class, "asks for its own value");
    try (var scope = ParamScope.of("y", Suggest.from(() -> Param.ofLong("y", 0).get())).enter()) {
      says(() -> scope.getLong("y"), IllegalStateException.class, "asks for its own value");
      scope.put("y", Suggest.from(() -> 5));
      assertEquals(5, scope.getLong("y"));
    }
  }

  @Test
  void aCircleOfSuggestersNamesItsKeys() {
    ParamScope one =
        ParamScope.of("train.lr", Suggest.from(() -> Param.ofLong("train.lr", 0).get()));
    one.run(
        () ->
            says(
                () -> ParamScope.current().getLong("train.lr"),
                IllegalStateException.class,
                "train.lr asks for its own value: its supplier reads the key that it stands under;"));
    ParamScope circle =
        ParamScope.of("start", Suggest.from(() -> ParamScope.current().getLong("a")))
            .with("a", Suggest.from(() -> ParamScope.current().getLong("b")))
            .with("b", Suggest.from(() -> Param.ofLong("c", 0).get()))
            .with("c", Suggest.from(() -> ParamScope.current().getLong("a", 0)));
    circle.run(
        () -> {
          String message =
              assertThrows(IllegalStateException.class, () -> ParamScope.current().getLong("start"))
                  .getMessage();
          List<String> turns = List.of("a -> b -> c -> a", "b -> c -> a -> b", "c -> a -> b -> c");
          assertTrue(
              turns.stream()
                  .anyMatch(turn -> message.contains("asks for it again (" + turn + ");")),
              message);
        });
    Suggest[] self = new Suggest[1];
    self[0] = Suggest.from(() -> self[0]);
    ParamScope.of("s", self[0])
        .run(
            () ->
                says(
                    () -> ParamScope.current().getLong("s"),
                    IllegalStateException.class,
                    "s gives one lazy value after the other"));
  }

  @Test
  void nullsAreRefusedInWords() {
    says(() -> Param.ofString("a.b", null), NullPointerException.class, "default of a.b is null");
    says(
        () -> Param.ofEnum("a.b", (Thread.State) null),
        NullPointerException.class,
        "default of a.b is null");
    says(
        () -> Param.of("a.b", null, String::valueOf),
        NullPointerException.class,
        "default of a.b is null");
    for (Executable call :
        List.<Executable>of(
            () -> Param.of("a.b", "x", (Function<String, String>) null),
            () -> Param.of("a.b", String.class, "x", null))) {
      says(call, NullPointerException.class, "the parser of a.b is null; give one that makes");
    }
    says(
        () -> Param.of("a.b", null, "x", text -> text),
        NullPointerException.class,
        "the type of a.b is null;");
    says(
        () -> Param.ofList("a.b", List.of(), null),
        NullPointerException.class,
        "the element type of a.b is null;");
    says(
        () -> Param.ofList("a.b", List.of(), String.class, null),
        NullPointerException.class,
        "the element parser of a.b is null;");
    says(
        () -> Param.ofList("a.b", Arrays.asList("x", null), String.class),
        NullPointerException.class,
        "element 1 of the default of a.b is null; leave it out");
    says(
        () -> Param.ofString("a.b", "x").oneOf("x", null),
        NullPointerException.class,
        "element 1 of the list of allowed values of a.b is null");
    says(
        () -> Param.of("a.b", 1, Integer::valueOf).min(null),
        NullPointerException.class,
        "the bound of a.b is null;");
    for (Executable call :
        List.<Executable>of(
            () -> Param.ofInt("a.b", 1, null),
            () -> Param.ofDouble("a.b", 1, null),
            () -> Param.ofString("a.b", "", null),
            () -> Param.ofString("a.b", "").describedAs(null))) {
      says(call, NullPointerException.class, "the description of a.b is null; give a text");
    }
    says(
        () -> ParamScope.of().getEnum("a", (Thread.State) null),
        NullPointerException.class,
        "tells no enum");
    says(
        () -> ParamScope.define((String[]) null),
        NullPointerException.class,
        "array of definitions is null");
    says(
        () -> ParamScope.of((Map<String, Object>) null),
        NullPointerException.class,
        "map of values");
    says(() -> ParamScope.of().putAll(null), NullPointerException.class, "map of values");
  }
}
