package io.hyperparameter.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.config.Config;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A jar compiled with the processor, as users have it, and every command on it. */
class CommandsTest {
  private static final String SOURCE =
      """
      package p;
      import io.hyperparameter.*;
      import io.hyperparameter.annotation.*;
      import java.util.List;
      public class Trainer {
        static final IntParam LAYERS = Param.ofInt("model.layers", 2, "layers of the network");
        enum Mode { FAST, EXACT }
        /** @param lr the learning rate, "per step" \\ 100% | safe
         *  @param name how it is called
         *  @param sizes of the layers */
        @AutoParam
        static void train(
            String data,
            @Default("0.001") @Min(value = 0, exclusive = true) @Max(1) double lr,
            @Default("1e3") long steps,
            @Default("a \\"b\\" = c # d") String name,
            @Default("${home}") String path,
            @Default("1,2,3") List<Integer> sizes,
            @Default("FAST") Mode mode,
            @Default Double limit) {}
      }
      """;

  @TempDir static Path shared;
  private static Path jar;

  @TempDir Path dir;

  @BeforeAll
  static void compile() throws Exception {
    jar = Jars.jar(shared.resolve("app.jar"), Jars.compile(shared, true, "p/Trainer.java", SOURCE));
  }

  private Path file(String name, String text) throws Exception {
    return Files.writeString(dir.resolve(name), text);
  }

  @Test
  void theTableHasEveryParameterWithin80Columns() {
    Ran ran = Ran.hp("ls", jar);
    assertEquals(0, ran.code(), ran.err());
    assertEquals("", ran.err());
    assertTrue(ran.out().startsWith("KEY           TYPE"), ran.out());
    assertTrue(ran.out().contains("model.layers  int        2"), ran.out());
    Ran verbose = Ran.hp("list", "-v", jar);
    assertTrue(verbose.out().contains("p.Trainer#LAYERS"), verbose.out());
    for (String out : List.of(ran.out(), Ran.hp("ls", "--help").out(), Ran.hp().out())) {
      assertTrue(out.lines().allMatch(line -> line.length() <= 80), out);
    }
  }

  @Test
  void severalDeclarationsOfAKeyAreToldTogether() throws Exception {
    Path twice =
        Jars.jar(
            dir.resolve("twice.jar"),
            Jars.compile(
                dir,
                true,
                "p/A.java",
                """
                package p;
                import io.hyperparameter.*;
                import io.hyperparameter.annotation.*;
                public class A {
                  static final DoubleParam LR = Param.ofDouble("train.lr", 0.001, "the rate");
                  /** @param lr how far a step goes */
                  @AutoParam("train")
                  static void train(
                      @Default("0.001") @Min(value = 0, exclusive = true) double lr) {}
                  @AutoParam("train")
                  static void again(@Default("0.001") @Min(-1) @Max(2) double lr) {}
                }
                """));
    String listed = Ran.hp("ls", twice).out().replaceAll("\\s+", " ");
    assertTrue(listed.contains("the rate; how far a step goes (> 0 and <= 2)"), listed);
    String template = Ran.hp("template", twice).out();
    assertTrue(template.contains("# double, > 0 and <= 2\n"), template);
    assertTrue(template.contains("# the rate\n# how far a step goes\n"), template);
  }

  @Test
  void theTreeHasNamesBelowNames() {
    String out = Ran.hp("ls", "--tree", jar).out().replace("`-- ", "└── ").replace("|-- ", "├── ");
    assertTrue(out.startsWith("├── model\n"), out);
    assertTrue(out.contains("└── layers = 2  int\n└── train\n"), out);
  }

  @Test
  void jsonIsAnIndexThatLoads() throws Exception {
    Path file = dir.resolve("index.json");
    Ran ran = Ran.hp("ls", "-f", "json", "-o", file, jar);
    assertEquals("", ran.out() + ran.err());
    ParamIndex index = ParamIndex.parse(Files.readString(file));
    assertEquals("2", index.find("model.layers").get(0).defaultValue());
  }

  @Test
  void markdownIsATable() {
    String out = Ran.hp("ls", "-f", "markdown", jar).out();
    assertTrue(out.startsWith("| key | type | default | allowed | meaning |\n|---|"), out);
    assertTrue(
        out.contains("| `train.lr` | `double` | `0.001` | &gt; 0 and &lt;= 1 |")
            || out.contains("| `train.lr` | `double` | `0.001` | > 0 and &lt;= 1 |"),
        out);
    assertTrue(out.contains("100% \\| safe |"), out);
  }

  @Test
  void aPartOfAKeyOrOfAMeaningIsEnoughToDescribe() {
    Ran ran = Ran.hp("desc", "layers", jar);
    assertEquals(
        """
        model.layers
          default   2
          type      int
          meaning   layers of the network
          declared  by p.Trainer#LAYERS at p/Trainer.java:6 in %s (index)
        """
            .formatted(jar)
            .replaceAll("\\s+", " "),
        ran.out().replaceAll("\\s+", " "));
    assertTrue(Ran.hp("describe", "per step", jar).out().startsWith("train.lr\n"));
    Ran none = Ran.hp("desc", "train.lrr", jar);
    assertEquals(1, none.code());
    assertEquals("no parameter is like \"train.lrr\"; did you mean \"train.lr\"?\n", none.err());
  }

  @Test
  void everythingThatIsWrongIsToldAtOnceWithItsPlace() throws Exception {
    Path bad = file("bad.toml", "[train]\nl = 3\nlr = 2.0\nsteps = \"many\"\nmode = \"SLOW\"\n");
    Path good = file("good.yaml", "train:\n  lr: 0.5\n  mode: EXACT\n");
    Path broken = file("broken.json", "{\"a\": }");
    Ran ran = Ran.hp("check", bad, good, broken, "--against", jar);
    assertEquals(1, ran.code());
    for (String place :
        List.of(
            "bad.toml:2:1: no parameter is named \"train.l\"; did you mean \"train.limit\" or \"train.lr\"",
            "bad.toml:3:6: train.lr: ",
            "    lr = 2.0\n         ^\n",
            "bad.toml:4:9: train.steps: \"many\"",
            "bad.toml:5:8: train.mode: \"SLOW\" is not allowed",
            "broken.json:1:7: ")) {
      assertTrue(ran.out().contains(place), place + " not in\n" + ran.out());
    }
    assertTrue(!ran.out().contains("good.yaml"), ran.out());
    assertEquals("5 errors, 0 warnings\n", ran.err());
    assertEquals(new Ran(0, "", ""), Ran.hp("check", good, "--against", jar));
  }

  @Test
  void parametersOfXgboostAreKnownWithoutAnyJar() throws Exception {
    Path file = file("x.toml", "[xgboost]\neta = 0.1\nlearning_rate = 0.2\nmax_dept = 3\n");
    Ran ran = Ran.hp("check", file);
    assertEquals(1, ran.code());
    assertTrue(ran.out().contains(":3:17: xgboost.eta and xgboost.learning_rate are one"));
    assertTrue(ran.out().contains("\"xgboost.max_dept\"; did you mean \"xgboost.max_depth\""));
  }

  @Test
  void aSlipOfADeclaredKeyIsAnErrorUnlessItIsAllowed() throws Exception {
    Path file = file("s.toml", "lr = 0.1\n[serve]\nlr = 1\n");
    Ran ran = Ran.hp("check", file, "--against", jar);
    assertEquals(1, ran.code());
    assertTrue(ran.out().contains("s.toml:1:1: no parameter is named \"lr\"; did you"), ran.out());
    assertTrue(ran.out().contains("warning: " + file + ":3:1: no parameter is"), ran.out());
    assertEquals("1 error, 1 warning\n", ran.err());
    assertEquals(
        new Ran(0, "", ""),
        Ran.hp("check", file, "--allow", "lr,serve", "--strict", "--against", jar));
  }

  @Test
  void whatIsOnlyLikeANameOfACatalogueIsAWarning() throws Exception {
    Path file = file("c.toml", "max_depth = 3\n[xgbost]\neta = 1\n");
    Ran ran = Ran.hp("check", file);
    assertEquals(0, ran.code(), ran.out());
    assertTrue(ran.err().endsWith("0 errors, 2 warnings\n"), ran.err());
    Path place = file("d.toml", "xgboost = 3\n");
    assertEquals(1, Ran.hp("check", place).code());
  }

  @Test
  void filesThatBelongTogetherAreCheckedMerged() throws Exception {
    Path base = file("base.toml", "[train]\nlr = 2.0\n");
    Path fast = file("fast.toml", "train.lr = 0.5\nother = \"${train.steps}\"\ntrain.steps = 1\n");
    assertEquals(0, Ran.hp("check", base, fast, "--merged", "--against", jar).code());
    assertEquals(1, Ran.hp("check", base, fast, "--against", jar).code());
    assertEquals(1, Ran.hp("check", fast, "--strict", "--against", jar).code());
  }

  @Test
  void theTemplateLoadsToTheDefaultsAndPassesTheCheck() throws Exception {
    Path template = dir.resolve("template.toml");
    assertEquals(0, Ran.hp("template", jar, "-o", template).code());
    String text = Files.readString(template);
    assertTrue(text.contains("# double, > 0 and <= 1\nlr = 0.001\n"), text);
    assertTrue(text.contains("# path = ...  (no default that is known)"), text);
    assertTrue(text.contains("# limit = ..."), text);
    Config config = Config.load(template);
    assertEquals(2L, config.find("model.layers").get());
    assertEquals(1000L, config.find("train.steps").get());
    assertEquals("a \"b\" = c # d", config.find("train.name").get());
    assertEquals(List.of(1L, 2L, 3L), config.find("train.sizes").get());
    assertEquals(new Ran(0, "", ""), Ran.hp("check", template, "--strict", "--against", jar));
  }

  @Test
  void theTemplateHasAValueAndKeysBelowIt() throws Exception {
    Path logs =
        Jars.jar(
            dir.resolve("logs.jar"),
            Jars.compile(
                dir,
                true,
                "p/Log.java",
                """
                package p;
                import io.hyperparameter.*;
                class Log {
                  static final Param<String> A = Param.ofString("log", "out");
                  static final Param<String> B = Param.ofString("log.level", "info");
                  static final IntParam C = Param.ofInt("log.level.depth", 2);
                  static final Param<String> D = Param.ofString("run.log", "err");
                  static final IntParam E = Param.ofInt("run.log.file.size", 7);
                }
                """));
    Path template = dir.resolve("template.toml");
    assertEquals(new Ran(0, "", ""), Ran.hp("template", logs, "-o", template));
    String text = Files.readString(template);
    assertTrue(text.contains("\nlog = \"out\"\n# String\n\"log.level\" = \"info\"\n"), text);
    assertTrue(
        text.contains("[run]\n# String\nlog = \"err\"\n# int\n\"log.file.size\" = 7\n"), text);
    assertEquals(
        Set.of("log", "log.level", "log.level.depth", "run.log", "run.log.file.size"),
        Config.load(template).keys());
    assertEquals(new Ran(0, "", ""), Ran.hp("check", template, "--strict", "--against", logs));
  }

  @Test
  void aTemplateOfPublishedLibrariesLoadsToTheirDefaults() throws Exception {
    Path spark = Jars.published("spark-mllib_2.13");
    Path template = dir.resolve("template.toml");
    Ran.hp("template", spark, "-o", template);
    Config config = Config.load(template);
    int compared = 0;
    for (ParamEntry entry : Scan.of(List.of(spark)).index().entries()) {
      String value = entry.defaultValue();
      if (value != null && entry.type().equals("int")) {
        assertEquals(Long.valueOf(value), config.find(entry.key()).orElse(null), entry.key());
        compared++;
      }
    }
    assertTrue(compared > 90, compared + " compared");
  }

  @Test
  void changesOfAJarAreToldAndGoneOnesFail() throws Exception {
    String changed =
        SOURCE
            .replace("\"0.001\"", "\"0.01\"")
            .replace("\"1e3\") long steps", "\"1000\") int steps")
            .replace("@Max(1)", "@Max(2)")
            .replace("@Default Double limit", "@Default(\"1\") int extra");
    Path other =
        Jars.jar(
            dir.resolve("new.jar"),
            Jars.compile(dir.resolve("new"), true, "p/Trainer.java", changed));
    Ran ran = Ran.hp("diff", jar, other);
    assertEquals(1, ran.code());
    assertEquals(
        """
        + train.extra: int = 1
        - train.limit: double
        ~ train.lr: default 0.001 -> 0.01
        ~ train.lr: allowed > 0 and <= 1 -> > 0 and <= 2
        ~ train.steps: type long -> int
        ~ train.steps: default 1e3 -> 1000
        """,
        ran.out());
    assertEquals(new Ran(0, "", ""), Ran.hp("diff", jar, jar));
    Path more =
        Jars.jar(
            dir.resolve("more.jar"),
            Jars.compile(
                dir.resolve("more"),
                true,
                "p/Trainer.java",
                SOURCE.replace(
                    "@Default Double limit", "@Default Double limit, @Default(\"1\") int n")));
    assertEquals(new Ran(0, "+ train.n: int = 1\n", ""), Ran.hp("diff", jar, more));
  }

  @Test
  void changesBetweenRunsAreTold() throws Exception {
    Path one = file("one.toml", "a = 1\nb = \"1\"\nc = 3\n");
    Path two = file("two.json", "{\"a\": 1, \"b\": 1, \"d\": [1, 2]}");
    assertEquals(
        new Ran(1, "~ b: 1 (String) -> 1 (Long)\n- c: 3\n+ d: [1, 2]\n", ""),
        Ran.hp("diff", one, two));
    assertEquals(0, Ran.hp("diff", one, one).code());
    assertEquals(2, Ran.hp("diff", one, jar).code());
  }

  @Test
  void aValueIsExplainedWithAllThatLiesBelow() throws Exception {
    Path base = file("base.toml", "[train]\nlr = 0.5\nother = \"${train.lr}\"\n");
    Path fast = file("fast.toml", "train.lr = 0.25\n");
    Ran ran =
        Ran.hp(
            "explain",
            "train.lr",
            "-C",
            base,
            "-C",
            fast,
            "-D",
            "train.lr=0.1",
            "-D",
            "a=b",
            "--against",
            jar);
    assertEquals(0, ran.code(), ran.err());
    assertEquals(
        """
        train.lr
        0.1 -D argument 1
        over 0.25 %s:1:12
        over 0.5 %s:2:6
        over 0.001 default, by p.Trainer#train(java.lang.String, double, long, \
        java.lang.String, java.lang.String, java.util.List, p.Trainer.Mode, java.lang.Double) at p/Trainer.java:14 in %s (index)
        """
            .formatted(fast, base, jar)
            .replaceAll("\\s+", " "),
        ran.out().replaceAll("\\s+", " "));
    Ran none = Ran.hp("explain", "train.lrr", "-D", "train.lr=1", "--against", jar);
    assertEquals(1, none.code());
    assertTrue(none.err().contains("nothing sets \"train.lrr\"; did you mean"), none.err());
  }

  @Test
  void secretsAreNeitherListedNorExplained() throws Exception {
    String source =
        """
        package q;
        import io.hyperparameter.*;
        import io.hyperparameter.annotation.*;
        class Hub {
          @Secret static final Param<String> TOKEN = Param.ofString("hub.token", "built-in");
        }
        """;
    Path hub = Jars.jar(dir.resolve("hub.jar"), Jars.compile(dir, true, "q/Hub.java", source));
    Path conf = file("hub.toml", "hub.token = 'hush'\n");
    for (Ran ran :
        List.of(
            Ran.hp("ls", hub),
            Ran.hp("ls", "-t", hub),
            Ran.hp("ls", "-f", "markdown", hub),
            Ran.hp("describe", "hub.token", hub),
            Ran.hp("explain", "hub.token", "-C", conf, "--against", hub),
            Ran.hp("explain", "hub.token", "-D", "hub.token=hush", "--against", hub))) {
      assertEquals(0, ran.code(), ran.err());
      String printed = ran.out() + ran.err();
      assertTrue(printed.contains("***"), printed);
      assertTrue(!printed.contains("built-in") && !printed.contains("hush"), printed);
    }
  }

  @Test
  void aValueThatNoReadTakesIsExplainedAsSuch() {
    Ran wrong = Ran.hp("explain", "train.lr", "-D", "train.lr=abc", "--against", jar);
    assertEquals(0, wrong.code());
    assertTrue(wrong.out().startsWith("train.lr\nabc "), wrong.out());
    assertEquals(
        "a run would refuse it: train.lr: \"abc\" (text) cannot be read as a double; it came from"
            + " -D argument 1; give a number such as 0.001\n",
        wrong.err());
    Object[] other = {"explain", "train.lr", "-D", "train.steps=abc", "--against", jar};
    assertEquals("", Ran.hp(other).err());
  }

  @Test
  void aDeclaredKeyWhoseDefaultIsNotKnownIsNoUnknownKey() {
    Ran none = Ran.hp("explain", "train.limit", "--against", jar);
    assertEquals(1, none.code());
    assertEquals("nothing sets \"train.limit\", and no default of it is known\n", none.err());
    assertTrue(
        none.out().startsWith("train.limit\n(none known)  default, by p.Trainer#train("),
        none.out());
    Ran set = Ran.hp("explain", "train.limit", "-D", "train.limit=3", "--against", jar);
    assertEquals(0, set.code());
    assertTrue(
        set.out().replaceAll("\\s+", " ").contains("3 -D argument 1 over (none known) default, by"),
        set.out());
  }

  @Test
  void whatFilesAndDefinitionsComeToIsWritten() throws Exception {
    Path base = file("base.toml", "[train]\nlr = 0.5\nname = \"at ${train.lr}\"\n");
    assertEquals(
        new Ran(0, "train:\n  lr: \"0.25\"\n  name: \"at 0.25\"\n", ""),
        Ran.hp("dump", "-C", base, "-D", "train.lr=0.25", "-f", "yaml"));
    Ran bad = Ran.hp("dump", "-C", file("x.toml", "a = \n"));
    assertEquals(2, bad.code());
    assertTrue(bad.err().contains("x.toml:1:"), bad.err());
  }

  @Test
  void theDoctorTellsWhatWorks() {
    Ran ran = Ran.hp("doctor");
    assertEquals(0, ran.code());
    assertTrue(ran.out().contains("backend java           works"), ran.out());
    assertTrue(ran.out().contains("chosen                 java"), ran.out());
    String path = System.getProperty("java.library.path");
    System.setProperty(
        "java.library.path", String.join(File.pathSeparator, "/a".repeat(25), "/b".repeat(25)));
    try {
      Ran narrow = Ran.hp("doctor");
      narrow.out().lines().forEach(line -> assertTrue(line.length() <= 80, line));
    } finally {
      System.setProperty("java.library.path", path);
    }
  }

  @Test
  void usageBreaksNoDefinition() {
    for (String command : List.of("dump", "explain")) {
      String out = Ran.hp(command, "--help").out();
      assertTrue(out.contains("KEY[0]=VALUE"), out);
    }
  }

  @Test
  void whatACommandReadsIsNotWrittenOver() throws Exception {
    Path base = file("base.toml", "train.lr = 0.5\n");
    Path top = file("top.toml", "include = 'base.toml'\ntrain.lr = 0.1\n");
    for (Path out : List.of(base, top)) {
      for (List<Object> command :
          List.<List<Object>>of(
              List.of("dump", "-C", top),
              List.of("explain", "train.lr", "-C", top),
              List.of("check", top, "--against", jar),
              List.of("diff", base, top))) {
        String before = Files.readString(out);
        List<Object> all = new ArrayList<>(command);
        all.addAll(List.of("-o", out));
        Ran ran = Ran.hp(all.toArray());
        assertEquals(2, ran.code(), all::toString);
        assertTrue(ran.err().contains(out + ": is read by this command; name another"), ran.err());
        assertEquals(before, Files.readString(out));
      }
    }
  }

  @Test
  void aWrongCommandLineIsExitCode2() {
    assertEquals(2, Ran.hp("nonsense").code());
    assertEquals(2, Ran.hp("ls", "-f", "xml").code());
    assertEquals(2, Ran.hp("ls", "--self", "--deps", jar).code());
    assertEquals(2, Ran.hp("check").code());
    assertEquals(0, Ran.hp("--help").code());
  }
}
