package io.hyperparameter.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.Backend;
import io.hyperparameter.json.MiniJson;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Looks into real JVMs that run. */
class AttachTest {
  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  @TempDir Path dir;

  static Stream<String> backends() {
    return Backend.all().stream().filter(Backend::isAvailable).map(Backend::name);
  }

  /** A program that is ready, and ends with its input. */
  private static final class Started implements AutoCloseable {
    private final Process process;

    Started(Path dir, List<String> options, String... args) throws Exception {
      this(
          dir,
          Path.of(System.getProperty("java.home")),
          options,
          CLASS_PATH,
          TrainingMain.class,
          args);
    }

    Started(Path dir, Path java, List<String> options, String path, Class<?> main, String... args)
        throws Exception {
      List<String> command = new ArrayList<>(List.of(java.resolve("bin/java").toString()));
      command.addAll(options);
      command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", path, main.getName()));
      command.addAll(List.of(args));
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.redirectError(Files.createTempFile(dir, "err", "").toFile());
      process = builder.start();
      assertEquals("ready", process.inputReader(StandardCharsets.UTF_8).readLine());
    }

    long pid() {
      return process.pid();
    }

    @Override
    public void close() throws Exception {
      process.getOutputStream().close();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  private static List<String> options(String backend, String... more) {
    List<String> options = new ArrayList<>(List.of("-Dhyperparameter.backend=" + backend));
    options.addAll(List.of(more));
    return options;
  }

  private static void assertNarrow(String out) {
    assertTrue(out.lines().allMatch(line -> line.length() <= 80), out);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void openScopesAreToldWithTheirPlacesAndValues(String backend) throws Exception {
    try (Started training = new Started(dir, options(backend, "-Dhyperparameter.track=true"))) {
      Ran ran = Ran.hp("attach", training.pid());
      assertEquals(0, ran.code(), ran.err());
      assertEquals(
          "note: an agent registered the bean in process "
              + training.pid()
              + ", as ParametersManagement.register() in the program would\n",
          ran.err());
      assertNarrow(ran.out());
      assertFalse(ran.out().contains("hunter2") || ran.out().contains("secret"), ran.out());
      String out = ran.out().replaceAll(":\\d+\\)", ":N)").replaceAll("\\s+", " ");
      String main = "io.hyperparameter.tool.TrainingMain.main(TrainingMain.java:N)";
      for (String told :
          List.of(
              "process "
                  + training.pid()
                  + " io.hyperparameter.tool.TrainingMain backend "
                  + backend,
              "start with: 4 values train.epochs 40 train.lr 0.01 train.note a\\u001b[2Jb"
                  + " train.token ***",
              "Open scopes: 3",
              "thread \"main\", depth 1, opened at " + main,
              "train.lr 0.1 (double) " + main + " train.token *** (text) " + main,
              "thread \"main\", depth 2, opened at " + main,
              "train.batch 16 (long) " + main + " train.lr 0.05 (double) " + main,
              "train.note removed " + main,
              "thread \"worker\", in a task over a snapshot, depth 1, hides all around it, opened at"
                  + " io.hyperparameter.tool.TrainingMain.work(TrainingMain.java:N)")) {
        assertTrue(out.contains(told), told + "\nnot in\n" + ran.out());
      }
      Ran key = Ran.hp("attach", training.pid(), "train.lr");
      assertEquals(0, key.code());
      assertEquals("", key.err()); // the agent is there already
      assertEquals(
          "train.lr thread \"main\", depth 2 0.05 (double) "
              + main
              + " thread \"main\", depth 1 0.1 (double) "
              + main
              + " thread \"worker\", depth 1 0.25 (double)"
              + " io.hyperparameter.tool.TrainingMain.work(TrainingMain.java:N)"
              + " frozen 0.01 (double) "
              + main,
          key.out().strip().replaceAll(":\\d+\\)", ":N)").replaceAll("\\s+", " "));
      assertNarrow(key.out());
      assertFalse(Ran.hp("attach", training.pid(), "train.token").out().contains("hunter2"));
      Ran none = Ran.hp("attach", training.pid(), "train.lrr");
      assertEquals(new Ran(1, "", "nothing has \"train.lrr\"; did you mean \"train.lr\"?\n"), none);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void withoutTrackingTheFrozenValuesAreToldAndTheFlag(String backend) throws Exception {
    try (Started training = new Started(dir, options(backend), "register")) {
      Ran ran = Ran.hp("attach", training.pid());
      assertEquals(0, ran.code(), ran.err());
      assertEquals("", ran.err()); // no agent
      assertTrue(ran.out().contains("train.lr      0.01\n"), ran.out());
      assertTrue(
          ran.out()
              .replaceAll("\\s+", " ")
              .contains(
                  "Scopes: open scopes are not known; start the program with"
                      + " -Dhyperparameter.track=true"),
          ran.out());
      Ran key = Ran.hp("attach", training.pid(), "train.lr");
      assertEquals("train.lr\n  frozen  0.01 (double)  ParamScope.frozen()\n", key.out());
      assertTrue(key.err().contains("-Dhyperparameter.track=true"), key.err());
    }
  }

  @Test
  void programsGetJson() throws Exception {
    try (Started training =
        new Started(dir, options("java", "-Dhyperparameter.track=true"), "register")) {
      Map<?, ?> all =
          (Map<?, ?>) MiniJson.parse(Ran.hp("attach", training.pid(), "-f", "json").out());
      assertEquals(training.pid(), all.get("pid"));
      assertEquals("java", all.get("backend"));
      assertEquals("***", ((Map<?, ?>) all.get("frozen")).get("train.token"));
      List<?> scopes = (List<?>) all.get("openScopes");
      assertEquals(3, scopes.size());
      Map<?, ?> inner = (Map<?, ?>) scopes.get(1);
      assertEquals(2L, inner.get("depth"));
      assertEquals(
          "0.05", ((Map<?, ?>) ((Map<?, ?>) inner.get("values")).get("train.lr")).get("value"));
      Map<?, ?> key =
          (Map<?, ?>)
              MiniJson.parse(Ran.hp("attach", training.pid(), "train.lr", "-f", "json").out());
      assertEquals(4, ((List<?>) key.get("values")).size());
      assertEquals(
          List.of(),
          ((Map<?, ?>) MiniJson.parse(Ran.hp("attach", training.pid(), "x", "-f", "json").out()))
              .get("values"));
    }
  }

  @Test
  void ofALongCommandLineTheArgumentsAreShownRatherThanTheDirectory() {
    String arguments = " -D train.lr=0.1 train.epochs=3000";
    String deep = "/home/somebody/projects/digits/target/digits.jar";
    assertEquals(".../digits.jar" + arguments, RunningText.cut(deep + arguments));
    assertEquals("target/digits.jar" + arguments, RunningText.cut("target/digits.jar" + arguments));
    String all = "com.example.Main" + " a/b".repeat(20);
    assertEquals(all.substring(0, 63) + "...", RunningText.cut(all));
  }

  @Test
  void thoseThatHaveTheLibraryAreListed() throws Exception {
    String classes =
        Path.of(TrainingMain.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString();
    try (Started with = new Started(dir, options("java"));
        Started without =
            new Started(
                dir,
                Path.of(System.getProperty("java.home")),
                List.of(),
                classes,
                IdleMain.class)) {
      Ran ran = Ran.hp("attach");
      assertEquals(0, ran.code(), ran.err());
      assertNarrow(ran.out());
      List<String> found = ran.out().lines().map(line -> line.strip().split("\\s+")[0]).toList();
      assertTrue(found.contains(Long.toString(with.pid())), ran.out());
      assertFalse(found.contains(Long.toString(without.pid())), ran.out());
      List<?> json = (List<?>) MiniJson.parse(Ran.hp("attach", "-f", "json").out());
      assertTrue(
          json.stream().anyMatch(each -> ((Map<?, ?>) each).get("pid").equals(with.pid())),
          json::toString);
      Ran none = Ran.hp("attach", without.pid());
      assertEquals(2, none.code());
      assertEquals("", none.out());
      assertTrue(none.err().contains("has not this library, or has not used it yet"), none.err());
    }
  }

  @Test
  void theLibraryIsFoundInFatJarsFoldersAndManifests() throws Exception {
    String mark = "io/hyperparameter/ParamScope.class";
    Map<String, byte[]> library = Map.of(mark, new byte[0]);
    Path api = Jars.jar(dir.resolve("hp-api-1.0.jar"), library);
    Path fat = Jars.jar(dir.resolve("fat.jar"), Map.of("BOOT-INF/lib/hp-api-1.0.jar", new byte[0]));
    Path thin =
        Jars.jar(
            dir.resolve("thin.jar"),
            Map.of(
                "META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\nClass-Path: other.jar hp-api-1.0.jar\n\n"
                    .getBytes(StandardCharsets.UTF_8)));
    Path other = Jars.jar(dir.resolve("x.jar"), Map.of("a/B.class", new byte[0]));
    for (Path each : List.of(api, fat, thin)) {
      assertTrue(has("java.class.path", other + File.pathSeparator + each), each.toString());
      assertTrue(has("java.class.path", dir.relativize(each).toString()), each.toString());
    }
    assertTrue(has("jdk.module.path", dir.toString()));
    assertFalse(has("java.class.path", other + File.pathSeparator + dir.resolve("gone.jar")));
    assertFalse(has("java.class.path", ""));
    assertFalse(has("java.class.path", dir.toString())); // of classes, whatever jars are there
  }

  private boolean has(String property, String path) {
    Properties system = new Properties();
    system.setProperty("user.dir", dir.toString());
    system.setProperty(property, path);
    return RunningJvm.hasLibrary(system);
  }

  @Test
  void aProcessThatIsNotThereIsSaidSo() throws Exception {
    Process ended = new ProcessBuilder(Launched.JAR.resolveSibling("hp").toString()).start();
    ended.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
    ended.waitFor();
    assertEquals(
        new Ran(2, "", "hp: there is no process " + ended.pid() + "\n"),
        Ran.hp("attach", ended.pid()));
    Ran named = Ran.hp("attach", "main");
    assertEquals(2, named.code());
    String said =
        "\"main\" is no number of a process; hp attach alone lists them\nhp attach --help tells more\n";
    assertTrue(named.err().endsWith(said), named.err());
  }

  /** The signal by which one attaches would end it. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no cat")
  void aProcessThatIsNoJvmIsLeftAlone() throws Exception {
    Process cat = new ProcessBuilder("cat").start();
    try {
      Ran ran = Ran.hp("attach", cat.pid());
      assertEquals(2, ran.code());
      assertTrue(ran.err().contains("is no JVM"), ran.err());
      cat.getOutputStream().write('x');
      cat.getOutputStream().close();
      assertEquals('x', cat.getInputStream().read());
      assertEquals(0, cat.waitFor());
    } finally {
      cat.destroyForcibly();
    }
  }

  /** What a JRE lacks that was linked for one program: on the side of hp, and on the other one. */
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
  void missingModulesAreSaidSo() throws Exception {
    Path java = dir.resolve("jre");
    assertEquals(
        0,
        ToolProvider.findFirst("jlink")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "--add-modules",
                "java.base,java.logging,java.management,java.sql,jdk.unsupported",
                "--output",
                java.toString()));
    try (Started training =
        new Started(dir, java, options("java"), CLASS_PATH, TrainingMain.class)) {
      Ran ran = Ran.hp("attach", training.pid());
      assertEquals(2, ran.code(), ran.out());
      assertTrue(ran.err().contains("its Java needs the module jdk.management.agent"), ran.err());
      ProcessBuilder hp = Launched.hp(Launched.JAR.resolveSibling("hp"), "attach", training.pid());
      hp.environment().put("JAVA_HOME", java.toString());
      Path err = dir.resolve("err");
      int code = Launched.run(hp.redirectError(err.toFile()));
      String said = Files.readString(err);
      assertEquals(2, code, said);
      assertTrue(said.contains("has no module jdk.attach; run hp with a JDK (JAVA_HOME)"), said);
    }
  }
}
