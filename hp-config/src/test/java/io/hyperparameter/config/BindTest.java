package io.hyperparameter.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import io.hyperparameter.Suggest;
import io.hyperparameter.annotation.Default;
import io.hyperparameter.annotation.Max;
import io.hyperparameter.annotation.Min;
import io.hyperparameter.annotation.OneOf;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Configurations as records. */
class BindTest {
  enum Mode {
    FAST,
    EXACT
  }

  public record Version(int major, int minor) {
    /** The factory for text. */
    public static Version parse(String text) {
      String[] parts = text.split("\\.", -1);
      return new Version(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }
  }

  record Model(@Default("2") int layers, @Default("relu") @OneOf({"relu", "tanh"}) String act) {}

  sealed interface Optimizer permits Sgd, Adam, CosineDecay {}

  record Sgd(double lr, @Default("0.9") double momentum) implements Optimizer {}

  record Adam(double lr, @Default("0.99") double beta2) implements Optimizer {}

  record CosineDecay() implements Optimizer {}

  record Everything(
      byte b,
      short s,
      int i,
      long l,
      float f,
      double d,
      boolean t,
      String id,
      Integer boxed,
      Mode mode,
      Duration pause,
      Path out,
      BigDecimal exact,
      List<Integer> layers,
      List<List<String>> words,
      Set<String> tags,
      double[] weights,
      Map<String, Double> table,
      Map<Mode, List<Model>> models,
      Optional<Long> seed,
      Optional<Model> none,
      @Nullable String note,
      Object raw,
      Model model,
      Optimizer optimizer) {}

  private static Config toml(String... lines) {
    return load(ConfigFormat.TOML, lines);
  }

  private static Config load(ConfigFormat format, String... lines) {
    return Config.loader()
        .text("t", format, new StringReader(String.join("\n", lines) + "\n"))
        .load();
  }

  private static String errors(Config config, Class<?> type) {
    return assertThrows(ConfigException.class, () -> config.bind(type)).getMessage();
  }

  @Test
  void everythingBinds() {
    Everything all =
        load(
                ConfigFormat.YAML,
                "{b: 1, s: 2, i: 1e3, l: '12', f: 0.5, d: 1, t: yes, boxed: 7, mode: fast,",
                "id: 123E456, pause: PT5S, out: a/b, exact: 1.10, layers: '1, 2', words: [[a], b],",
                "tags: [x, x], weights: [1, 0.5], table: {a: 1, b: 2.5},",
                "models: {exact: [{layers: 3}, {}]}, seed: 9, raw: {a: [1]},",
                "model: {act: tanh}, optimizer: {type: Adam, lr: 0.1}}")
            .bind(Everything.class);
    assertEquals(1, all.b);
    assertEquals(1000, all.i);
    assertEquals(12, all.l);
    assertEquals(1.0, all.d);
    assertTrue(all.t);
    assertEquals("123E456", all.id);
    assertEquals(7, all.boxed);
    assertEquals(Mode.FAST, all.mode);
    assertEquals(Duration.ofSeconds(5), all.pause);
    assertEquals(Path.of("a/b"), all.out);
    assertEquals(new BigDecimal("1.10"), all.exact, "the text as written");
    assertEquals(List.of(1, 2), all.layers);
    assertEquals(List.of(List.of("a"), List.of("b")), all.words);
    assertEquals(Set.of("x"), all.tags);
    assertArrayEquals(new double[] {1, 0.5}, all.weights);
    assertEquals(Map.of("a", 1.0, "b", 2.5), all.table);
    assertEquals(
        Map.of(Mode.EXACT, List.of(new Model(3, "relu"), new Model(2, "relu"))), all.models);
    assertEquals(Optional.of(9L), all.seed);
    assertEquals(Optional.empty(), all.none);
    assertNull(all.note);
    assertEquals(Map.of("a", List.of(1L)), all.raw);
    assertEquals(new Model(2, "tanh"), all.model);
    assertEquals(new Adam(0.1, 0.99), all.optimizer);
    assertThrows(UnsupportedOperationException.class, () -> all.layers.add(1));
  }

  record Text(String a, String b, String c) {}

  @Test
  void textIsTheTextAsItWasWritten() {
    assertEquals(
        new Text("1e-3", "007", "True"),
        load(ConfigFormat.YAML, "a: 1e-3", "b: 007", "c: True").bind(Text.class));
    assertEquals(
        new Text("0.001", "7", "true"),
        Config.of(Map.of("a", 1e-3, "b", 7, "c", true)).bind(Text.class));
  }

  record Needs(
      int epochs, Model model, List<Integer> layers, @Default("1") @Min(0) @Max(1) float lr) {}

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    String all =
        errors(
            toml(
                "epoch = 3",
                "lr = 1.5",
                "layers = [1, 'x', 2.5]",
                "[model]",
                "act = 'sigmoid'",
                "layers = 1.5",
                "[model.extra]",
                "x = 1"),
            Needs.class);
    assertEquals(
        """
        8 errors in the configuration:
        epochs: missing required field of type int; did you mean "epoch"? \
        Set it, or give the component a @Default or the type Optional
        t:6:10: model.layers: 1.5 (double) cannot be read as an int; give a whole number such as 42
            layers = 1.5
                     ^
        t:5:7: model.act: "sigmoid" is not allowed; give a value among relu, tanh
            act = 'sigmoid'
                  ^
        t:7:1: model.extra: there is no such field; the fields are layers, act
            [model.extra]
            ^
        t:3:14: layers[1]: "x" (text) cannot be read as an int; give a whole number such as 42
            layers = [1, 'x', 2.5]
                         ^
        t:3:19: layers[2]: 2.5 (double) cannot be read as an int; give a whole number such as 42
            layers = [1, 'x', 2.5]
                              ^
        t:2:6: lr: 1.5 is not allowed; give a value >= 0 and <= 1
            lr = 1.5
                 ^
        t:1:1: epoch: there is no such field; did you mean "epochs"? The fields are epochs, model, layers, lr
            epoch = 3
            ^""",
        all);
  }

  @Test
  void unknownFieldsAreIgnoredOnRequest() {
    Config config = toml("layers = 1", "layer = 2");
    assertTrue(errors(config, Model.class).contains("t:2:1: layer: there is no such field"));
    assertEquals(new Model(1, "relu"), config.bindLeniently(Model.class));
  }

  record Whole(@Nullable Rate train) {}

  /** Keys are texts as they stand, and nobody sees a blank in one. */
  @Test
  void aSlipOfADefinitionIsToldWithTheKeyThatWasMeant() {
    Config none = Config.of(Map.of());
    String tail = " there is no such field; did you mean \"train.lr\"?";
    assertEquals(
        "-D argument 1: \"train..lr\":" + tail,
        errors(
            Config.loader()
                .override("train.lr=1", "-D argument 2")
                .override("train..lr=3", "-D argument 1")
                .load(),
            Whole.class));
    for (String slip :
        List.of(
            "train.lr ",
            " train.lr",
            "train. lr",
            "train .lr",
            ".train.lr",
            "train.lr.",
            "--train.lr",
            "-train.lr",
            "train.-lr",
            "train...lr")) {
      assertEquals(
          "definition \"" + slip + "=3\": \"" + slip + "\":" + tail,
          errors(none.with("train.lr=1", slip + "=3"), Whole.class));
    }
    assertEquals(
        "2 errors in the configuration:\n"
            + "definition \"--train.lr=3\": \"--train.lr\":"
            + tail
            + "\ndefinition \"--train.epochs=2\": \"--train.epochs\": there is no such field;"
            + " did you mean \"train.epochs\"?",
        errors(none.with("--train.lr=3", "--train.epochs=2"), Whole.class));
    assertEquals(
        "definition \"train.lx =3\": \"train.lx \": there is no such field; the fields are lr,"
            + " epochs",
        errors(none.with("train.lr=1", "train.lx =3"), Whole.class));
    assertEquals(
        "t:1:1: \" \": there is no such field; the fields are train",
        errors(toml("' ' = 1"), Whole.class).replaceFirst("(?s)\n.*", ""));
  }

  record Train(Optimizer optimizer) {}

  @Test
  void theTagOfASealedTypeChooses() {
    Config sgd = toml("[optimizer]", "type = 'sgd'", "lr = 0.1", "momentum = 0.5");
    assertEquals(new Train(new Sgd(0.1, 0.5)), sgd.bind(Train.class));
    assertEquals(
        new Train(new CosineDecay()), toml("optimizer = 'cosine-decay'").bind(Train.class));
    assertEquals(new Sgd(0.1, 0.5), sgd.at("optimizer").bind(Optimizer.class));
    String left = errors(sgd.with("optimizer.type=adam"), Train.class);
    assertTrue(
        left.startsWith(
            "t:4:1: optimizer.momentum: belongs to the type sgd, which is not chosen any more;"
                + " remove it, or delete it with ~optimizer.momentum"),
        left);
    Config mended = sgd.with("optimizer.type=adam", "~optimizer.momentum");
    assertEquals(new Train(new Adam(0.1, 0.99)), mended.bind(Train.class));
    String none = errors(toml("optimizer.lr = 1"), Train.class);
    assertTrue(none.contains("must tell which; give one of sgd, adam, cosine-decay"), none);
    String wrong = errors(toml("optimizer.type = 'sgdd'"), Train.class);
    assertTrue(wrong.contains("did you mean \"sgd\"?"), wrong);
  }

  record Optionals(
      @Default("5") int a, Optional<Integer> b, @Nullable String c, @Default String d) {}

  record Rate(double lr, @Default("1") @Min(1) int epochs) {}

  @Test
  void errorsOfAPartNameTheFullKey() {
    Config train = Config.of(Map.of("a.train", Map.of("lr", "x", "epochs", 0))).at("a").at("train");
    String told = errors(train, Rate.class);
    assertTrue(told.contains("a.train.lr: \"x\" (text) cannot be read as a double"), told);
    assertTrue(told.contains("a.train.epochs: 0 is not allowed"), told);
    told = errors(train.with("lz=1"), Rate.class);
    assertTrue(told.contains("a.train.lz: there is no such field"), told);
    ConfigException none = assertThrows(ConfigException.class, () -> train.at("opt"));
    assertEquals("a.train.opt", none.key());
  }

  @Test
  void whatAThreadSeesKeepsItsOrigins() {
    Config given = Config.of(Map.of()).with("train.lr=fast", "train.epochs=2");
    try (var scope = given.toScope().with("free", 3).enter()) {
      Config seen = Config.of(ParamScope.current());
      assertEquals(
          "definition \"train.lr=fast\"", seen.origin("train.lr").orElseThrow().toString());
      String told = errors(seen.at("train"), Rate.class);
      assertTrue(
          told.startsWith(
              "definition \"train.lr=fast\": train.lr: \"fast\" (text) cannot be read as a double"),
          told);
      scope.put(
          "later",
          Suggest.from(
              () -> {
                throw new AssertionError("asked");
              }));
      assertTrue(Config.of(ParamScope.current()).origin("later").isPresent());
    }
  }

  @Test
  void nullIsForOptionalFields() {
    Optionals none = new Optionals(5, Optional.empty(), null, null);
    assertEquals(
        none,
        load(ConfigFormat.YAML, "{a: null, b: null, c: null, d: null}").bind(Optionals.class));
    assertEquals(none, load(ConfigFormat.YAML, "{}").bind(Optionals.class));
    String refused = errors(load(ConfigFormat.YAML, "{layers: null, x: 1}"), Lists.class);
    assertTrue(refused.contains("t:1:10: layers: is null, which only an Optional can be"), refused);
    assertTrue(errors(load(ConfigFormat.YAML, "layers: 5"), Lists.class).contains("5 is no list"));
    assertTrue(
        errors(load(ConfigFormat.YAML, "layers: [null]"), Lists.class).contains("layers[0]"));
  }

  record Lists(List<Integer> layers) {}

  record Numbers(double d, float f) {}

  @Test
  void noNumberIsLost() {
    String all = errors(load(ConfigFormat.YAML, "d: 1e400", "f: 1e300"), Numbers.class);
    assertTrue(all.contains("d: \"1e400\" is beyond the range of a double"), all);
    assertTrue(all.contains("f: 1e+300") || all.contains("cannot be read as a float"), all);
    assertEquals(
        Double.POSITIVE_INFINITY, load(ConfigFormat.YAML, "{d: inf, f: 1}").bind(Numbers.class).d);
  }

  record Picky(int from, int to) {
    Picky {
      if (from > to) {
        throw new IllegalArgumentException("from " + from + " is after to " + to);
      }
    }
  }

  record Outer(Picky range, Version version) {}

  @Test
  void whatConstructorsAndFactoriesRefuseIsTold() {
    String all = errors(toml("version = 'x.y'", "[range]", "from = 2", "to = 1"), Outer.class);
    assertTrue(all.contains("range: Picky refuses its values: from 2 is after to 1"), all);
    assertTrue(all.contains("t:1:11: version: "), all);
    assertEquals(
        new Outer(new Picky(1, 2), new Version(3, 4)),
        toml("version = '3.4'", "range = {from = 1, to = 2}").bindLeniently(Outer.class));
  }

  @Test
  void scopesBindToo() {
    try (ParamScope scope = ParamScope.of("layers", 4).with("act", "tanh").enter()) {
      assertEquals(new Model(4, "tanh"), Config.of(ParamScope.current()).bind(Model.class));
      scope.put("act", "${no.reference}");
      assertTrue(
          errors(Config.of(scope), Model.class).contains("\"${no.reference}\" is not allowed"));
    }
  }

  record Strange(List<?> any, Map.Entry<String, String> entry) {}

  @Test
  void whatCannotBeBoundIsTold() {
    assertThrows(IllegalArgumentException.class, () -> toml().bind(String.class));
    String all = errors(toml("any = [1]", "entry = 'x'"), Strange.class);
    assertFalse(all.contains("any"), all);
    assertTrue(all.contains("entry: cannot bind to java.util.Map$Entry<"), all);
  }
}
