package io.hyperparameter.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep that goes on where it was, whatever happened to it and its file. */
class JournalTest {
  private static final Grid GRID = Grid.of("a", 1, 2, 3).and("b", 0.5);

  @TempDir Path work;

  private Path journal() {
    return work.resolve("sweep.jsonl");
  }

  /** What ran, by its place. */
  private List<Integer> ran(TrialTask<Object> task) throws Exception {
    List<Integer> ran = new ArrayList<>();
    Sweep.local(1)
        .over(GRID)
        .journal(journal())
        .onResult(result -> ran.add(result.trial().index()))
        .run(task);
    return ran;
  }

  @Test
  void theFileIsAsDocumented() throws Exception {
    ParamScope.of("epochs", 2).call(() -> ran(trial -> Map.of("accuracy", 0.5 + trial.index())));
    List<String> lines =
        Files.readAllLines(journal()).stream()
            .map(line -> line.replaceAll("\"millis\":\\d+", "\"millis\":7"))
            .toList();
    assertEquals(4, lines.size());
    List<String> documented =
        Files.readString(Path.of("../docs/sweeps.md"))
            .lines()
            .map(String::strip)
            .filter(line -> line.matches("\\{\"(format|trial)\".*"))
            .toList();
    assertEquals(documented.subList(0, 2), lines.subList(0, 2));
  }

  @Test
  void whatSucceededIsNotRunAgain() throws Exception {
    assertEquals(List.of(0, 1, 2), ran(trial -> trial.index() == 1 ? null : failing()));
    assertEquals(List.of(0, 2), ran(trial -> trial.index() == 0 ? 5 : failing()));
    assertEquals(List.of(2), ran(trial -> "x"));
    assertEquals(List.of(), ran(trial -> failing()));
    SweepResults<Object> all = Sweep.local(1).over(GRID).journal(journal()).run(trial -> failing());
    assertEquals(
        Arrays.asList(5, null, "x"), all.results().stream().map(TrialResult::value).toList());
  }

  private static Object failing() {
    throw new IllegalStateException("not this time");
  }

  @Test
  void resultsComeBackToTheBit() throws Exception {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("z", Arrays.asList(0.1, -0.0, Double.NaN, 1e300, 1f, 1L, 1, null, "ü\n\ud800"));
    map.put("a", Map.of("b.c", true));
    ran(trial -> map);
    SweepResults<Object> read =
        Sweep.local(1).over(GRID).journal(journal()).run(trial -> failing());
    assertEquals(map, read.results().get(2).value());
  }

  /** Trials are known by their values, wherever they stand. */
  @Test
  void theGridMayGrow() throws Exception {
    ran(trial -> trial.index());
    SweepResults<Integer> more =
        Sweep.local(1)
            .over(Grid.of("a", 0, 3, 1).and("b", 0.5))
            .journal(journal())
            .run(trial -> 100 + trial.index());
    assertEquals(List.of(100, 2, 0), more.results().stream().map(TrialResult::value).toList());
  }

  @Test
  void otherParametersAroundItAreAnotherSweep() throws Exception {
    ParamScope.of("epochs", 2).call(() -> ran(trial -> 1));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> ParamScope.of("epochs", 3).call(() -> ran(trial -> 1)))
            .getMessage();
    assertTrue(
        message.contains("is of a sweep with epochs = 2, and now it is epochs = 3"), message);
    message = assertThrows(IllegalArgumentException.class, () -> ran(trial -> 1)).getMessage();
    assertTrue(message.contains("epochs = 2, and now it is epochs not set"), message);
  }

  @Test
  void ofListsItIsSaidWhatOnlyOneOfThemHas() throws Exception {
    String[] jars = {"x".repeat(200) + ":old.jar:y", "x".repeat(200) + ":new.jar:y"};
    String path = "\"..." + "x".repeat(50);
    String start = "\"" + "x".repeat(60) + "...\"";
    Object[][] cases = {
      {List.of("java", "-cp", jars[0], "App"), null},
      {
        List.of("java", "-cp", jars[1], "App"),
        path + ":old.jar:y\" where now is " + path + ":new.jar:y\";"
      },
      {List.of("java", "-cp", jars[0], "App", "--epochs", 3), " has not \"--epochs\" \"3\";"},
      {List.of("java", "App", "App"), " has \"-cp\" " + start + " where now is \"App\";"},
      {List.of("App", "java"), " has \"-cp\" " + start + " more;"},
      {List.of("java", jars[0], "-cp", "App"), " has the same in another order;"},
      {
        List.of("java", "-cp", jars[0], "App", 1, 2, 3, 4, 5, 6, 7),
        " has not \"1\" \"2\" \"3\" \"4\" \"5\" and 2 more;"
      }
    };
    ParamScope.of("args", cases[0][0]).call(() -> ran(trial -> 1));
    for (Object[] each : List.of(cases).subList(1, cases.length)) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> ParamScope.of("args", each[0]).call(() -> ran(trial -> 1)))
              .getMessage();
      assertTrue(message.contains(" is of a sweep whose args has"), message);
      assertTrue(message.contains((String) each[1]), message);
    }
  }

  @Test
  void secretsStayOut() throws Exception {
    Param<String> token = Param.ofString("journal.token", "").secret();
    ParamScope around = ParamScope.of("epochs", 2);
    around.with(token, "hunter2").call(() -> ran(trial -> 1));
    String written = Files.readString(journal());
    assertTrue(written.contains("\"epochs\":2") && !written.contains("hunter2"), written);
    assertEquals(List.of(), around.with(token, "hunter3").call(() -> ran(trial -> failing())));
  }

  /** As a process leaves it that is killed at any byte. */
  @Test
  void itGoesOnWhereverTheFileEnds() throws Exception {
    ran(trial -> trial.index());
    byte[] whole = Files.readAllBytes(journal());
    for (int end = 0; end <= whole.length; end++) {
      Files.write(journal(), Arrays.copyOf(whole, end));
      int lines = 0;
      for (int i = 0; i < end; i++) {
        lines += whole[i] == '\n' ? 1 : 0;
      }
      assertEquals(3 - Math.max(lines - 1, 0), ran(trial -> trial.index()).size(), "at " + end);
      assertEquals(4, Files.readAllLines(journal()).size(), "at " + end);
      assertEquals(List.of(), ran(trial -> failing()), "at " + end);
    }
  }

  @Test
  void ofALineWithoutEndNothingIsLeft() throws Exception {
    ran(trial -> trial.index() < 2 ? 1 : failing());
    String whole = Files.readString(journal());
    String before = whole.substring(0, whole.indexOf("\"error\":"));
    Files.writeString(journal(), before + "\"error\":\"" + "x".repeat(10_000));
    assertEquals(List.of(2), ran(trial -> 1));
    assertEquals(4, Files.readAllLines(journal()).size());
    assertEquals(List.of(), ran(trial -> failing()));
  }

  @Test
  void anotherFileIsLeftAlone() throws Exception {
    for (String content :
        List.of("notes without an end", "a line\n", "{}\n", "[]\n", "{\"format\":\"x\"}\n")) {
      Files.writeString(journal(), content);
      String message =
          assertThrows(IllegalArgumentException.class, () -> ran(trial -> 1)).getMessage();
      assertTrue(message.contains("sweep.jsonl, line 1: "), message);
      assertEquals(content, Files.readString(journal()));
    }
  }

  @Test
  void aLineThatIsBrokenIsNamed() throws Exception {
    ran(trial -> 1);
    List<String> lines = new ArrayList<>(Files.readAllLines(journal()));
    for (String broken : List.of("", "{\"trial\":1,\"millis\":1}", "{\"trial\":{\"a\":[}", "1")) {
      lines.set(2, broken);
      Files.write(journal(), lines);
      String message =
          assertThrows(IllegalArgumentException.class, () -> ran(trial -> 1)).getMessage();
      assertTrue(message.contains("sweep.jsonl, line 3: "), message);
      assertEquals(lines, Files.readAllLines(journal()));
    }
  }

  @Test
  void oneSweepAtATimeWrites() throws Exception {
    List<String> refused = new ArrayList<>();
    Sweep sweep = Sweep.local(1).over(GRID).journal(journal());
    sweep
        .onResult(
            result ->
                refused.add(
                    assertThrows(UncheckedIOException.class, () -> sweep.run(trial -> 1))
                        .getMessage()))
        .run(trial -> 1);
    assertEquals(3, refused.size());
    assertTrue(refused.get(0).contains("another sweep"), refused.get(0));
  }

  /** Also after this one read the file, or was refused a second sweep over it. */
  @Test
  void anotherProcessIsRefused() throws Exception {
    List<String> said = new ArrayList<>();
    Sweep sweep = Sweep.local(1).over(Grid.of("a", 1)).journal(journal());
    sweep
        .onResult(
            result -> {
              assertEquals(2, lines());
              assertThrows(UncheckedIOException.class, () -> sweep.run(trial -> 1));
              said.add(outputOfAnotherProcess());
            })
        .run(trial -> 1);
    assertTrue(said.get(0).contains("another process is writing to it"), said.get(0));
    assertEquals("ran", outputOfAnotherProcess());
  }

  private String outputOfAnotherProcess() {
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  OtherProcess.class.getName(),
                  journal().toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A sweep over the same journal. */
  static final class OtherProcess {
    private OtherProcess() {}

    public static void main(String[] args) throws InterruptedException {
      try {
        Sweep.local(1).over(Grid.of("a", 1)).journal(Path.of(args[0])).run(trial -> 1);
        System.out.println("ran");
      } catch (UncheckedIOException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void aDirectoryThatIsMissingIsSaid() {
    Sweep sweep = Sweep.local(1).over(GRID).journal(work.resolve("no/such/sweep.jsonl"));
    String message =
        assertThrows(UncheckedIOException.class, () -> sweep.run(trial -> 1)).getMessage();
    assertTrue(message.contains("there is no directory " + work.resolve("no/such")), message);
  }

  @Test
  void whyItCannotBeWrittenIsSaid() throws Exception {
    Path lock = work.resolve("sweep.jsonl.lock");
    try {
      Files.createSymbolicLink(lock, work.resolve("no/such"));
    } catch (IOException | UnsupportedOperationException e) {
      assumeTrue(false, "a system with symbolic links for everybody: " + e);
    }
    String message = assertThrows(UncheckedIOException.class, () -> ran(trial -> 1)).getMessage();
    assertTrue(message.contains("NoSuchFileException: " + lock), message);
  }

  /** Who is asked to stop stops, with what is there written down. */
  @Test
  void anInterruptLosesNoResult() throws Exception {
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, () -> ran(trial -> 1));
    Sweep.on(new InterruptedRunner()).over(GRID).journal(journal()).run(trial -> 1);
    assertTrue(Thread.interrupted());
    assertEquals(List.of(), ran(trial -> failing()));
  }

  /** Is interrupted when it has a result and nobody was told. */
  private static final class InterruptedRunner implements SweepRunner {
    @Override
    public <R> void run(TrialRun<R> run, List<Trial> trials, Consumer<TrialResult<R>> done)
        throws InterruptedException {
      for (Trial trial : trials) {
        TrialResult<R> result = run.run(trial);
        Thread.currentThread().interrupt();
        done.accept(result);
        assertTrue(Thread.interrupted());
      }
      Thread.currentThread().interrupt();
    }
  }

  /** Each result is in the file before anybody is told of it. */
  @Test
  void aResultIsWrittenAtOnce() throws Exception {
    List<Long> lines = new ArrayList<>();
    Sweep.local(1)
        .over(GRID)
        .journal(journal())
        .onResult(result -> lines.add(lines()))
        .run(trial -> 1);
    assertEquals(List.of(2L, 3L, 4L), lines);
    assertTrue(Pattern.compile("\n$").matcher(Files.readString(journal())).find());
  }

  private long lines() {
    try {
      return Files.readAllLines(journal()).size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
