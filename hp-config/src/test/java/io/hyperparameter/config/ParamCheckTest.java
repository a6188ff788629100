package io.hyperparameter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.index.ParamBounds;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import java.io.StringReader;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ParamCheckTest {
  private static final ParamIndex INDEX =
      ParamIndex.of(
          List.of(
              new ParamEntry(
                  "train.lr",
                  "double",
                  "0.001",
                  "",
                  new ParamBounds("0", true, null, false, List.of()),
                  "T#train",
                  "T.java",
                  1)));

  private static ParamCheck check(String toml, boolean strict) {
    Config config =
        Config.loader().text("t.toml", ConfigFormat.TOML, new StringReader(toml)).load();
    return ParamCheck.of(config, INDEX, strict);
  }

  private static List<String> keysOfErrors(ParamCheck check) {
    return check.errors().stream().map(ParamCheck.Problem::key).toList();
  }

  @Test
  void aProblemShowsTheLineWithACaret() {
    assertEquals(
        List.of(
            "t.toml:2:1: no parameter is named \"train.l\"; did you mean \"train.lr\"?\n"
                + "    l = 3\n"
                + "    ^"),
        check("[train]\nl = 3\n", false).errors().stream().map(Object::toString).toList());
  }

  @Test
  void aWrongNameIsToldWhereItStandsWhateverItsValueIs() {
    ParamIndex index = ParamIndex.of(List.of(entry("train.lr", "double")));
    String meant = ": no parameter is named \"trian.lr\"; did you mean \"train.lr\"?";
    assertEquals("m1:1:9" + meant, yaml(index, "trian: {lr: 1}"));
    assertEquals("m1:2:9" + meant, yaml(index, "x: 1\ntrian: {lr: '${x}'}"), "a reference");
    assertEquals("m1:2:9" + meant, yaml(index, "x: 1\ntrian: {lr: 'a${x}'}"), "one in a text");
    assertEquals("m1:2:1" + meant, yaml(index, "x: {lr: 1}\ntrian: ${x}"), "one to its map");
    assertEquals("m2:1:9" + meant, yaml(index, "trian: {lr: 1}", "trian: {lr: 3}"), "the later");
    assertEquals(
        "definition \"trian.lr=${x}\"" + meant,
        told(Config.of(java.util.Map.of("x", 1)).with("trian.lr=${x}"), index));
    assertEquals(
        "definition \"trian=${m}\"" + meant,
        told(Config.of(java.util.Map.of("m.lr", 1)).with("trian=${m}"), index));
  }

  @Test
  void anIncludeThatIsNotAtTheTopIsTold() {
    String toml =
        "[train]\ninclude = 'r.yaml'\n[model]\ninclude = 'r.yaml'\n[filter]\ninclude = 'r'";
    ParamCheck check = check(toml, false);
    assertEquals(
        List.of("; to include a file there, write include.train = \"r.yaml\" at the top"),
        check.errors().stream().map(ParamCheck.Problem::hint).toList());
    assertEquals(
        List.of("; to include a file there, write include.model = \"r.yaml\" at the top"),
        check.warnings().stream().map(ParamCheck.Problem::hint).toList());
  }

  @Test
  void keysComeBeforeValues() {
    assertEquals(
        List.of("train.zz", "train.lr"), keysOfErrors(check("[train]\nlr = -1\nzz = 1\n", false)));
  }

  private static final ParamIndex MANY =
      ParamIndex.of(
          List.of(
              entry("train.lr", "double", new ParamBounds("0", true, null, false, List.of()), "A"),
              entry("train.lr", "double", ParamBounds.NONE, "B"),
              entry("train.epochs", "int"),
              entry(
                  "fit.sizes",
                  "List<Integer>",
                  new ParamBounds("1", false, null, false, List.of()),
                  "A"),
              entry("fit.limit", "Optional<java.time.Duration>", ParamBounds.NONE, "A"),
              entry(
                  "fit.acts",
                  "List<p.Act>",
                  new ParamBounds(null, false, null, false, List.of("RELU", "TANH")),
                  "A"),
              entry("fit.shape", "p.Shape", ParamBounds.NONE, "A"),
              entry("two.n", "int"),
              entry("two.n", "double", ParamBounds.NONE, "B")));

  private static ParamEntry entry(String key, String type, ParamBounds bounds, String by) {
    return new ParamEntry(key, type, null, "", bounds, by + "#x(int)", by + ".java", 1);
  }

  private static ParamEntry entry(String key, String type) {
    return entry(key, type, ParamBounds.NONE, "A");
  }

  private static ParamEntry of(String element, String type, int line) {
    return new ParamEntry("fit.shape", type, null, "", ParamBounds.NONE, element, "A.java", line);
  }

  private static String yaml(String... documents) {
    return yaml(MANY, documents);
  }

  private static String yaml(ParamIndex index, String... documents) {
    ConfigLoader loader = Config.loader();
    for (int i = 0; i < documents.length; i++) {
      loader.text("m" + (i + 1), ConfigFormat.YAML, new StringReader(documents[i]));
    }
    return told(loader.load(), index);
  }

  private static String defined(String... definitions) {
    return told(Config.of(java.util.Map.of()).with(definitions));
  }

  private static String told(Config config) {
    return told(config, MANY);
  }

  private static String told(Config config, ParamIndex index) {
    ParamCheck check = ParamCheck.of(config, index, false);
    assertEquals(List.of(), check.warnings());
    return check.errors().stream()
        .map(each -> each.toString().replaceFirst("(?s)\n.*", ""))
        .collect(java.util.stream.Collectors.joining("\n"));
  }

  @Test
  void aValueAtTheBeginningOfDeclaredKeysIsAnError() {
    assertEquals(
        "m2:1:1: no parameter is named \"train\"; it takes away train.lr (m1:1:13);"
            + " set a key below it (train.epochs, train.lr), or leave it out",
        yaml("train: {lr: 0.7}", "train: fast"));
    assertEquals(
        "m1:1:1: no parameter is named \"train\"; set a key below it (train.epochs, train.lr),"
            + " or leave it out",
        yaml("train: [1]"));
  }

  @Test
  void aDefinitionOverAMapOfDeclaredKeysIsAnError() {
    String told = told(Config.of(java.util.Map.of("train.lr", 0.7)).with("train=vgg"));
    assertEquals(
        "definition \"train=vgg\": no parameter is named \"train\"; it takes away train.lr"
            + " (a map); set a key below it (train.epochs, train.lr), or leave it out",
        told);
  }

  @Test
  void anEmptySectionIsAnErrorOnlyWhereItTakesAwayDeclaredValues() {
    assertEquals("", yaml("train:"));
    assertEquals("", yaml("train:", "train: {lr: 1}"));
    assertEquals("", yaml("train: {lr: 1}", "train: {}"));
    assertEquals("", yaml("other: {lrx: 1}", "other:"));
    assertEquals(
        "m2:1:7: \"train\" is no map here; it takes away train.lr (m1:1:13);"
            + " an empty section is null: leave it out, or write {}",
        yaml("train: {lr: 0.7}", "train:"));
    assertEquals(
        "m2:1:7: \"train\" is no map here; it takes away train.epochs (m1:1:17);"
            + " an empty section is null: leave it out, or write {}",
        yaml("train: {epochs: 7, lr: 1}", "train:", "train: {lr: 2}"));
    assertEquals("", yaml("train: {lr: 0.7}", "train:", "train: {lr: 2}"));
  }

  @Test
  void aSectionThatWasDeletedByNameIsNotMissed() {
    ConfigLoader loader =
        Config.loader()
            .text("m1", ConfigFormat.YAML, new StringReader("train: {lr: 1}"))
            .text("m2", ConfigFormat.YAML, new StringReader("train:"));
    assertEquals("", told(loader.overrides("~train").load()));
  }

  @Test
  void aReferenceToAMapReplacesAnotherOne() {
    Config config =
        Config.loader()
            .text("m1", ConfigFormat.YAML, new StringReader("train: {lr: 1, epochs: 3}"))
            .text("m2", ConfigFormat.YAML, new StringReader("fast: {lr: 2}\ntrain: ${fast}"))
            .load();
    assertEquals(List.of(), ParamCheck.of(config, MANY, false).errors());
  }

  @Test
  void aKeyBelowOneThatIsOneValueIsAnError() {
    assertEquals(
        "definition \"train.lr.x=3\": no parameter is named \"train.lr.x\";"
            + " \"train.lr\" is one value: write train.lr=VALUE",
        defined("train.lr.x=3"));
    assertEquals(
        "m1:2:3: no parameter is named \"fit.sizes.a.b\";"
            + " \"fit.sizes\" is one value: write fit.sizes=VALUE",
        yaml("fit:\n  sizes.a.b: 1"));
  }

  @Test
  void aMapIsReadByWhoBindsARecordAndByNobodyElse() {
    String refused =
        "m1:1:15: no parameter is named \"fit.shape.width\"; \"fit.shape\" is one value:"
            + " write fit.shape=VALUE";
    for (String type : List.of("Object", "java.lang.Object", "p.Shape")) {
      for (String element : List.of("p.A#fit(int)", "p.A#<init>(int)", "p.A#SHAPE")) {
        ParamIndex index = ParamIndex.of(List.of(of(element, type, 1)));
        assertEquals(refused, yaml(index, "fit: {shape: {width: 3}}"), element);
      }
      ParamIndex bound = ParamIndex.of(List.of(of("p.Fit", type, 1)));
      assertEquals("", yaml(bound, "fit: {shape: {width: 3}}"));
      assertEquals("", yaml(bound, "fit: {shape: {}}"));
    }
    ParamIndex foreign = ParamIndex.of(List.of(of("p.A#shape", "java.util.Map", 0)));
    assertEquals("", yaml(foreign, "fit: {shape: {width: 3}}")); // of a library; who reads it?
  }

  @Test
  void anEmptyMapIsNoValue() {
    assertEquals(
        "m1:1:13: \"train.lr\" is an empty map; it is one value: write train.lr=VALUE, or leave it"
            + " out",
        yaml("train: {lr: {}}"));
    assertEquals("", yaml("train: {}\nfit:\n  more: {}"));
    assertEquals(
        "m2:1:13: \"train.lr\" is an empty map; it is one value: write train.lr=VALUE, or leave it"
            + " out",
        yaml("train: {lr: 1}", "train: {lr: {}}"));
  }

  @Test
  void aMapOverAValueThatIsDeclaredBesideLongerKeysIsAnError() {
    ParamIndex logs =
        ParamIndex.of(
            List.of(
                entry("log", "String"),
                entry("log.level", "String"),
                new ParamEntry(
                    "shape", "p.Shape", null, "", ParamBounds.NONE, "p.Fit", "Fit.java", 1),
                entry("shape.width", "int")));
    assertEquals(
        "m2:1:6: \"log\" is a map here; it takes away log (m1:1:6);"
            + " leave it out, or write both here, log and keys with dots, log.NAME",
        yaml(logs, "log: d", "log: {level: c}"));
    assertEquals(
        "m2:1:6: \"log\" is a map here; it takes away log (m1:1:6);"
            + " leave it out, or write both here, log and keys with dots, log.NAME",
        yaml(logs, "log: [d]", "log: {level: c}"));
    assertEquals("", yaml(logs, "log: d", "log: e\nlog.level: c"));
    assertEquals("", yaml(logs, "log: d", "log: {level: c}", "log: e\nlog.level: c"));
    assertEquals("", yaml(logs, "log:", "log: {level: c}"));
    assertEquals("", yaml(logs, "shape: 3x4", "shape: {width: 3}")); // read of a map
  }

  @Test
  void anAdditionToADefaultIsAnErrorAsThatWouldBeLost() {
    ParamIndex lists = ParamIndex.of(List.of(list("64,32", "A#f(int)"), list(null, "A#SIZES")));
    String lost =
        ": \"net.sizes\" adds to a list, but none is set; its default would be lost: give the whole"
            + " list, without '+'";
    assertEquals(
        "definition \"net.sizes+=16\"" + lost,
        told(Config.of(java.util.Map.of()).with("net.sizes+=16", "+net.sizes=1"), lists));
    assertEquals("m1:1:15" + lost, yaml(lists, "net: {sizes+: [16]}"));
    assertEquals(
        "", told(Config.of(java.util.Map.of()).with("net.sizes+=16", "net.sizes=1"), lists));
    assertEquals("", yaml(lists, "net: {sizes: [1]}", "net: {sizes+: [16]}"));
    assertEquals("", yaml(ParamIndex.of(List.of(list("", "A#f(int)"))), "net: {sizes+: [16]}"));
  }

  private static ParamEntry list(@Nullable String def, String element) {
    return new ParamEntry(
        "net.sizes", "List<Integer>", def, "", ParamBounds.NONE, element, "A.java", 1);
  }

  @Test
  void anExplicitNullIsTheDefault() {
    assertEquals("", yaml("train: {lr: null, epochs: ~}\nfit: {sizes: , limit: null}"));
  }

  @Test
  void elementsOfListsAreChecked() {
    assertEquals(
        "definition \"fit.sizes=a,2,0\": fit.sizes[0]: \"a\" (text) cannot be read as an int;"
            + " give a whole number such as 42",
        defined("fit.sizes=a,2,0"));
    assertEquals(
        "definition \"fit.sizes=[1, 0]\": fit.sizes[1]: \"0\" is not allowed;"
            + " give a value >= 1",
        defined("fit.sizes=[1, 0]"));
    assertEquals(
        "m1:1:14: fit.sizes[1]: \"-1\" is not allowed; give a value >= 1",
        yaml("fit: {sizes: [3, -1]}"));
    assertEquals("m1:1:14: fit.sizes[0]: is null; leave it out", yaml("fit: {sizes: [null]}"));
    assertEquals("", yaml("fit: {sizes: [], acts: [relu]}"));
    assertEquals("", defined("fit.sizes=", "fit.acts=RELU,tanh", "fit.limit="));
    assertEquals(
        "definition \"fit.acts=RELU,x\": fit.acts[1]: \"x\" is not allowed;"
            + " give a value among RELU, TANH",
        defined("fit.acts=RELU,x"));
  }

  @Test
  void theTextOfASecretIsNotShown() {
    ParamIndex secret =
        ParamIndex.of(
            List.of(
                new ParamEntry(
                    "db.pin", "int", null, "", ParamBounds.NONE, "p.T#f(int)", "T.java", 1, true)));
    assertEquals(
        List.of("m1:1:11: db.pin: *** cannot be read as int"),
        ParamCheck.of(
                Config.loader()
                    .text("m1", ConfigFormat.YAML, new StringReader("db: {pin: \"hush\"}"))
                    .load(),
                secret,
                false)
            .errors()
            .stream()
            .map(Object::toString)
            .toList());
    assertEquals(
        "a definition: db.pin: *** cannot be read as int",
        told(Config.of(java.util.Map.of()).with("db.pin=hush"), secret));
  }

  @Test
  void whatTheJdkMakesOfTextIsChecked() {
    assertEquals("", defined("fit.limit=PT5S"));
    String told = defined("fit.limit=5s");
    assertTrue(
        told.startsWith(
            "definition \"fit.limit=5s\": fit.limit: \"5s\" (text) cannot be read as a Duration"),
        told);
  }

  @Test
  void anEmptyTextIsAnEmptyOptionalWhereItMayBeOne() {
    for (String element : List.of("p.T#f(double,java.util.Optional)", "p.Record", "p.T#f(int)")) {
      ParamIndex index =
          ParamIndex.of(
              List.of(
                  new ParamEntry("f.n", "int", null, "", ParamBounds.NONE, element, "T.java", 1)));
      Config config = Config.of(java.util.Map.of("f.n", ""));
      assertEquals(
          element.equals("p.T#f(int)") ? 1 : 0,
          ParamCheck.of(config, index, false).errors().size(),
          element);
    }
  }

  @Test
  void whatAParserOfATypedKeyTakesOnlyItKnows() {
    for (String type : List.of("java.time.Duration", "Integer", "List<Integer>", "int", "p.Size")) {
      ParamIndex index =
          ParamIndex.of(
              List.of(
                  new ParamEntry("f.n", type, null, "", ParamBounds.NONE, "p.T#N", "T.java", 1)));
      Config config = Config.of(java.util.Map.of("f.n", "0x10"));
      assertEquals(
          type.equals("int") ? 1 : 0, ParamCheck.of(config, index, false).errors().size(), type);
    }
  }

  @Test
  void theBoundsOfEachDeclarationHold() {
    assertEquals(
        "definition \"train.lr=0\": train.lr: \"0\" is not allowed;" + " give a value > 0",
        defined("train.lr=0"));
    assertEquals("", defined("two.n=0.5")); // the one that reads it as a double takes it
  }

  @Test
  void aDeclaredKeyWithoutADotOwnsNoNamespace() {
    ParamIndex roots = ParamIndex.of(List.of(entry("epochs", "int"), entry("train.lr", "double")));
    assertEquals("", yaml(roots, "seed: 1\nname: x\ntable: {a: 1}\nepochs: 3"));
    assertEquals(
        "m1:1:1: no parameter is named \"epohcs\"; did you mean \"epochs\"?",
        yaml(roots, "epohcs: 3\nseed: 1"));
    assertEquals(
        "m1:1:9: no parameter is named \"train.seed\"; there are train.lr",
        yaml(roots, "train: {seed: 1}"));
    Config config = Config.of(java.util.Map.of("seed", 1));
    assertEquals(1, ParamCheck.of(config, roots, true).errors().size(), "strict");
  }

  @Test
  void aNameLikeADeclaredOneIsAnErrorOutsideOfKnownNamespacesToo() {
    for (String key :
        List.of("lr", "epochs", "epoch", "fit.more.train.lr", "tarin.lr", "train-lr", "TRAIN.LR")) {
      assertTrue(defined(key + "=1").contains("; did you mean \"train."), key);
      assertTrue(yaml("\"" + key + "\": 1").contains("; did you mean \"train."), key);
    }
    assertTrue(defined("other.lr=1").contains("; did you mean \"train.lr\"?"));
    assertTrue(defined("other.epoch=1").contains("; did you mean \"train.epochs\"?"));
    assertTrue(defined("other.LR=${other.x}", "other.x=1").contains("; did you mean"));
    for (String key : List.of("lt", "ls", "test.wd", "speed", "more.limitations", "fit.n.x")) {
      assertEquals("", defined(key + "=1"), key);
    }
  }

  @Test
  void whatIsAllowedIsTakenButNotInThePlaceOfDeclaredKeys() {
    Config config =
        Config.of(java.util.Map.of()).with("lr=1", "train.x.y=1", "train.lr.x=1", "fit=3", "a.b=1");
    assertEquals(
        List.of("a.b", "lr", "train.lr.x", "train.x.y"),
        List.copyOf(ParamCheck.undeclared(config, MANY)));
    for (boolean strict : new boolean[] {true, false}) {
      assertEquals(
          List.of("fit", "train.lr.x"),
          keysOfErrors(
              ParamCheck.of(
                  config, MANY, strict, ParamCheck.within(List.of("train", "lr", "a.b", "fit")))));
    }
    assertEquals(
        List.of("fit", "lr", "train.lr.x"),
        keysOfErrors(
            ParamCheck.ofKeys(config, MANY, false, ParamCheck.within(List.of("train.x", "l")))));
  }

  @Test
  void whatIsAskedIsWhatTheKeyCanOnlyBeASlipOf() {
    ParamIndex two =
        ParamIndex.of(List.of(entry("train.lr", "double"), entry("train.l1", "double")));
    for (String key : List.of("lr", "app.train.lr", "train.LR")) {
      String told = told(Config.of(java.util.Map.of()).with(key + "=1"), two);
      assertTrue(told.endsWith("; did you mean \"train.lr\"?"), told);
    }
  }

  @Test
  void namesThatAreNumberedAreNotTakenForEachOther() {
    ParamIndex blocks = ParamIndex.of(List.of(entry("block1.depth", "int")));
    Config config =
        Config.loader()
            .text("m1", ConfigFormat.YAML, new StringReader("block2: {depth: 1}"))
            .load();
    assertEquals(List.of(), ParamCheck.of(config, blocks, false).errors());
    assertEquals(1, ParamCheck.of(config, blocks, false).warnings().size());
  }

  @Test
  void whatAReferenceRefersToIsNoMistake() {
    assertEquals("", yaml("lr: 1\ntrain: {lr: '${lr}'}"));
    assertEquals("", yaml("fast: {lr: 1}\ntrain: ${fast}"));
    assertEquals("", yaml("lr: 1\nname: 'x-${lr}'\nlist: ['${tarin.lr}']\ntarin: {lr: 3}"));
    assertEquals("", defined("lr=1", "train.lr=${lr}"));
  }

  @Test
  void whatIsElsewhereIsAnErrorOnlyIfStrict() {
    assertEquals(new ParamCheck(List.of(), List.of()), check("[other]\nx = 1\n", false));
    assertEquals(1, check("[other]\nx = 1\n", true).errors().size());
    assertEquals(1, check("[other]\nlr = 1\n", false).warnings().size());
  }
}
