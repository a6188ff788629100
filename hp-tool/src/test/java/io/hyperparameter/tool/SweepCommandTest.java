package io.hyperparameter.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.json.MiniJson;
import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps whose trials are real processes. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs are shell scripts")
class SweepCommandTest {
  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  /** Notes its trial, then does what its arguments say; "go" ends what it waits for. */
  private static final String TRAINING =
      """
      for arg in "$@"; do
        case $arg in
          train.lr=*) lr=${arg#*=} ;;
          train.batch=*) batch=${arg#*=} ;;
        esac
      done
      cd "$(dirname "$0")"
      echo "$HP_TRIAL" >> ran
      if [ "$batch" = bad ] && [ ! -e good ]; then
        printf '\\tthe loss ran away\\n' >&2
        exit 3
      fi
      if [ "$batch" = wait ] && [ ! -e go ]; then
        until grep -q "^$$ " sweep.jsonl.running; do :; done 2>&-
        echo $$ > started
        exec sleep 1000
      fi
      echo "epoch 1 accuracy 0.1"
      echo "epoch 2 accuracy: ${lr}5"
      echo "$*"
      """;

  @TempDir Path dir;
  private Path script;

  @BeforeEach
  void write() throws Exception {
    script = Files.writeString(dir.resolve("train.sh"), TRAINING);
  }

  private Ran sweep(Object... args) {
    return sweep(args, new Object[0]);
  }

  private Ran sweep(Object[] args, Object... more) {
    return Ran.hp(
        Stream.of(new Object[] {"sweep"}, args, more, new Object[] {"--", "sh", script})
            .flatMap(Stream::of)
            .toArray());
  }

  private List<String> ran() throws Exception {
    return Files.readAllLines(dir.resolve("ran"));
  }

  @Test
  void everyPointIsRunAndTheBestIsTold() throws Exception {
    Ran ran = sweep("-g", "train.lr=0.1,0.3", "--grid", "train.batch=16,32", "--max", "accuracy");
    assertEquals(0, ran.code(), ran.err());
    assertEquals(
        """
        train.batch train.lr SECONDS accuracy
        16 0.3 S 0.35
        32 0.3 S 0.35
        16 0.1 S 0.15
        32 0.1 S 0.15
        best: train.batch=16 train.lr=0.3 (accuracy 0.35)
        """,
        ran.out().replaceAll(" +", " ").replaceAll("(0\\.[13]) \\d+\\.\\d ", "$1 S "));
    assertTrue(ran.err().contains("[4 of 4] train.batch=32 train.lr=0.3: 0.35\n"), ran.err());
    assertTrue(ran.err().contains("note: keys are not checked"), ran.err());
    Ran least = sweep("-g", "train.lr=0.1,0.3", "-p", "2", "--min", "accuracy");
    assertTrue(least.out().endsWith("best: train.lr=0.1 (accuracy 0.15)\n"), least.out());
    assertEquals(6, ran().size());
  }

  @Test
  void withoutANameTheLastLineIsTheResult() {
    Ran ran =
        Ran.hp("sweep", "-g", "a.b=x\\,y,z", "-f", "csv", "--", "sh", script, "-q", "--", "e");
    assertEquals(0, ran.code(), ran.err());
    assertEquals(
        """
        trial,a.b,millis,exit,result,error
        0,"x,y",M,0,"-q -- e -D a.b=x,y",
        1,z,M,0,-q -- e -D a.b=z,
        """,
        ran.out().replace("\r\n", "\n").replaceAll("(?m)^(\\d,(?:\".*?\"|z)),\\d+", "$1,M"));
  }

  @Test
  void theOptionsGoWhereTheCommandSays() {
    Ran ran = Ran.hp("sweep", "-g", "a=1", "-f", "csv", "sh", script, "{}", "data.csv");
    assertTrue(ran.out().contains(",0,-D a=1 data.csv,"), ran.out() + ran.err());
  }

  @Test
  void aTrialThatFailsIsAResultAndTheOthersGoOn() throws Exception {
    Path journal = dir.resolve("sweep.jsonl");
    Object[] asked = {"-g", "train.batch=bad,16", "-g", "train.lr=1", "--max", "accuracy"};
    Ran ran = sweep(asked, "-j", journal, "-f", "json");
    assertEquals(1, ran.code());
    Map<?, ?> all = (Map<?, ?>) MiniJson.parse(ran.out());
    assertEquals(1L, all.get("best"));
    Map<?, ?> good = (Map<?, ?>) ((List<?>) all.get("trials")).get(0);
    assertEquals(15.0, good.get("result"));
    Map<?, ?> bad = (Map<?, ?>) ((List<?>) all.get("trials")).get(1);
    assertEquals(3L, bad.get("exit"));
    assertEquals("exit code 3\n\tthe loss ran away", bad.get("error"));
    String told =
        "[1 of 2] train.batch=bad train.lr=1: failed: exit code 3\n        the loss ran away\n";
    assertTrue(ran.err().contains(told), ran.err()); // a tab is no \u0009
    assertTrue(ran.err().contains("[2 of 2] train.batch=16 train.lr=1: 15\n"), ran.err());
    assertTrue(
        Files.readString(journal).contains("\"error\":\"exit code 3\\n\\tthe loss ran away\"}"));
    Files.createFile(dir.resolve("good"));
    Ran again = sweep(asked, "-j", journal, "--resume");
    assertEquals(0, again.code(), again.err());
    assertTrue(again.err().contains("note: the journal has 1 of 2 trials\n[2 of 2] "), again.err());
    assertEquals(List.of("0", "1", "0"), ran()); // what failed is run again
  }

  @Test
  void whatPrintsNoResultOrCannotStartFails() {
    Ran ran = sweep("-g", "train.lr=1", "--max", "f1");
    assertEquals(1, ran.code());
    assertTrue(
        ran.out().replaceAll("\\s+", " ").contains("failed: no number behind \"f1\" in what it"),
        ran.out());
    Ran gone = Ran.hp("sweep", "-g", "a=1", "-f", "json", "--", dir.resolve("gone"));
    assertEquals(1, gone.code());
    assertTrue(gone.out().contains("\"exit\":null"), gone.out());
    assertTrue(gone.out().contains("gone"), gone.out());
  }

  @Test
  void aJournalIsResumedOnlyWhenThatIsSaidAndOfTheSameCommand() throws Exception {
    Path journal = dir.resolve("sweep.jsonl");
    assertEquals(0, sweep("-g", "train.lr=1,2", "-j", journal, "--resume").code());
    Ran unsaid = sweep("-g", "train.lr=1,2", "-j", journal);
    assertEquals(2, unsaid.code());
    assertTrue(unsaid.err().contains("add --resume to go on with it"), unsaid.err());
    Files.write(Path.of(journal + ".running"), new byte[] {'1', ' ', (byte) 0xff, 0, '\n'}); // torn
    Ran more = sweep("-g", "train.lr=1,2,3", "-j", journal, "--resume");
    assertEquals(0, more.code(), more.err());
    assertEquals(List.of("0", "1", "2"), ran());
    Ran other =
        Ran.hp("sweep", "-g", "train.lr=1", "-j", journal, "-r", "--", "sh", script, "other");
    assertEquals(2, other.code());
    assertTrue(
        other
            .err()
            .contains(
                "is of a sweep whose hp.sweep.command has not \"other\";"
                    + " set it as it was, or name another journal\n"),
        other.err());
    Ran measured = sweep("-g", "train.lr=1", "-j", journal, "-r", "--max", "accuracy");
    assertEquals(2, measured.code());
    assertTrue(measured.err().contains("hp.sweep.result"), measured.err());
    assertEquals(2, sweep("-g", "a=1", "--resume").code());
    assertEquals(3, ran().size());
  }

  /** kill -9, while a trial runs: it is ended, and run again, and what succeeded is not. */
  @Test
  void aSweepThatWasKilledGoesOn() throws Exception {
    Path journal = dir.resolve("sweep.jsonl");
    Path started = dir.resolve("started");
    assertEquals(0, new ProcessBuilder("mkfifo", started.toString()).start().waitFor());
    Object[] args = {"-g", "train.batch=1,2,wait,3", "-g", "train.lr=1", "-j", journal, "-r"};
    List<Object> all = new ArrayList<>(List.of("sweep"));
    all.addAll(List.of(args));
    all.addAll(List.of("--", "sh", script));
    Process hp =
        Launched.hp(Launched.JAR.resolveSibling("hp"), all.toArray())
            .redirectError(dir.resolve("err").toFile())
            .start();
    long trial;
    try (BufferedReader pid = Files.newBufferedReader(started)) { // until it is there
      trial = Long.parseLong(pid.readLine());
    } finally {
      hp.destroyForcibly();
      assertTrue(hp.waitFor(60, TimeUnit.SECONDS));
    }
    assertTrue(ProcessHandle.of(trial).isPresent());
    // what came before was written before the next trial began
    List<String> written = Files.readAllLines(journal);
    assertEquals(
        3, written.size(), written::toString); // a line of the sweep's own, and two results
    assertTrue(written.get(1).contains("{\"train.batch\":\"1\","), written::toString);
    assertTrue(written.get(2).contains("{\"train.batch\":\"2\","), written::toString);
    Files.createFile(dir.resolve("go"));
    Ran ran = sweep(args);
    assertEquals(0, ran.code(), ran.err());
    assertTrue(ran.err().contains("note: ended process " + trial + ","), ran.err());
    assertFalse(ProcessHandle.of(trial).map(ProcessHandle::isAlive).orElse(false));
    assertEquals(List.of("0", "1", "2", "2", "3"), ran());
    assertEquals(5, Files.readAllLines(journal).size());
    assertFalse(Files.exists(Path.of(journal + ".running")));
  }

  /** Whoever ends hp ends its trials. */
  @Test
  void trialsEndWithASweepThatIsAskedToEnd() throws Exception {
    Path started = dir.resolve("started");
    assertEquals(0, new ProcessBuilder("mkfifo", started.toString()).start().waitFor());
    Path journal = dir.resolve("sweep.jsonl");
    Object[] args = {"sweep", "-g", "train.batch=wait,1,2", "-j", journal, "sh", script};
    Path temporary = Files.createDirectory(dir.resolve("temporary"));
    ProcessBuilder builder = Launched.hp(Launched.JAR.resolveSibling("hp"), args);
    builder.environment().put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary);
    Process hp = builder.redirectError(dir.resolve("err").toFile()).start();
    try (BufferedReader pid = Files.newBufferedReader(started)) {
      Optional<ProcessHandle> trial = ProcessHandle.of(Long.parseLong(pid.readLine()));
      hp.destroy();
      trial.ifPresent(each -> each.onExit().join()); // ends by the time limit of the build
      assertTrue(hp.waitFor(60, TimeUnit.SECONDS));
    } finally {
      hp.destroyForcibly();
    }
    assertEquals(List.of("0"), ran()); // no other one was begun
    assertEquals(1, Files.readAllLines(journal).size()); // nor is its end a result
    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void withoutATemporaryDirectoryTheWayOutIsTold() throws Exception {
    Path out = dir.resolve("told");
    ProcessBuilder builder =
        Launched.hp(
            Launched.JAR.resolveSibling("hp"), "sweep", "-g", "a=1", "--", "nothing-is-started");
    builder.environment().put("HP_JAVA_OPTS", "-Djava.io.tmpdir=" + dir.resolve("gone"));
    assertEquals(1, Launched.run(builder.redirectErrorStream(true).redirectOutput(out.toFile())));
    String told = Files.readString(out);
    assertTrue(told.contains("[1 of 1] a=1: failed: what it prints has no temporary"), told);
    assertTrue(told.contains("; name one by --logs\n"), told);
    assertTrue(!told.contains("\tat ") && !told.contains("    at "), told);
  }

  @Test
  void whatTrialsPrintIsKeptOnRequest() throws Exception {
    assertEquals(1, sweep("-g", "train.batch=bad,1", "--logs", dir.resolve("logs/a")).code());
    assertEquals("\tthe loss ran away\n", Files.readString(dir.resolve("logs/a/trial-0.err")));
    assertTrue(Files.readString(dir.resolve("logs/a/trial-1.out")).startsWith("epoch 1"));
    Ran taken = sweep("-g", "train.batch=1", "--logs", script);
    assertEquals(2, taken.code());
    assertTrue(taken.err().contains("hp: --logs " + script + ": no directory"), taken.err());
  }

  /**
   * A program as users have it: its jar is found in the command, and its parameters are checked.
   */
  @Test
  void aMistypedKeyOrValueIsAnErrorBeforeTheFirstTrial() throws Exception {
    Path jar =
        Jars.jar(
            dir.resolve("app.jar"),
            Jars.compile(
                dir,
                true,
                "app/Main.java",
                """
                package app;
                import io.hyperparameter.*;
                import io.hyperparameter.annotation.*;
                public class Main {
                  @AutoParam("train")
                  static double train(
                      @Default("0.001") @Min(value = 0, exclusive = true) double lr,
                      @Default("4") int batch) {
                    return lr * batch;
                  }
                  public static void main(String[] args) {
                    ParamScope.define(java.util.Arrays.stream(args).filter(a -> !a.equals("-D"))
                        .toArray(String[]::new)).run(
                        () -> System.out.println("score=" + MainAutoParam.train()));
                  }
                }
                """));
    Object java = Path.of(System.getProperty("java.home"), "bin", "java");
    Object path = jar + File.pathSeparator + CLASS_PATH;
    Object[] command = {"--", java, "-XX:TieredStopAtLevel=1", "-cp", path, "app.Main"};
    Ran right =
        hp(command, "sweep", "-g", "train.lr=0.5,0.25", "-g", "train.batch=8", "--max", "score");
    assertEquals(0, right.code(), right.err());
    assertTrue(right.out().contains("best: train.batch=8 train.lr=0.5 (score 4)"), right.out());
    assertFalse(right.err().contains("not checked"), right.err());
    Path journal = dir.resolve("j");
    Ran typo = hp(command, "sweep", "-g", "train.lrr=1", "-g", "train.batch=8", "-j", journal);
    assertEquals(
        new Ran(
            2,
            "",
            "hp: --grid argument 1: no parameter is named \"train.lrr\"; did you mean"
                + " \"train.lr\"?\n"),
        typo);
    assertFalse(Files.exists(journal));
    Ran wrong = hp(command, "sweep", "-g", "train.lr=1,-1", "-g", "train.batch=8,many");
    assertEquals(2, wrong.code());
    assertEquals("", wrong.out());
    assertTrue(wrong.err().contains("\"-1\" is not allowed"), wrong.err());
    assertTrue(wrong.err().contains("train.batch: \"many\""), wrong.err());
    Object[] shown = {"--against", jar, "--", "sh", script};
    Ran refers = hp(shown, "sweep", "-g", "train.lr=${base.lr},1", "-g", "train.batch=${train.lr}");
    assertEquals(0, refers.code(), refers.err());
    assertTrue(refers.out().contains("train.lr=${base.lr}"), refers.out());
    Ran mistyped = hp(shown, "sweep", "-g", "train.lrr=${base.lr}");
    assertTrue(mistyped.err().contains("no parameter is named \"train.lrr\""), mistyped.err());
    assertEquals(
        2, Ran.hp("sweep", "-g", "other.a=1", "--strict", "--against", jar, "sh", script).code());
    assertEquals(
        0, Ran.hp("sweep", "-g", "other.a=1", "--against", jar, "--", "sh", script).code());
    Ran slip = hp(shown, "sweep", "-g", "lr=1");
    assertEquals(2, slip.code());
    assertTrue(slip.err().contains("\"lr\"; did you mean \"train.lr\"?"), slip.err());
    assertEquals(0, hp(shown, "sweep", "-g", "lr=1", "--allow", "lr").code());
    assertEquals(0, hp(shown, "sweep", "-g", "other.max_depth=1").code());
  }

  @Test
  void secretsOfTheCommandAreNotInTheJournal() throws Exception {
    Path jar =
        Jars.jar(
            dir.resolve("app.jar"),
            Jars.compile(
                dir,
                true,
                "app/Main.java",
                """
                package app;
                import io.hyperparameter.*;
                import io.hyperparameter.annotation.*;
                public class Main {
                  @AutoParam("db")
                  static void open(@Secret @Default("") String password) {}
                }
                """));
    Path journal = dir.resolve("j");
    String[] spellings = {
      "-Ddb.password=", "db.password=", "--db.password=", "--define=db.password="
    };
    Object[] command = Stream.of(spellings).map(each -> each + "hunter2").toArray();
    Object[] args = {"sweep", "-g", "a=1", "-j", journal, "--against", jar, "--", "sh", script};
    Ran ran = hp(command, args);
    assertEquals(0, ran.code(), ran.err());
    String written = Files.readAllLines(journal).get(0); // what follows is what the program prints
    assertFalse(written.contains("hunter2"), written);
    for (String spelling : spellings) {
      assertTrue(written.contains("\"" + spelling + "***\""), written);
    }
  }

  private static Ran hp(Object[] command, Object... args) {
    List<Object> all = new ArrayList<>(List.of(args));
    all.addAll(List.of(command));
    return Ran.hp(all.toArray());
  }

  /** Before the first trial, which would end with java's own words. */
  @Test
  void aJarThatIsNotThereIsSaid() throws Exception {
    Path gone = dir.resolve("gone.jar");
    Ran ran = Ran.hp("sweep", "-g", "a=1,2", "--", "java", "-Xmx1g", "-cp", "x", "-jar", gone);
    assertEquals(2, ran.code());
    assertEquals(
        "hp: -jar " + gone + ": no such file; name the jar of the program", ran.err().strip());
    for (List<String> command :
        List.of(
            List.of("java", "-cp", "x", "Main", "-jar", "gone.jar"),
            List.of("java", "-m", "app", "-jar", "gone.jar"),
            List.of("python", "-jar", "gone.jar"),
            List.of("java", "-jar"),
            List.of("java", "-jar", Files.createFile(dir.resolve("b.jar")).toString()))) {
      JavaCommand.requireJar(command);
    }
  }

  @Test
  void theJarsOfAJavaCommandAreFound() throws Exception {
    Path jar = Files.createFile(dir.resolve("a.jar"));
    String gone = dir.resolve("gone.jar").toString();
    String both = gone + File.pathSeparator + jar;
    assertEquals(
        List.of(jar), JavaCommand.jars(List.of("java", "-jar", jar.toString(), "-cp", both)));
    for (List<String> command :
        List.of(
            List.of("/opt/jdk/bin/java", "-Xmx1g", "-cp", both, "Main"),
            List.of("java", "--class-path=" + both, "Main", "-jar", gone),
            List.of("java", "-p", both, "-m", "app"))) {
      assertEquals(List.of(jar), JavaCommand.jars(command));
    }
    assertEquals(
        List.of(dir.resolve("")), JavaCommand.jars(List.of("java", "-cp", dir + "/*", "Main")));
    assertEquals(List.of(), JavaCommand.jars(List.of("python", "-jar", jar.toString())));
    assertEquals(List.of(), JavaCommand.jars(List.of("java", "-cp")));
  }

  @Test
  void theNumberBehindANameIsFound() {
    Metric metric = Metric.of("loss", false);
    for (Map.Entry<String, Double> line :
        Map.of(
                "loss 0.5", 0.5,
                "{\"loss\": 1e-3, \"x\": 2}", 1e-3,
                "val.loss=1 loss=2", 2.0,
                "loss=1\nloss=-.5\nfloss=3\nloss of 7", -0.5,
                "loss: NaN", Double.NaN,
                "loss=-inf.", Double.NEGATIVE_INFINITY,
                "loss = 12.", 12.0,
                "loss=3.5.", 3.5)
            .entrySet()) {
      assertEquals(Optional.of(line.getValue()), metric.of(line.getKey()), line.getKey());
    }
    String blanks = " ".repeat(1 << 20); // no end is in sight if each length of it is tried
    String digits = "loss " + "1".repeat(1 << 20) + "x";
    for (String line :
        List.of("", "loss", "losses 3", "loss nano", "x.loss 3", "loss" + blanks, digits)) {
      assertEquals(Optional.empty(), metric.of(line), line);
    }
    List<Double> sorted = new ArrayList<>(List.of(Double.NaN, 2.0, 1.0));
    sorted.sort(metric.order());
    assertEquals(List.of(1.0, 2.0, Double.NaN), sorted);
  }

  @Test
  void aWrongCommandLineIsExitCode2() {
    for (List<String> args :
        List.of(
            List.of("-g", "a=1"),
            List.of("-g", "a", "sh"),
            List.of("-g", "a=", "sh"),
            List.of("-g", "=1", "sh"),
            List.of("-g", "a=1,1", "sh"),
            List.of("-g", "a=1", "-g", "a=2", "sh"),
            List.of("-g", "a=1", "-p", "0", "sh"),
            List.of("-g", "a=1", "--max", "x", "--min", "y", "sh"),
            List.of("sh"))) {
      List<Object> all = new ArrayList<>(List.of("sweep"));
      all.addAll(args);
      Ran ran = Ran.hp(all.toArray());
      assertEquals(2, ran.code(), args + ran.out() + ran.err());
    }
    assertEquals(
        new Ran(2, "", "hp: Missing required parameter: 'COMMAND'\nhp sweep --help tells more\n"),
        Ran.hp("sweep", "-g", "a=1"));
    assertEquals(
        new Ran(
            2,
            "",
            "hp: Unmatched argument at index 0: 'swep'\nDid you mean: hp sweep?\nhp --help tells more\n"),
        Ran.hp("swep"));
    String help = Ran.hp("sweep", "--help").out();
    assertTrue(help.lines().allMatch(line -> line.length() <= 80), help);
    String attach = Ran.hp("attach", "--help").out();
    assertTrue(attach.lines().allMatch(line -> line.length() <= 80), attach);
  }
}
