package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.BooleanParam;
import io.hyperparameter.DoubleParam;
import io.hyperparameter.IntParam;
import io.hyperparameter.LongParam;
import io.hyperparameter.Param;
import io.hyperparameter.ParamException;
import io.hyperparameter.ParamKey;
import io.hyperparameter.ParamRangeException;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamTypeException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Typed keys go wherever a String goes, and read nothing but what they declare. */
class TypedKeysTest {
  private static final IntParam LAYERS = Param.ofInt("typed.layers", 2).min(1).max(8);
  private static final LongParam SEED = Param.ofLong("typed.seed", 7L);
  private static final DoubleParam LR = Param.ofDouble("typed.lr", 0.1, "rate").min(0).max(1);
  private static final BooleanParam BIAS = Param.ofBoolean("typed.bias", true);
  private static final Param<String> NAME =
      Param.ofString("typed.name", "adam").oneOf("adam", "sgd");
  private static final Param<BigDecimal> PRICE =
      Param.of("typed.price", BigDecimal.ONE, BigDecimal::new).min(BigDecimal.ZERO);
  private static final Param<List<Integer>> SIZES =
      Param.ofList("typed.sizes", List.of(3), Integer.class);

  /** A record that is not public, with a parser. */
  record Size(int width, int height) {
    static Size parse(String text) {
      String[] sides = text.split("x");
      return new Size(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
    }
  }

  record Other(int x) {}

  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  @Test
  void goWhereverAStringGoes() {
    ParamScope idle = ParamScope.of();
    for (boolean open : new boolean[] {false, true}) {
      try (ParamScope scope = ParamScope.of()) {
        scope.enter();
        ParamScope s = open ? scope : idle;
        for (ParamKey<?> key : List.of(LAYERS, SEED, LR, BIAS, NAME, PRICE, SIZES)) {
          assertFalse(s.contains(key));
          assertEquals(Optional.empty(), s.find(key));
        }
        s.put(LAYERS, 4);
        s.put(SEED, 1L << 40);
        s.put(LR, 0.5);
        s.put(BIAS, false);
        s.put(NAME, "sgd");
        s.put(PRICE, new BigDecimal("2.50"));
        s.put(SIZES, List.of(1, 2));
        assertEquals(Optional.of(4), s.find(LAYERS));
        assertEquals(Optional.of(1L << 40), s.find(SEED));
        assertEquals(Optional.of(0.5), s.find(LR));
        assertEquals(Optional.of(false), s.find(BIAS));
        assertEquals(Optional.of("sgd"), s.find(NAME));
        assertEquals(Optional.of(new BigDecimal("2.50")), s.find(PRICE));
        assertEquals(Optional.of(List.of(1, 2)), s.find(SIZES));
        for (ParamKey<?> key : List.of(LAYERS, SEED, LR, BIAS, NAME, PRICE, SIZES)) {
          assertTrue(s.contains(key));
          s.remove(key);
          assertFalse(s.contains(key));
        }
      }
    }
  }

  @Test
  void boundsAreCheckedWhenTheValueIsRead() {
    ParamScope low =
        ParamScope.define(
            "typed.layers=0", "typed.lr=-0.5", "typed.name=lbfgs", "typed.price=-0.01");
    outside("typed.layers", ">= 1 and <= 8", () -> LAYERS.get(low));
    outside("typed.lr", ">= 0 and <= 1", () -> LR.get(low));
    outside("typed.name", "among adam, sgd", () -> NAME.get(low));
    outside("typed.price", ">= 0", () -> PRICE.get(low));
    outside("typed.layers", ">= 1 and <= 8", () -> low.find(LAYERS));
    low.run(
        () -> {
          outside("typed.layers", ">= 1 and <= 8", LAYERS::get);
          outside("typed.lr", ">= 0 and <= 1", LR::value);
          outside("typed.name", "among adam, sgd", NAME::get);
          outside("typed.price", ">= 0", PRICE::get);
        });
    assertThrows(ParamRangeException.class, () -> LR.get(ParamScope.of("typed.lr", Double.NaN)));
    assertEquals(8, LAYERS.get(ParamScope.of("typed.layers", 8.0)));
    assertEquals(2, LAYERS.get());
    IntParam even = Param.ofInt("typed.even", 2).oneOf(2, 4);
    assertEquals(4, even.get(ParamScope.of("typed.even", "4")));
    assertThrows(ParamRangeException.class, () -> even.get(ParamScope.of("typed.even", 3)));
    LongParam odd = Param.ofLong("typed.odd", 1).oneOf(1, 3).max(2);
    assertThrows(ParamRangeException.class, () -> odd.get(ParamScope.of("typed.odd", 3)));
    DoubleParam half = Param.ofDouble("typed.half", 0.5).oneOf(0.5, 0.25);
    assertThrows(ParamRangeException.class, () -> half.get(ParamScope.of("typed.half", 0.75)));
  }

  private static void outside(String key, String bounds, Executable read) {
    ParamRangeException e = assertThrows(ParamRangeException.class, read);
    assertEquals(key, e.key());
    assertEquals(bounds, e.bounds());
    assertTrue(String.valueOf(e.origin()).startsWith("definition \"" + key), e::getMessage);
    ParamException root = e;
    assertEquals(key, root.key());
  }

  @Test
  void aDefaultOutsideItsBoundsIsRefused() {
    for (Executable declare :
        List.<Executable>of(
            () -> Param.ofInt("typed.x", 0).min(1),
            () -> Param.ofLong("typed.x", 3).max(2),
            () -> Param.ofDouble("typed.x", Double.NaN).min(0),
            () -> Param.ofDouble("typed.x", 1).oneOf(2, 3),
            () -> Param.ofInt("typed.x", 0).oneOf(),
            () -> Param.ofString("typed.x", "a").oneOf("b"),
            () -> Param.of("typed.x", new Size(1, 1), Size::parse).min(new Size(0, 0)),
            () -> Param.of("typed.x", BigDecimal.ONE, BigDecimal::new).max(BigDecimal.ZERO))) {
      assertThrows(IllegalArgumentException.class, declare);
    }
    assertEquals(
        "typed.x: the default 0 (long) is not allowed; give a default >= 1",
        assertThrows(IllegalArgumentException.class, () -> Param.ofInt("typed.x", 0).min(1))
            .getMessage());
  }

  @Test
  void boundsThatAllowNothingAreSaidToBeWrongWithTheKey() {
    for (Executable declare :
        List.<Executable>of(
            () -> Param.ofDouble("typed.x", 1).min(Double.NaN),
            () -> Param.ofDouble("typed.x", 1).max(2).min(Double.NaN),
            () -> Param.ofDouble("typed.x", 1).max(Double.NaN),
            () -> Param.ofDouble("typed.x", 1).oneOf(1, Double.NaN),
            () -> Param.of("typed.x", 1.0, Double::valueOf).min(Double.NaN),
            () -> Param.of("typed.x", 1f, Float::valueOf).oneOf(1f, Float.NaN))) {
      assertEquals(
          "typed.x: a bound is NaN, which no value compares with; give a number",
          assertThrows(IllegalArgumentException.class, declare).getMessage());
    }
    for (Executable declare :
        List.<Executable>of(
            () -> Param.ofInt("typed.x", 1).oneOf(),
            () -> Param.ofLong("typed.x", 1).max(2).oneOf(),
            () -> Param.ofDouble("typed.x", 1).oneOf(),
            () -> Param.ofString("typed.x", "a").oneOf())) {
      assertEquals(
          "typed.x: oneOf() allows nothing; name at least one value",
          assertThrows(IllegalArgumentException.class, declare).getMessage());
    }
  }

  @Test
  void boundsThatExcludeEachOtherAreNoMistakeOfTheDefault() {
    for (Executable declare :
        List.<Executable>of(
            () -> Param.ofInt("typed.x", 5).min(1).max(0),
            () -> Param.ofLong("typed.x", 0).max(0).min(1),
            () ->
                Param.of("typed.x", BigInteger.TEN, BigInteger::new)
                    .min(BigInteger.ONE)
                    .max(BigInteger.ZERO))) {
      assertEquals(
          "typed.x: no value is >= 1 and <= 0; exchange the bounds or widen them",
          assertThrows(IllegalArgumentException.class, declare).getMessage());
    }
    assertEquals(
        "typed.x: no value is >= 1.5 and <= 0.5; exchange the bounds or widen them",
        assertThrows(
                IllegalArgumentException.class,
                () -> Param.ofDouble("typed.x", 2).min(1.5).max(0.5))
            .getMessage());
    for (Executable declare :
        List.<Executable>of(
            () -> Param.ofInt("typed.x", 2).oneOf(1, 2).min(3),
            () -> Param.ofLong("typed.x", 4).min(3).oneOf(1, 2),
            () -> Param.of("typed.x", 2, Integer::valueOf).oneOf(1, 2).min(3))) {
      assertEquals(
          "typed.x: no value is >= 3 and among 1, 2; exchange the bounds or widen them",
          assertThrows(IllegalArgumentException.class, declare).getMessage());
    }
    assertEquals(
        "typed.x: the default 5 (long) is not allowed; give a default >= 1 and <= 1",
        assertThrows(IllegalArgumentException.class, () -> Param.ofInt("typed.x", 5).min(1).max(1))
            .getMessage());
  }

  @Test
  @SuppressWarnings("NullAway")
  void aReadWithoutATypeNamesTheKey() {
    ParamScope scope = ParamScope.of("typed.x", 1);
    for (Executable read :
        List.<Executable>of(
            () -> scope.get("typed.x", null), () -> scope.getEnum("typed.x", (Class<Mode>) null))) {
      String message = assertThrows(NullPointerException.class, read).getMessage();
      assertTrue(message.startsWith("typed.x: the type to read is null; give a class"), message);
    }
  }

  private enum Mode {}

  /** Numbers go through the parser, anything else that is no instance is an error. */
  @Test
  void aParserGetsNumbersAndOnlyInstancesPass() {
    assertEquals(new BigDecimal("2.5"), PRICE.get(ParamScope.of("typed.price", 2.5)));
    assertEquals(new BigDecimal("3"), PRICE.get(ParamScope.of("typed.price", 3)));
    assertEquals(new BigDecimal("1e3"), PRICE.get(ParamScope.of("typed.price", "1e3")));
    for (Object wrong :
        List.of(
            true, "x", List.of(), Duration.ZERO, new java.util.concurrent.atomic.AtomicLong())) {
      ParamScope scope = ParamScope.of("typed.price", wrong);
      assertThrows(ParamTypeException.class, () -> PRICE.get(scope));
    }
    Param<Size> size = Param.of("typed.size", new Size(1, 1), Size::parse);
    assertEquals(new Size(2, 3), size.get(ParamScope.of("typed.size", "2x3")));
    assertEquals(new Size(4, 4), size.get(ParamScope.of("typed.size", new Size(4, 4))));
    assertThrows(
        ParamTypeException.class, () -> size.get(ParamScope.of("typed.size", new Other(1))));
    Param<Path> path = Param.of("typed.path", Path.of("a"), Path::of);
    assertEquals(Path.of("b"), path.get(ParamScope.of("typed.path", Path.of("b"))));
    assertThrows(
        ParamTypeException.class, () -> path.get(ParamScope.of("typed.path", Duration.ZERO)));
    Param<Number> any = Param.of("typed.any", Number.class, 1, Long::valueOf);
    assertEquals(2.5, any.get(ParamScope.of("typed.any", 2.5)));
    Param<List<String>> names = Param.of("typed.names", List.of("a"), List::of);
    assertEquals(
        List.of("b"),
        names.get(ParamScope.of("typed.names", new java.util.ArrayList<>(List.of("b")))));
    String message =
        assertThrows(
                ParamTypeException.class,
                () -> names.get(ParamScope.of("typed.names", Duration.ZERO)))
            .getMessage();
    assertTrue(message.contains("read as a List;"), message);
  }

  @Test
  void listsAreReadElementByElement() {
    assertEquals(List.of(3), SIZES.get());
    for (Object value : List.of("[1, 2]", "1,2", "[ 1 ,2 ]", List.of(1, 2L), List.of("1", 2.0))) {
      assertEquals(List.of(1, 2), SIZES.get(ParamScope.of("typed.sizes", value)));
    }
    assertEquals(List.of(5), SIZES.get(ParamScope.of("typed.sizes", 5)));
    assertEquals(List.of(), SIZES.get(ParamScope.of("typed.sizes", "[]")));
    assertThrows(ParamTypeException.class, () -> SIZES.get(ParamScope.of("typed.sizes", "[1, x]")));
    Param<List<Size>> sides =
        Param.ofList("typed.sides", List.of(), Size.class, Size::parse).describedAs("sides");
    assertEquals(List.of(new Size(1, 2)), sides.get(ParamScope.of("typed.sides", "1x2")));
    assertEquals("sides", sides.description());
  }

  @Test
  void errorsOfListsTellTheElementAndTheValues() {
    String text = refused(ParamScope.of("typed.sizes", "[1, x]"), SIZES);
    assertTrue(text.startsWith("typed.sizes[1]: \"x\" (text) cannot be read as an int"), text);
    text = refused(ParamScope.of("typed.sizes", java.util.Arrays.asList(1, 2, null)), SIZES);
    assertTrue(text.startsWith("typed.sizes[2]: null cannot be read as"), text);
    text = refused(ParamScope.of("typed.layers", List.of(1, "x")), LAYERS);
    assertTrue(text.startsWith("typed.layers: [1, \"x\"] (list) cannot be read as an int"), text);
    for (Object value : List.of(new int[] {1}, java.util.Set.of(1))) {
      text = refused(ParamScope.of("typed.sizes", value), SIZES);
      assertTrue(text.contains("cannot be read as a List of Integer"), text);
      assertTrue(text.endsWith("; store a List, or text with commas"), text);
    }
    Param<String> pin = Param.ofString("typed.pin", "0").secret();
    try (ParamScope s = ParamScope.of("typed.pin", List.of("hush")).enter()) {
      assertFalse((s + " " + ParamScope.explain("typed.pin")).contains("hush"));
      assertFalse(refused(s, pin).contains("hush"));
    }
    try (ParamScope s = ParamScope.of("typed.sizes", List.of(4, 5)).enter()) {
      assertTrue(ParamScope.explain("typed.sizes").toString().contains("[4, 5] (list)"));
      assertTrue(s.toString().contains("typed.sizes=[4, 5]"), s::toString);
    }
  }

  private static String refused(ParamScope scope, ParamKey<?> key) {
    return assertThrows(ParamTypeException.class, () -> scope.find(key)).getMessage();
  }

  @Test
  void areTasks() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Future<Double> lr = executor.submit(LR::value);
      Future<String> name = executor.submit(NAME::value);
      assertEquals(0.1, lr.get());
      assertEquals("adam", name.get());
      double sum = List.of(LR, LR).stream().mapToDouble(DoubleParam::value).sum();
      assertEquals(0.2, sum);
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void areEqualByWhatTheyDeclare() {
    assertEquals(LAYERS, Param.ofInt("typed.layers", 2).min(1).max(8));
    assertNotEquals(LAYERS, Param.ofInt("typed.layers", 2).min(1));
    assertNotEquals(SEED, Param.ofLong("typed.seed", 8L));
    assertEquals(NAME, Param.ofString("typed.name", "adam").oneOf("adam", "sgd"));
    assertNotEquals(NAME, Param.ofString("typed.name", "adam"));
    assertEquals(NAME.hashCode(), Param.ofString("typed.name", "adam").hashCode());
  }

  @Test
  void areSerializable() throws Exception {
    Function<String, Size> parser = (Function<String, Size> & Serializable) Size::parse;
    for (Object key :
        List.of(
            LAYERS,
            SEED,
            LR,
            BIAS,
            NAME,
            SIZES,
            Param.ofDouble("typed.plain", 1),
            Param.ofEnum("typed.state", Thread.State.NEW))) {
      assertEquals(key, copy(key));
    }
    String refused = assertThrows(NotSerializableException.class, () -> copy(PRICE)).getMessage();
    assertTrue(refused.startsWith("typed.price: its parser"), refused);
    assertThrows(
        NotSerializableException.class,
        () -> copy(Param.of("typed.size2", new Size(1, 1), parser)));
  }

  private static Object copy(Object key) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(key);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }

  @Test
  void callSaysWhatItThrows() throws IOException {
    int layers = ParamScope.of("typed.layers", 3).call(() -> LAYERS.get());
    assertEquals(3, layers);
    assertEquals(Map.of("a", 1L), ParamScope.of("a", 1).call(() -> ParamScope.current().toMap()));
    assertThrows(IOException.class, () -> ParamScope.of().call(TypedKeysTest::fails));
  }

  private static int fails() throws IOException {
    throw new IOException("no");
  }
}
