package io.hyperparameter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamTypeException;
import io.hyperparameter.index.ParamBounds;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Loading, merging, overriding and looking. */
class ConfigTest {
  @TempDir Path dir;

  private Path file(String name, String... lines) throws IOException {
    Path path = dir.resolve(name);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, String.join("\n", lines) + "\n");
  }

  private String errors(ConfigLoader loader) {
    return assertThrows(ConfigException.class, loader::load)
        .getMessage()
        .replace(dir.toString() + java.io.File.separator, "");
  }

  private static Config toml(String... lines) {
    return tomlLoader(lines).load();
  }

  private static ConfigLoader tomlLoader(String... lines) {
    String text = String.join("\n", lines) + "\n";
    return Config.loader().text("t.toml", ConfigFormat.TOML, new StringReader(text));
  }

  // ---- files and merging ----

  @Test
  void laterFilesWinNameByName() throws IOException {
    Config config =
        Config.load(
            file("a.toml", "[train]", "lr = 0.1", "epochs = 3", "layers = [1, 2]"),
            file("b.yaml", "train:", "  lr: 2e-5", "  layers: [9]"),
            file("c.json", "{\"model\": {\"act\": \"relu\"}}"),
            file("d.properties", "train.seed=7"),
            file("noextension", "x = 1"));
    assertEquals(
        "{train={lr=2.0E-5, epochs=3, layers=[9], seed=7}, model={act=relu}, x=1}",
        config.toMap().toString());
    assertEquals(
        dir.resolve("b.yaml") + ":2:7", config.origin("train.lr").orElseThrow().toString());
    assertEquals(
        dir.resolve("a.toml") + ":3:10", config.origin("train.epochs").orElseThrow().toString());
    assertEquals("2e-5", config.text("train.lr").orElseThrow());
  }

  @Test
  void aDirectoryIsItsFilesByName() throws IOException {
    file("conf/10.toml", "a = 1", "b = 1");
    file("conf/20.yaml", "b: 2");
    file("conf/.hidden.toml", "a = 9");
    file("conf/readme.md", "a = 9");
    file("conf/below/30.toml", "a = 9");
    file("conf/10-fast.toml", "a = 5");
    assertEquals("{a=1, b=2}", Config.load(dir.resolve("conf")).toMap().toString());
    Config fast = Config.loader().file(dir.resolve("conf")).profile("fast").load();
    assertEquals("{a=5, b=2}", fast.toMap().toString());
  }

  @Test
  void aDirectoryWithoutAConfigurationIsAnError() throws IOException {
    file("conf/train.conf", "a = 1");
    Path conf = dir.resolve("conf");
    String told = assertThrows(ConfigException.class, () -> Config.load(conf)).getMessage();
    assertTrue(told.startsWith(conf + ": no configuration is in this directory"), told);
    assertEquals("{a=1}", Config.load(conf.resolve("train.conf")).toMap().toString());
  }

  @Test
  void overridesOfOtherFormsAreNoNewKeys() {
    Config config = Config.of(Map.of("model.sizes", List.of(1, 2), "train.lr", 1));
    for (String[] each :
        new String[][] {
          {
            "model.sizes[-1]=1",
            "[-1] is no index; give one that counts from 0, such as model.sizes[0]"
          },
          {"model.sizes[x]=1", "[x] is no index"},
          {"~model.sizes[]", "[] is no index"},
          {"model.sizes[0][y].z=1", "[y] is no index"},
          {"++train.lr=1", "'++' means nothing here; write train.lr=1 to set it"},
          {"train.lr++=1", "'++' means nothing here; write train.lr=1 to set it"}
        }) {
      String told = assertThrows(ConfigException.class, () -> config.with(each[0])).getMessage();
      assertTrue(told.startsWith("definition \"" + each[0] + "\": " + each[1]), told);
    }
    assertEquals("1", config.with("a[b]c=1").find("a[b]c").orElseThrow());
  }

  @Test
  void aProfileIsLaidOverItsFile() throws IOException {
    Path train = file("train.toml", "lr = 0.1", "epochs = 10");
    file("train-fast.toml", "epochs = 1");
    Config fast = Config.loader().file(train).profile("fast").overrides("lr=5").load();
    assertEquals("{lr=5, epochs=1}", fast.toMap().toString());
    assertTrue(
        errors(Config.loader().file(train).profile("slow")).contains("looked for train-slow.toml"));
  }

  @Test
  void filesIncludeOthersRelativeToThem() throws IOException {
    file("model/resnet.yaml", "layers: 50", "act: relu");
    file("base/all.toml", "include = 'more.toml'", "a = 1", "b = 1");
    file("base/more.toml", "a = 0", "c = 0");
    Path train =
        file(
            "train.toml",
            "[include]",
            "all = 'base/all.toml'",
            "'deep.model' = ['model/resnet.yaml']",
            "[deep.model]",
            "act = 'tanh'");
    Config config = Config.load(train);
    assertEquals(
        "{all={a=1, c=0, b=1}, deep={model={layers=50, act=tanh}}}", config.toMap().toString());
    assertEquals(
        dir.resolve("model/resnet.yaml") + ":1:9",
        config.origin("deep.model.layers").orElseThrow().toString());
    Path flat = file("flat.toml", "include = ['base/all.toml']", "a = 7");
    assertEquals("{a=7, c=0, b=1}", Config.load(flat).toMap().toString());
  }

  @Test
  void overridesChooseOtherFilesToInclude() throws IOException {
    file("resnet.yaml", "layers: 50");
    file("vgg.yaml", "layers: 16");
    file("adam.json", "{\"beta\": 0.9}");
    Path train = file("train.toml", "include = {model = 'resnet.yaml', opt = ['adam.json']}");
    ConfigLoader loader = Config.loader().file(train);
    assertEquals("{model={layers=50}, opt={beta=0.9}}", loader.load().toMap().toString());
    Config chosen =
        Config.loader().file(train).overrides("include.model=vgg.yaml", "model.act=relu").load();
    assertEquals(
        "{model={layers=16, act=relu}, opt={beta=0.9}}", chosen.toMap().toString(), "another file");
    assertEquals(
        "{opt={beta=0.9}}",
        Config.loader().file(train).overrides("~include.model").load().toMap().toString());
    assertEquals(
        "{layers=16}",
        Config.loader().file(train).overrides("include=vgg.yaml").load().toMap().toString());

    String unknown = errors(Config.loader().file(train).overrides("include.modle=vgg.yaml"));
    assertTrue(
        unknown.contains("no file includes another as \"modle\"; did you mean \"model\"?"),
        unknown);
    String gone =
        errors(Config.loader().file(train).override("include.model=x.yaml", "-D argument 7"));
    assertTrue(gone.contains("-D argument 7: cannot include \"x.yaml\""), gone);
    ConfigException late =
        assertThrows(ConfigException.class, () -> chosen.with("include.model=resnet.yaml"));
    assertTrue(late.getMessage().contains("the files are read already"), late.getMessage());
    assertEquals(
        "{include={x=1}}",
        Config.loader().overrides("include.x=1").load().toMap().toString(),
        "no file includes anything: a key like others");
  }

  @Test
  void aKeyNamedIncludeMayHaveOtherValues() {
    assertEquals("{include=true}", toml("include = true").toMap().toString());
    assertEquals("{a={include=x}}", toml("a.include = 'x'").toMap().toString());
  }

  @Test
  void anIncludeThatIsHalfOneIsAnError() throws IOException {
    file("base.toml", "b = 1");
    file("r.yaml", "layers: 50");
    String[][] wrong = {
      {"a.properties", "include=base.toml\ninclude.model=r.yaml", ":2:1: \"include.model\" stands"},
      {
        "b.json",
        "{\"include.model\": \"r.yaml\", \"include\": \"base.toml\"}",
        "beside \"include\""
      },
      {
        "c.toml",
        "include = {model = 'r.yaml', n.depth = 3}",
        ":1:40: \"include.n.depth\" is 3 and no"
      },
      {"d.toml", "include = ['base.toml', 3]", ":1:25: \"include[1]\" is 3 and no file name"},
      {"e.toml", "include = [{model = 'r.yaml'}]", "\"include[0]\" is a map and no file name"},
      {"f.yaml", "include: {model: r.yaml, opt: }", "\"include.opt\" is null and no file name"},
      {"g.yaml", "include+: [base.toml]", "\"include\" has no list to add to; write it without"},
    };
    for (String[] each : wrong) {
      String message = errors(Config.loader().file(file(each[0], each[1])));
      assertTrue(
          message.startsWith(each[0] + ":1:") || message.startsWith(each[0] + ":2:"), message);
      assertTrue(message.contains(each[2]), message);
    }
  }

  @Test
  void aChoiceWhereNoFileIncludesIsAnError() throws IOException {
    file("vgg.yaml", "layers: 16");
    Path train = file("train.toml", "a = 1");
    String message =
        errors(Config.loader().file(train).overrides("include.model=vgg.yaml", "include=vgg.yaml"));
    assertTrue(
        message.contains(
            "definition \"include.model=vgg.yaml\": no file includes another as \"model\"; write"
                + " include = ... at the top of one"),
        message);
    assertTrue(message.contains("\"include=vgg.yaml\": no file includes another; write"), message);
    assertEquals(
        "{a=1, include={depth=3}}",
        Config.loader().file(train).overrides("include.depth=3").load().toMap().toString());
  }

  @Test
  void wrongIncludesAreToldWithTheirPlace() throws IOException {
    Path a = file("a.toml", "x = 1", "include = 'b.toml'");
    file("b.toml", "include = ['a.toml']");
    assertTrue(errors(Config.loader().file(a)).startsWith("b.toml:1:12: "), "the cycle");
    Path c = file("c.toml", "include = 'nowhere.toml'");
    String missing = errors(Config.loader().file(c));
    assertTrue(missing.contains("nowhere.toml: there is no such file"), missing);
    assertTrue(missing.contains("c.toml:1:11: cannot include \"nowhere.toml\""), missing);
    assertTrue(errors(tomlLoader("include = 'x.toml'")).contains("only files and resources"));
  }

  @Test
  void resourcesAreFoundByClassLoaders() throws IOException {
    file("conf/train.toml", "include = '../base.toml'", "a = 1");
    file("base.toml", "b = 2");
    file("conf/train-fast.toml", "a = 9");
    try (URLClassLoader loader = new URLClassLoader(new URL[] {dir.toUri().toURL()}, null)) {
      Config config = Config.loader().resource(loader, "conf/train.toml").profile("fast").load();
      assertEquals("{b=2, a=9}", config.toMap().toString());
      assertEquals("classpath:base.toml:1:5", config.origin("b").orElseThrow().toString());
      assertTrue(errors(Config.loader().resource(loader, "no.toml")).contains("classpath:no.toml"));
    }
  }

  @Test
  void everyErrorIsToldAtOnce() throws IOException {
    Path a = file("a.toml", "[train]", "lr = 0.1", "lr = 0.2", "x = ");
    Path b = file("b.yaml", "a: \"${nowhere}\"", "b: !!js/x 1");
    assertEquals(
        """
        6 errors in the configuration:
        a.toml:3:1: lr previously defined at line 2, column 1
            lr = 0.2
            ^
        a.toml:4:5: Unexpected end of line, expected a value
            x =\s
                ^
        b.yaml:2:4: the tag "tag:yaml.org,2002:js/x" is not taken: a configuration is text, numbers,\
         booleans, lists and maps; remove it
            b: !!js/x 1
               ^
        gone.toml: there is no such file
        definition "train": no '='; write it as key=value, without blanks, or ~key to delete
        b.yaml:1:4: "a" refers to "nowhere", which is not there
            a: "${nowhere}"
               ^""",
        errors(Config.loader().file(a).file(b).file(dir.resolve("gone.toml")).overrides("train")));
  }

  @Test
  void bytesThatAreNoUtf8AreToldWithTheirPlace() throws IOException {
    Path a = dir.resolve("a.toml");
    Files.write(a, "a = 1\nb = 'é".getBytes(StandardCharsets.ISO_8859_1));
    assertTrue(errors(Config.loader().file(a)).startsWith("a.toml:2:6: the byte 0xE9 is no UTF-8"));
  }

  @Test
  void mapsAreSourcesToo() {
    Map<String, Object> values = new HashMap<>();
    values.put("a.b", 1);
    values.put("c", Map.of("d", 0.5f, "e", List.of(1, Map.of("x.y", true))));
    values.put("n", null);
    values.put("o", StandardCharsets.UTF_8);
    values.put("r", "${c.d}");
    Config config = Config.of(values);
    assertEquals(1L, config.find("a.b").orElseThrow());
    assertEquals(0.5, config.find("r").orElseThrow());
    assertEquals(StandardCharsets.UTF_8, config.find("o").orElseThrow());
    assertEquals("[1, {x={y=true}}]", config.find("c.e").orElseThrow().toString());
    assertTrue(config.keys().contains("n"));
    assertEquals("a map", config.origin("n").orElseThrow().toString());
    Map<String, Object> circle = new HashMap<>();
    circle.put("a", circle);
    assertEquals(
        ConfigError.Kind.LIMIT,
        assertThrows(ConfigException.class, () -> Config.of(circle)).kind());
    Map<String, Object> twice = Map.of("a.b", 1, "a", Map.of("b", 2));
    assertEquals(
        ConfigError.Kind.DUPLICATE,
        assertThrows(ConfigException.class, () -> Config.of(twice)).kind());
  }

  @Test
  void errorsSurviveSerialization() throws Exception {
    ConfigException e =
        assertThrows(ConfigException.class, () -> toml("a = 1", "a = 2", "b = '${c}'"));
    var bytes = new java.io.ByteArrayOutputStream();
    try (var out = new java.io.ObjectOutputStream(bytes)) {
      out.writeObject(e);
    }
    try (var in =
        new java.io.ObjectInputStream(new java.io.ByteArrayInputStream(bytes.toByteArray()))) {
      ConfigException back = (ConfigException) in.readObject();
      assertEquals(e.getMessage(), back.getMessage());
      assertEquals(e.errors(), back.errors());
      assertEquals(ConfigError.Kind.DUPLICATE, back.kind());
      assertEquals("t.toml:2:1", back.origin());
    }
  }

  @Test
  void aValueBesideLongerKeysMayBecomeAMap() {
    Config config =
        Config.loader()
            .map("a", Map.of("log", "INFO", "log.x", 1, "log.y", 2))
            .map("b", Map.of("log", Map.of("x", 9, "z", 3)))
            .load();
    assertEquals(
        Map.of("log.x", 9L, "log.y", 2L, "log.z", 3L), Map.copyOf(config.toScope().toMap()));
  }

  // ---- lists ----

  @Test
  void listsAddWhereTheySaySo() {
    Config config =
        Config.loader()
            .text("a", ConfigFormat.TOML, new StringReader("l = [1]\nm = [1]\n"))
            .text("b", ConfigFormat.YAML, new StringReader("l+: [2]\nm: [7]\nn+: [5]\n"))
            .text("c", ConfigFormat.JSON, new StringReader("{\"+l\": [0], \"l+\": [3], \"a+\": 1}"))
            .load();
    assertEquals("{l=[0, 1, 2, 3], m=[7], n=[5], a+=1}", config.toMap().toString());
    ConfigLoader wrong =
        Config.loader()
            .text("a", ConfigFormat.TOML, new StringReader("l = 1\n"))
            .text("b", ConfigFormat.YAML, new StringReader("l+: [2]\n"));
    assertTrue(errors(wrong).startsWith("b:1:5: l: adds to a list, but 1 is there (a:1:5)"));
  }

  // ---- overrides ----

  @Test
  void overridesSetDeleteAndChangeLists() {
    Config base = toml("[train]", "lr = 0.1", "layers = [64, 32]", "r = '${train.lr}'", "x = 1");
    Config changed =
        base.with(
            "train.lr=0.5",
            "~train.x",
            "train.layers[0]=8",
            "train.layers+=4, 2",
            "+train.layers=99",
            "~train.layers[2]",
            "new.key=a=b",
            "train.lr.base=1");
    assertEquals(
        "{train={lr=0.5, layers=[99, 8, 4, 2], r=0.5, lr.base=1}, new={key=a=b}}",
        changed.toMap().toString());
    assertEquals("{train={lr=0.1, layers=[64, 32], r=0.1, x=1}}", base.toMap().toString());
    assertEquals(
        "definition \"train.lr=0.5\" by way of t.toml:4:5",
        changed.origin("train.r").orElseThrow().toString());
    assertEquals("1", changed.toScope().getString("train.lr.base"));
    Config maps = toml("m = [{a = 1}, {a = 2}]").with("m[1].a=5", "m[0].b=6");
    assertEquals("{m=[{a=1, b=6}, {a=5}]}", maps.toMap().toString());
    assertEquals("{a=1}", toml("a = {b = 1}").with("a=1").toMap().toString());
  }

  @Test
  void overridesThatCannotBeCarriedOutAreToldAll() {
    String all =
        errors(
            tomlLoader("[train]", "lr = 0.1", "layers = [1]")
                .overrides(
                    "~train.lrr",
                    "train.layers[5]=1",
                    "train.lr[0]=1",
                    "train.lr+=1",
                    "no equals",
                    "~a=1",
                    "~"));
    for (String part :
        List.of(
            "7 errors",
            "\"~train.lrr\": nothing to delete; did you mean \"lr\"?",
            "[5] is beyond the end of a list of 1",
            "[0] is for lists, and there is 0.1",
            "'+' adds to a list, but train.lr is 0.1",
            "\"no equals\": no '='",
            "deletes and sets at once",
            "\"~\": no key")) {
      assertTrue(all.contains(part), () -> part + " is not in\n" + all);
    }
  }

  // ---- references ----

  @Test
  void valuesThroughReferencesTellBothPlaces() {
    Config config =
        toml("base = 0.1", "lr = '${base}'", "t = 'a${lr}b${base}'", "[m]", "x = '${lr}'");
    assertEquals("t.toml:1:8 by way of t.toml:2:6", config.origin("lr").orElseThrow().toString());
    assertEquals("t.toml:1:8 by way of t.toml:5:5", config.origin("m.x").orElseThrow().toString());
    assertEquals("t.toml:3:5", config.origin("t").orElseThrow().toString());
    assertEquals("a0.1b0.1", config.find("t").orElseThrow());
    assertEquals("0.1", config.text("m.x").orElseThrow());
    Config through = toml("a = {b = {c = 1}}", "r = '${a}'", "x = '${r.b.c}'");
    assertEquals(1L, through.find("x").orElseThrow());
  }

  @Test
  void wrongReferencesAreTold() {
    String all =
        errors(
            tomlLoader(
                "a = '${b}'",
                "b = 'x${a}'",
                "m = {x = '${m}'}",
                "t = 'x${m}'",
                "u = '${train.lrr}'",
                "train.lr = 1"));
    assertTrue(all.contains("t.toml:2:5: \"a\" refers to itself"), all);
    assertTrue(all.contains("\"m\" refers to itself"), all);
    assertTrue(all.contains("\"m\" is a map, which is no part of a text"), all);
    assertTrue(all.contains("did you mean \"train.lr\"?"), all);
  }

  @Test
  void aCircleIsToldByItsFullKeyAndAWrongReferenceHintsAtOthersOnly() {
    String circle = errors(tomlLoader("[a.b]", "x = '${a.b.y}'", "y = '${a.b.x}'"));
    assertTrue(circle.contains("\"a.b.x\" refers to itself"), circle);
    String lost = errors(tomlLoader("[a]", "x = '${b.x}'"));
    assertTrue(lost.contains("\"a.x\" refers to \"b.x\", which is not there"), lost);
    assertFalse(lost.contains("did you mean"), lost);
  }

  @Test
  void variablesAndPropertiesAreReadOnRequestOnly() {
    String[] lines = {
      "a = '${env:HOME_X}'",
      "b = '${env:NO:de:f}'",
      "c = '<${env:NO:}>'",
      "d = '${sys:java.version}'"
    };
    ConfigLoader loader =
        tomlLoader(lines)
            .variables(Map.of("HOME_X", "/h"))
            .environmentReferences()
            .systemReferences();
    Config config = loader.load();
    assertEquals("/h", config.find("a").orElseThrow());
    assertEquals("de:f", config.find("b").orElseThrow());
    assertEquals("<>", config.find("c").orElseThrow());
    assertEquals(System.getProperty("java.version"), config.find("d").orElseThrow());
    assertEquals(
        "environment variable HOME_X by way of t.toml:1:5",
        config.origin("a").orElseThrow().toString());
    String unasked = errors(tomlLoader(lines).variables(Map.of("HOME_X", "/h")));
    assertTrue(
        unasked.contains(
            "\"a\" refers to \"env:HOME_X\", which is not there; variables are read on request"
                + " only: by ConfigLoader.environmentReferences() in the program, or by the shell,"
                + " as in -D a=\"$HOME_X\""),
        unasked);
    assertTrue(unasked.contains("as by -D d=VALUE"), unasked);
    String unset =
        errors(tomlLoader("a = '${env:NO}'").variables(Map.of()).environmentReferences());
    assertTrue(unset.contains("environment variable NO, which is not set"), unset);
  }

  /** Each line of XML would be an error, and none would say why it is read as TOML. */
  @Test
  void aFileOfAnotherNameThatIsNoTomlIsToldHowItIsRead() throws IOException {
    String[] lines = {"<train>", "<lr>1</lr>", "</train>"};
    assertEquals(
        "train.xml:1:1: Unexpected '<', expected a key, a table key, a newline, or end-of-input;"
            + " it is read as TOML, as its name ends in none of .toml, .yaml, .yml, .json,"
            + " .properties; rename it if it is one of the others\n    <train>\n    ^",
        errors(Config.loader().file(file("train.xml", lines))));
    String told = errors(Config.loader().file(file("train.toml", lines)));
    assertTrue(told.startsWith("3 errors") && !told.contains("it is read as"), told);
    told = errors(tomlLoader(lines));
    assertTrue(told.startsWith("3 errors") && !told.contains("it is read as"), told);
  }

  // ---- the environment ----

  @Test
  void variablesWithAPrefixAreKnownParameters() {
    ParamIndex index = index("train.lr", "train.max-epochs", "a.b_c", "a.b-c");
    Config config =
        tomlLoader("train.lr = 1", "other = 2")
            .environment("HP_", index)
            .variables(Map.of("HP_TRAIN__LR", "0.5", "HP_TRAIN__MAX_EPOCHS", "7", "PATH", "x"))
            .load();
    assertEquals("{train={lr=0.5, max-epochs=7}, other=2}", config.toMap().toString());
    assertEquals(
        "environment variable HP_TRAIN__LR", config.origin("train.lr").orElseThrow().toString());
    String wrong =
        errors(
            Config.loader()
                .environment("HP_", index)
                .variables(Map.of("HP_TRAIN__LRR", "1", "HP_A__B_C", "2")));
    assertTrue(wrong.contains("HP_A__B_C: may be a.b-c or a.b_c"), wrong);
    assertTrue(wrong.contains("HP_TRAIN__LRR: is no known parameter; did you mean"), wrong);
    wrong = errors(Config.loader().environment("HP_", index).variables(Map.of("HP_LR", "1")));
    assertTrue(
        wrong.contains(
            "HP_LR: is no known parameter; did you mean HP_TRAIN__LR? Two underscores stand for"),
        wrong);
    wrong = errors(Config.loader().environment("HP_", index).variables(Map.of("HP_XYZ", "1")));
    assertTrue(wrong.contains("HP_XYZ: is no known parameter; two underscores stand"), wrong);
  }

  @Test
  void textWithoutQuotesIsToldToStandInThem() {
    for (String[] each :
        new String[][] {
          {"act = relu", "; text stands in quotes: \"relu\""},
          {"act = [a, \"b\"]", "; text stands in quotes: \"a\""},
          {"file = /data/x.csv # here", "; text stands in quotes: \"/data/x.csv\""},
          {"wait = 10ms", "; text stands in quotes: \"10ms\""},
          {"fast = True", "; write it as true"},
          {"x = NaN", "; write it as nan"},
          {"lr = .5", "; a number has digits on both sides of its point, such as 0.5 or 5.0"},
          {"lr = 5.", "; a number has digits on both sides of its point, such as 0.5 or 5.0"},
          {"lr = 1 2", ""},
          {"lr = \"a\" b", ""},
          {"lr =", ""}
        }) {
      String told = errors(tomlLoader(each[0]));
      String first =
          told.lines().filter(line -> line.startsWith("t.toml:")).findFirst().orElse(told);
      assertTrue(first.endsWith(each[1].isEmpty() ? "" : each[1]), told);
      assertEquals(each[1].isEmpty(), !first.contains("; "), told);
    }
  }

  @Test
  void whoFollowsAHintIsNotToldOfTheNextError() {
    for (String[] each :
        new String[][] {
          {"x = a b c # d", "; text stands in quotes: \"a b c\"", "x = \"a b c\" # d"},
          {"x = C:\\Users\\x", "; text stands in quotes: 'C:\\Users\\x'", "x = 'C:\\Users\\x'"},
          {
            "x = \"C:\\Users\"",
            "write a backslash as \\\\, or the text in single",
            "x = 'C:\\Users'"
          },
          {"x = \"\\d\"", "; write a backslash as \\\\", "x = \"\\\\d\""},
          {"x = relu\"", "; text stands in quotes: \"relu\"", "x = \"relu\""},
          {"x = 'it's'", "; a text with ' in it stands in double quotes", "x = \"it's\""},
          {"x = \u201crelu\u201d", "; text stands in straight quotes: \"relu\"", "x = \"relu\""},
          {"x = ${y}\ny = 1", "; a reference stands in quotes: \"${y}\"", "x = \"${y}\"\ny = 1"},
          {"x = 1;", "; remove it", "x = 1"},
          {"x = \"a\";", "; remove it", "x = \"a\""},
          {"x = FALSE", "; write it as false", "x = false"},
          {"x = Infinity", "; write it as inf", "x = inf"},
          {"x = -Inf", "; write it as -inf", "x = -inf"},
          {"x = infinity", "; write it as inf", "x = inf"},
          {"x = None\ny = 1", "; TOML has no null, so leave the line out", "y = 1"},
          {"x = 0O17", "; write it as 0o17", "x = 0o17"},
          {"x = 0XFF", "; write it as 0xFF", "x = 0xFF"},
          {"x = 017", "; leave them out", "x = 17"},
          {"x = 0.1f", "; write it as 0.1", "x = 0.1"},
          {"x = 10L", "; write it as 10", "x = 10"},
          {"x = (1, 2)", "; a list stands in brackets, such as [1, 2]", "x = [1, 2]"},
          {"x = 1, 2", "; a list stands in brackets", "x = [1, 2]"},
          {"x = 1,000", "and a number has no commas", "x = 1000"},
          {"x = [1 2]", "; a comma or the closing bracket is missing before it", "x = [1, 2]"},
          {"x = [1, 2\ny = 3", "expected ] or a comma", "x = [1, 2]\ny = 3"},
          {"x = {a = 1 b = 2}", "; a comma or the closing", "x = {a = 1, b = 2}"},
          {"x = [1, relu]", "; text stands in quotes: \"relu\"", "x = [1, \"relu\"]"},
          {"x = {a = relu}", "; text stands in quotes: \"relu\"", "x = {a = \"relu\"}"},
          {"x = {a: 1}", "; write name = value", "x = {a = 1}"},
          {"x: 1", "; write name = value", "x = 1"},
          {"x == 1", "; one = is enough", "x = 1"},
          {"x = 1 // one", "; a comment begins with #", "x = 1 # one"},
          {"// one\nx = 1", "; a comment begins with #", "# one\nx = 1"},
          {"my key = 1", "; such a name stands in quotes: \"my key\"", "\"my key\" = 1"},
          {
            "gr\u00f6\u00dfe = 1",
            "; such a name stands in quotes: \"gr\u00f6\u00dfe\"",
            "\"gr\u00f6\u00dfe\" = 1"
          },
          {"x = 2026-1-31", "; a date is written as 2026-01-31", "x = 2026-01-31"}
        }) {
      String told = errors(tomlLoader(each[0]));
      assertTrue(told.contains(each[1]), each[0] + ": " + told);
      assertFalse(toml(each[2]).keys().isEmpty());
    }
  }

  @Test
  void jsonAndYamlTellWhatToWrite() {
    for (String[] each :
        new String[][] {
          {"j", "{\"a\": 1,}", ":1:9: a comma stands before the end; remove it"},
          {"j", "{\"a\": [1,]}", ":1:10: a comma stands before the end; remove it"},
          {"j", "{\"a\": True}", "here must be true and is \"T\""},
          {"j", "{\"a\": None}", "here must be null and is \"N\""},
          {"j", "{\"a\": x}", "here must be a value (text stands in double quotes"},
          {"y", "a: @x", "'@' that cannot start any token; text with it stands in quotes"},
          {"y", "a:\n\tb: 1", "that cannot start any token; indent by blanks"},
          {"y", "a: b: c", "; text with a colon and a blank in it stands in quotes"}
        }) {
      ConfigFormat format = each[0].equals("j") ? ConfigFormat.JSON : ConfigFormat.YAML;
      String told = errors(Config.loader().text("t", format, new StringReader(each[1])));
      assertTrue(told.contains(each[2]), told);
    }
  }

  @Test
  void aDefinitionWithBlanksIsToldToHaveNone() {
    String told =
        assertThrows(ConfigException.class, () -> toml("a = 1").with("train.lr", "=", "3"))
            .getMessage();
    assertTrue(told.contains("no '='; write it as key=value, without blanks"), told);
  }

  private static ParamIndex index(String... keys) {
    return ParamIndex.of(
        Arrays.stream(keys)
            .map(
                key ->
                    new ParamEntry(key, "double", "1", "", ParamBounds.NONE, "p.C#f", "C.java", 1))
            .toList());
  }

  // ---- scopes ----

  @Test
  void aWrongValueInAScopeNamesItsLineAndColumn() throws IOException {
    Path file = file("train.toml", "[train]", "lr = 1", "epochs   =   'ten'", "l = [1]");
    Config config = Config.load(file);
    try (ParamScope scope = config.toScope().enter()) {
      ParamTypeException e =
          assertThrows(ParamTypeException.class, () -> scope.getInt("train.epochs", 1));
      assertEquals(file + ":3:14", e.origin());
      assertTrue(e.getMessage().contains("it came from " + file + ":3:14"), e.getMessage());
      assertEquals(List.of(1L), scope.find("train.l").orElseThrow());
      e = assertThrows(ParamTypeException.class, () -> scope.getLong("train.l"));
      assertEquals(file + ":4:5", e.origin());
    }
    ParamScope more = config.with("train.epochs=many").toScope();
    ParamTypeException e =
        assertThrows(ParamTypeException.class, () -> more.getInt("train.epochs"));
    assertEquals("definition \"train.epochs=many\"", e.origin());
    ParamScope told =
        Config.loader().override("train.epochs=many", "-D argument 2").load().toScope();
    e = assertThrows(ParamTypeException.class, () -> told.getInt("train.epochs"));
    assertEquals("-D argument 2", e.origin());
  }

  @Test
  void partsOfAConfiguration() {
    Config config = toml("[train]", "lr = 1", "[train.opt]", "x = 2");
    assertEquals("{x=2}", config.at("train.opt").toMap().toString());
    assertEquals("t.toml:4:5", config.at("train").origin("opt.x").orElseThrow().toString());
    ConfigException e = assertThrows(ConfigException.class, () -> config.at("trian"));
    assertTrue(e.getMessage().contains("did you mean \"train\"?"), e.getMessage());
    assertEquals(
        "nothing at \"model\"; there are train",
        assertThrows(ConfigException.class, () -> config.at("model")).getMessage());
    assertEquals(
        "nothing at \"train.opt.x.y\"; nothing here is a map",
        assertThrows(ConfigException.class, () -> config.at("train.opt").at("x.y")).getMessage());
    assertThrows(ConfigException.class, () -> config.at("train.lr"));
    assertEquals("${lr}", config.at("train").with("a=${lr}").find("a").orElseThrow());
    ParamScope scope = ParamScope.of("a", "${b}");
    assertEquals("${b}", Config.of(scope).with("b=1").find("a").orElseThrow());
    assertEquals("a configuration of 2 values", config.toString());
  }

  /** As another document says {@code a.b}, whose own {@code a} a map takes the place of. */
  @Test
  void keysBesideAValueAreInTheMapThatTakesItsPlace() {
    String beside = "base.x=1\nbase.y.z=2\na=${base}\na.x=3\na.w.v=4\na.y=5";
    Config config =
        Config.loader().text("d", ConfigFormat.PROPERTIES, new StringReader(beside)).load();
    assertEquals("{a={x=3, y=5, w={v=4}}, base={x=1, y={z=2}}}", config.toMap().toString());
    assertEquals("d:4:5", config.origin("a.x").orElseThrow().toString());
    assertEquals(config.toMap(), Config.of(config.toScope()).toMap());

    Config over =
        Config.loader()
            .text("low", ConfigFormat.PROPERTIES, new StringReader("a=1\na.b.c=2\na.b=3\na.d.e=4"))
            .text("high", ConfigFormat.YAML, new StringReader("a: {x: 5}"))
            .load();
    assertEquals("{a={b=3, b.c=2, d={e=4}, x=5}}", over.toMap().toString());
  }

  @Test
  void theFilesThatWereReadAreKnownWhateverIsLeftOfThem() throws IOException {
    Path base = file("base.toml", "a = 1");
    Path top = file("top.toml", "include = 'base.toml'\na = 2");
    Path profile = file("top-fast.toml", "a = 3");
    Config config = Config.loader().file(dir).profile("fast").overrides("a=4", "b.c=5").load();
    assertEquals(List.of(base, top, profile), config.files());
    assertEquals(config.files(), config.with("a=5").files());
    assertEquals(config.files(), config.at("b").files());
    assertEquals(List.of(), Config.of(Map.of("a", 1)).files());
  }

  @Test
  void aDecimalThatALongWouldLoseADigitOfIsText() {
    for (String lossy :
        List.of(
            "9007199254740993.0",
            "-9007199254740993.0",
            "9.007199254740993e15",
            "1234567890123456789e0",
            "4503599627370497.5",
            "0.99999999999999999999",
            "1.0" + "0".repeat(2000) + "1")) {
      for (ConfigFormat format : List.of(ConfigFormat.TOML, ConfigFormat.YAML, ConfigFormat.JSON)) {
        Config config = number(format, lossy);
        assertEquals(Optional.of(lossy), config.find("a"), format + " " + lossy);
        ParamScope scope = config.toScope();
        assertThrows(ParamTypeException.class, () -> scope.getLong("a"));
        assertThrows(ConfigException.class, () -> config.bind(Whole.class));
        assertEquals(Double.parseDouble(lossy), scope.getDouble("a"));
        assertEquals(new BigDecimal(lossy), scope.get("a", BigDecimal.class));
        assertEquals(new BigDecimal(lossy), config.bind(Exact.class).a());
      }
    }
    for (String exact :
        List.of(
            "9007199254740992.0",
            "0.5",
            "-0.0",
            "0e999999999999",
            "1e18",
            "0.1",
            "100000000.0000e-8",
            "-9223372036854775808.0",
            "3.000e0",
            "0.1234567890123456789",
            "10.00000000000000000000",
            "9223372036854775808.5",
            "1E+2",
            "12e22")) {
      for (ConfigFormat format : List.of(ConfigFormat.TOML, ConfigFormat.YAML, ConfigFormat.JSON)) {
        assertEquals(
            Optional.of(Double.parseDouble(exact)), number(format, exact).find("a"), exact);
      }
    }
    assertEquals(Optional.of(0.0), number(ConfigFormat.YAML, "1e-400").find("a"));
    assertEquals(Optional.of("9007199254740993.0"), toml("a = 9_007_199_254_740_993.0").find("a"));
    assertEquals(
        Optional.of("9007199254740993.0"),
        number(ConfigFormat.YAML, "!!float 9007199254740993.0").find("a"));
  }

  /** A component that must be exact. */
  record Whole(long a) {}

  /** A component that can hold every decimal. */
  record Exact(BigDecimal a) {}

  private static Config number(ConfigFormat format, String text) {
    String document = format == ConfigFormat.TOML ? "a = " + text : "{\"a\": " + text + "}";
    return Config.loader().text("t", format, new StringReader(document)).load();
  }

  @Test
  void aNumberOfTomlIsBoundAsOneHoweverItIsWritten() {
    assertEquals(new BigDecimal("1000.25"), toml("a = 1_000.25").bind(Exact.class).a());
    assertEquals(new BigDecimal("255000"), toml("a = 255_000").bind(Exact.class).a());
    assertEquals(new BigDecimal("255"), toml("a = 0xff").bind(Exact.class).a());
    assertEquals(new BigDecimal("0.10"), toml("a = 0.10").bind(Exact.class).a());
  }

  private static List<String> reversed(List<String> list) {
    List<String> reversed = new ArrayList<>(list);
    Collections.reverse(reversed);
    return reversed;
  }

  @Test
  void definitionsOfAKeyAndOfALongerOneAreTwoInAnyOrder() {
    List<String> all = List.of("log=d", "log.level=c", "log.file.size=3", "log.level.x=1");
    for (int i = 0; i < all.size(); i++) {
      List<String> turned = new ArrayList<>(all);
      Collections.rotate(turned, i);
      for (List<String> order : List.of(turned, reversed(turned))) {
        Config config = Config.loader().overrides(order.toArray(String[]::new)).load();
        assertEquals(
            Set.of("log", "log.level", "log.file.size", "log.level.x"),
            config.keys(),
            () -> order + "");
      }
    }
    Config lists = Config.loader().overrides("log.to+=a", "log=d", "log.to+=b").load();
    assertEquals(Optional.of(List.of("a", "b")), lists.find("log.to"));
    assertEquals(Set.of("log.to"), lists.tree().additions().keySet());
    assertEquals(
        Set.of("log"),
        toml("log.level = 1").with("log.size=2", "log=d").keys(),
        "a map of a file is replaced");
  }

  @Test
  void nullsAreRefusedInWords() {
    Config config = Config.of(Map.of("a", 1));
    Map<Executable, String> calls = new LinkedHashMap<>();
    String key = "the key is null; give a full key such as \"train.lr\"";
    calls.put(() -> config.find(null), key);
    calls.put(() -> config.text(null), key);
    calls.put(() -> config.origin(null), key);
    calls.put(() -> config.at(null), key);
    calls.put(() -> config.with("a=1", null), "definition 1 is null; leave it out");
    calls.put(
        () -> config.with((String[]) null), "the array of definitions is null; give some, or none");
    calls.put(() -> config.bind(null), "the class is null; give one");
    calls.put(() -> config.write(null), "the format is null; give one");
    calls.put(() -> Config.load((Path) null), "path 0 is null; leave it out");
    calls.put(() -> Config.of((Map<String, Object>) null), "the map is null; give one");
    calls.put(() -> Config.of((ParamScope) null), "the scope is null; give one");
    calls.put(() -> Config.loader().file(null), "the path is null; give one");
    calls.put(() -> Config.loader().overrides("a=1", null), "definition 1 is null; leave it out");
    calls.put(() -> Config.loader().profile((String) null), "profile 0 is null; leave it out");
    calls.forEach(
        (call, message) ->
            assertEquals(message, assertThrows(NullPointerException.class, call).getMessage()));
  }

  @Test
  void whatIsAListAsTextIsAddedToAsOne() {
    for (String written : List.of("64,32", "[64, 32]", " [ 64 ,32 ] ")) {
      Config config = Config.of(Map.of("m.sizes", written));
      assertEquals("[64, 32, 16, 8]", sizes(config.with("m.sizes+=16,8")), written);
      assertEquals("[64, 32, 16, 8]", sizes(config.with("m.sizes+=[16, 8]")), written);
      assertEquals("[16, 64, 32]", sizes(config.with("+m.sizes=16")), written);
      assertEquals("[64, 7]", sizes(config.with("m.sizes[1]=7")), written);
      assertEquals("[32]", sizes(config.with("~m.sizes[0]")), written);
      assertEquals(
          List.of(64, 32, 1), config.with("m.sizes+=1").at("m").bind(Sizes.class).sizes(), written);
      assertEquals(List.of(64, 32), config.at("m").bind(Sizes.class).sizes(), written);
    }
    assertEquals("[64, 32]", sizes(Config.of(Map.of()).with("m.sizes=64", "m.sizes+=32")));
    assertEquals("[32]", sizes(Config.of(Map.of()).with("m.sizes=", "m.sizes+=32")));
    assertEquals(
        "[64, 32, 16]",
        sizes(
            Config.loader()
                .text("a", ConfigFormat.PROPERTIES, new StringReader("m.sizes=64,32"))
                .text("b", ConfigFormat.YAML, new StringReader("m: {sizes+: [16]}"))
                .load()));
    String refers = errors(tomlLoader("m.sizes = '${base}'", "base = [1]").overrides("m.sizes+=2"));
    assertTrue(
        refers.contains(
            "but m.sizes is \"${base}\", which is not read yet; add to what it refers to"),
        refers);
  }

  /** A component that is a list. */
  record Sizes(List<Integer> sizes) {}

  private static String sizes(Config config) {
    return config.find("m.sizes").orElseThrow().toString();
  }
}
