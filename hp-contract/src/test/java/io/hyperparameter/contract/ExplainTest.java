package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hyperparameter.DoubleParam;
import io.hyperparameter.Explanation;
import io.hyperparameter.Explanation.Layer;
import io.hyperparameter.Explanation.Place;
import io.hyperparameter.Param;
import io.hyperparameter.ParamException;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamTypeException;
import io.hyperparameter.Suggest;
import io.hyperparameter.config.Config;
import io.hyperparameter.recording.ParamRecorder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a value came from, level by level. */
class ExplainTest {
  private static final DoubleParam RATE = Param.ofDouble("explain.rate", 0.5);

  /** Each layer as "place depth kind value". */
  private static List<String> told(Explanation explanation) {
    return explanation.layers().stream()
        .map(
            layer -> layer.place() + " " + layer.depth() + " " + layer.kind() + " " + layer.value())
        .toList();
  }

  private static List<String> here(String key) {
    return told(ParamScope.explain(key));
  }

  /** In a context of its own, over these values. */
  private static void over(Map<String, ?> values, Runnable body) {
    ParamScope scope = ParamScope.empty();
    scope.putAll(values);
    scope.run(() -> ParamScope.capture().run(body));
  }

  /** Equal is equal: by which String or where in memory is no difference to tell. */
  @Test
  void anEqualValueOutsideScopesIsTheOneAThreadStartedWith() {
    over(
        Map.of("explain.text", "123", "explain.number", 5L),
        () -> {
          for (Object text : List.of("123", new String("123".toCharArray()))) {
            ParamScope.current().put("explain.text", text);
            ParamScope.current().put("explain.number", 5L);
            assertEquals(1, here("explain.text").size());
            assertEquals(1, here("explain.number").size());
          }
          ParamScope.current().put("explain.text", "1234");
          assertEquals(2, here("explain.text").size());
        });
  }

  @Test
  void whatIsWrittenAfterwardsIsNotFromTheDefinition() {
    try (var scope = ParamScope.define("explain.a=1", "explain.b=2", "explain.c=3").enter()) {
      String named = ParamScope.explain("explain.a").layers().get(0).origin();
      assertTrue(named.contains("explain.a=1"), named);
      scope.put("explain.a", 4);
      scope.putAll(Map.of("explain.b", 5));
      scope.clear();
      scope.put("explain.b", 6);
      for (String key : List.of("explain.a", "explain.b", "explain.c")) {
        String origin = ParamScope.explain(key).layers().get(0).origin();
        assertTrue(origin.contains("the scope at depth"), origin);
      }
    }
  }

  @Test
  void everyLevelTellsWhatItHolds() {
    over(
        Map.of("a", 1),
        () -> {
          assertEquals(List.of("START 0 long 1"), here("a"));
          ParamScope.current().put("a", 2);
          assertEquals(List.of("OUTSIDE 0 long 2", "START 0 long 1"), here("a"));
          try (var outer = ParamScope.of("a", 2.5).enter()) {
            outer.put("a", true);
            outer.put("a", "text");
            try (var none = ParamScope.of("b", 1).enter()) {
              none.put("b", 2);
              try (var inner = ParamScope.of().enter()) {
                inner.remove("a");
                assertEquals(
                    List.of(
                        "SCOPE 3 removed null",
                        "SCOPE 1 text \"text\"",
                        "OUTSIDE 0 long 2",
                        "START 0 long 1"),
                    here("a"));
                inner.put("a", (Object) null);
                assertEquals("SCOPE 3 null null", here("a").get(0));
                inner.put("a", Duration.ofSeconds(1));
                assertEquals("SCOPE 3 object java.time.Duration", here("a").get(0));
                inner.put("a", Suggest.from(() -> 3));
                assertEquals("SCOPE 3 lazy null", here("a").get(0));
                assertEquals(List.of("SCOPE 2 long 2"), here("b"));
              }
              assertEquals("SCOPE 1 text \"text\"", here("a").get(0));
            }
          }
          assertEquals(List.of("OUTSIDE 0 long 2", "START 0 long 1"), here("a"));
          assertEquals(List.of(), here("never"));
        });
  }

  @Test
  void anIsolatingScopeIsSeenToHide() {
    over(
        Map.of("a", 1, "b", 2),
        () -> {
          try (var hides = ParamScope.empty().enter()) {
            assertEquals(List.of("SCOPE 1 removed null", "START 0 long 1"), here("a"));
            hides.put("a", 3);
            assertEquals(List.of("SCOPE 1 long 3", "START 0 long 1"), here("a"));
            assertEquals(List.of("SCOPE 1 removed null", "START 0 long 2"), here("b"));
          }
        });
  }

  /** The table is an overlay first, then has all; the snapshot is told apart in either state. */
  @Test
  void itIsTheSameOverALargeSnapshotThatIsCopiedIn() {
    Map<String, Integer> many =
        java.util.stream.IntStream.range(0, 100)
            .boxed()
            .collect(Collectors.toMap(i -> "many." + i, i -> i));
    over(
        many,
        () -> {
          try (var scope = ParamScope.of("many.1", -1).with("new", 5).enter()) {
            List<String> overlaid = List.of("SCOPE 1 long -1", "START 0 long 1");
            assertEquals(overlaid, here("many.1"));
            for (int i = 0; i < 1000; i++) {
              scope.getLong("many." + i % 100, 0);
            }
            assertEquals(overlaid, here("many.1"));
            assertEquals(List.of("START 0 long 2"), here("many.2"));
            assertEquals(List.of("SCOPE 1 long 5"), here("new"));
            scope.put("many.2", 7);
            assertEquals(List.of("SCOPE 1 long 7", "START 0 long 2"), here("many.2"));
          }
          assertEquals(List.of(), here("new"));
        });
  }

  @Test
  void anIdleScopeTellsItsOwnValueFirst() {
    over(
        Map.of("a", 1),
        () -> {
          ParamScope idle = ParamScope.of("a", 2);
          assertEquals(List.of("IDLE 0 long 2", "START 0 long 1"), told(idle.explanation("a")));
          idle.remove("a");
          assertEquals("IDLE 0 removed null", told(idle.explanation("a")).get(0));
          assertEquals(List.of(), told(ParamScope.empty().explanation("a")));
        });
  }

  @Test
  void aTypedKeyHasItsDefaultAtTheEnd() {
    over(
        Map.of(),
        () -> {
          Explanation unset = ParamScope.explain(RATE);
          assertEquals(List.of("DEFAULT 0 double 0.5"), told(unset));
          assertEquals("0.5", unset.effective().orElseThrow().value());
          try (var scope = ParamScope.of(RATE, 0.25).enter()) {
            assertEquals(
                List.of("SCOPE 1 double 0.25", "DEFAULT 0 double 0.5"),
                told(scope.explanation(RATE)));
            scope.put("explain.rate", (Object) null);
            Layer seen = ParamScope.explain(RATE).effective().orElseThrow();
            assertEquals(Place.DEFAULT, seen.place());
          }
        });
  }

  @Test
  void originsOfFilesAndOverridesAreKept(@TempDir Path dir) throws Exception {
    Path file = dir.resolve("train.toml");
    Files.writeString(file, "[train]\nlr = 0.05\nbatch = \"${train.lr}\"\n");
    ParamScope given = Config.load(file).toScope();
    over(
        Map.of(),
        () -> {
          try (var outer = given.enter();
              var inner =
                  ParamScope.of(Map.of("train.lr", 0.1), Map.of("train.lr", "-D argument 1"))
                      .enter()) {
            List<Layer> layers = ParamScope.explain("train.lr").layers();
            assertEquals("-D argument 1", layers.get(0).origin());
            assertTrue(layers.get(1).origin().endsWith("train.toml:2:6"), layers::toString);
            inner.put("train.lr", 0.2);
            assertFalse(
                ParamScope.explain("train.lr").layers().get(0).origin().contains("argument"));
            String taken = ParamScope.explain("train.batch").layers().get(0).origin();
            assertTrue(taken.contains("train.toml:2:6 by way of "), taken);
          }
        });
  }

  @Test
  void theTextHasTheValueFirstAndFitsEightyColumns() {
    over(
        Map.of("train.lr", 0.001),
        () -> {
          try (var scope =
              ParamScope.of(Map.of("train.lr", 0.01), Map.of("train.lr", "a.toml:1:2")).enter()) {
            String text = scope.explanation("train.lr").toString();
            assertTrue(
                text.startsWith(
                    "train.lr is 0.01 (double)\n  depth 1  0.01 (double)  a.toml:1:2\n"),
                text);
            assertTrue(text.lines().allMatch(line -> line.length() <= 80), text);
          }
        });
  }

  /** Only where an origin is no more than a depth. */
  @Test
  void theTextSaysWhatTellsTheLine() {
    String hint = "-Dhyperparameter.track=true";
    try (var scope = ParamScope.empty().with("explain.line", 1).enter()) {
      String text = ParamScope.explain("explain.line").toString();
      assertTrue(text.lines().toList().get(2).contains(hint), text);
      assertTrue(text.lines().allMatch(line -> line.length() <= 80), text);
      assertFalse(ParamScope.explain("explain.line").toJson().contains(hint));
      assertFalse(ParamScope.explain("explain.none").toString().contains(hint));
    }
    try (var scope = ParamScope.define("explain.line=1").enter()) {
      String text = ParamScope.explain("explain.line").toString();
      assertFalse(text.contains(hint), text);
    }
  }

  /** The compiler wrote no index of this test's keys. */
  @Test
  void whereNobodySetItTheTextSaysWhatKnowsADefault() {
    String undeclared =
        "unheard.of has no value\n"
            + "  nothing declares it so far; explain(KEY) of a typed key tells its default\n";
    assertEquals(undeclared, ParamScope.explain("unheard.of").toString());
    DoubleParam later = Param.ofDouble("unheard.of", 0.5);
    String declared = ParamScope.explain("unheard.of").toString();
    assertEquals(
        "unheard.of has no value\n"
            + "  it is declared, but no index has its default; explain(KEY) of the typed key\n"
            + "  tells it, and hp-processor writes it into the index\n",
        declared);
    assertEquals(
        "unheard.of is 0.5 (double)\n  default  0.5 (double)  the typed key\n",
        ParamScope.explain(later).toString());
    assertTrue((undeclared + declared).lines().allMatch(line -> line.length() <= 80));
    try (var scope = ParamScope.define("unheard.of=1").enter()) {
      assertFalse(ParamScope.explain("unheard.of").toString().contains("declare"));
      scope.remove("unheard.of");
      assertTrue(ParamScope.explain("unheard.of").toString().endsWith("into the index\n"));
    }
  }

  @Test
  void aNameThatNobodyKnowsIsToldWithThoseThatMayBeMeant() {
    DoubleParam declared = Param.ofDouble("explaining.near.wavelength", 0.5);
    try (var scope = ParamScope.of("explaining.near.quantile", 2).enter()) {
      String text = ParamScope.explain("explaining.near.quantle").toString();
      assertEquals("  did you mean \"explaining.near.quantile\"?", text.lines().toList().get(1));
      text = scope.explanation("explaining.near.wavelenth").toString();
      assertTrue(text.contains("\n  did you mean \"" + declared.key() + "\""), text);
      assertFalse(ParamScope.explain(declared.key()).toString().contains("did you mean"));
      scope.remove("explaining.near.quantile");
      text = ParamScope.explain("explaining.near.quantile").toString();
      assertFalse(text.contains("did you mean"), text);
    }
  }

  /** Only where an origin is no more than a depth or a thread; short, as errors are long. */
  @Test
  void anErrorSaysWhatTellsTheLine() {
    String hint = " (-Dhyperparameter.track=true tells the line)";
    DoubleParam small = Param.ofDouble("explain.small", 0.5).max(1);
    for (Object wrong : List.of("x", 2.0)) {
      try (var scope = ParamScope.empty().with("explain.small", wrong).enter()) {
        String told = assertThrows(ParamException.class, small::get).getMessage();
        assertTrue(told.contains(hint + "; give a "), told);
        assertFalse(assertThrows(ParamException.class, small::get).origin().contains(hint));
      }
      over(
          Map.of("explain.small", wrong),
          () -> {
            String told = assertThrows(ParamException.class, small::get).getMessage();
            assertTrue(told.contains(" outside scopes" + hint + "; give a "), told);
          });
    }
    try (var scope = ParamScope.define("explain.small=x").enter()) {
      String told = assertThrows(ParamException.class, small::get).getMessage();
      assertFalse(told.contains(hint), told);
    }
  }

  @Test
  void theGuideShowsWhatIsPrinted() throws Exception {
    String guide = Files.readString(Path.of("..", "docs", "tracking.md"));
    String shown = guide.substring(guide.indexOf("train.lr is "), guide.indexOf("```\n\n| place"));
    over(
        Map.of("train.lr", 0.1),
        () -> {
          Map<String, String> file = Map.of("train.lr", "train.toml:12:6");
          Map<String, String> argument = Map.of("train.lr", "-D argument 1");
          try (var outer = ParamScope.of(Map.of("train.lr", 0.05), file).enter();
              var inner = ParamScope.of(Map.of("train.lr", 0.01), argument).enter()) {
            assertEquals(shown, ParamScope.explain("train.lr").toString());
          }
        });
  }

  @Test
  void theJsonSaysTheSame() throws Exception {
    over(
        Map.of("quoted \"key\"", "a\nb"),
        () -> {
          try {
            JsonNode json =
                new ObjectMapper().readTree(ParamScope.explain("quoted \"key\"").toJson());
            assertEquals("quoted \"key\"", json.get("key").asText());
            JsonNode layer = json.get("layers").get(0);
            assertEquals("start", layer.get("place").asText());
            assertEquals("text", layer.get("kind").asText());
            assertEquals("\"a\\nb\"", layer.get("value").asText());
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }

  @Test
  void aSecretIsMaskedWhereverItIsShown() {
    Param<String> token = Param.ofString("explain.token", "none").secret();
    try (var scope = ParamScope.of(token, "hush-hush").enter()) {
      assertEquals("hush-hush", token.get());
      String all =
          ParamScope.explain(token)
              + ParamScope.explain(token).toJson()
              + scope
              + assertThrows(ParamTypeException.class, () -> scope.getLong(token.key()));
      assertFalse(all.contains("hush"), all);
      assertTrue(all.contains("***"), all);
    }
  }

  @Test
  void aDefinitionOfASecretIsMaskedWhereItIsTheOrigin() {
    Param<String> token = Param.ofString("explain.token", "none").secret();
    String definition = "explain.token=hush-hush";
    ParamScope fromConfig = Config.loader().overrides(definition).load().toScope();
    for (ParamScope idle : List.of(ParamScope.define(definition), fromConfig)) {
      ParamRecorder recorder = ParamRecorder.start();
      try (recorder;
          var scope = idle.enter()) {
        ParamTypeException refused =
            assertThrows(ParamTypeException.class, () -> scope.getLong(token.key()));
        assertEquals("hush-hush", token.get());
        String all =
            ParamScope.explain(token)
                + ParamScope.explain(token).toJson()
                + refused.getMessage()
                + refused.origin()
                + recorder.reads();
        assertFalse(all.contains("hush"), all);
      }
    }
  }

  @Test
  void whatAParserSaysOfASecretIsNotTold() {
    Param<Integer> pin = Param.of("explain.pin", 1234, Integer::parseInt).secret();
    assertFalse(pin.toString().contains("1234"), pin::toString);
    try (var scope = ParamScope.of("explain.pin", "hush-hush").enter()) {
      ParamTypeException refused = assertThrows(ParamTypeException.class, pin::get);
      assertTrue(refused.getMessage().contains("NumberFormatException"), refused::getMessage);
      StringWriter trace = new StringWriter();
      refused.printStackTrace(new PrintWriter(trace));
      assertFalse(trace.toString().contains("hush"), trace::toString);
    }
  }

  /** It is there, as contains() says, and a read takes its default. */
  @Test
  void nullIsSaidToBeNull() {
    ParamScope.of("explained.null", (Object) null)
        .run(
            () -> {
              assertTrue(ParamScope.current().contains("explained.null"));
              String told = ParamScope.explain("explained.null").toString();
              assertTrue(
                  told.startsWith("explained.null is null, so reads take their defaults\n"), told);
            });
  }
}
