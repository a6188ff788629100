package io.hyperparameter.examples.digits;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.Backend;
import io.hyperparameter.examples.program.Console;
import io.hyperparameter.examples.program.Programs;
import io.hyperparameter.index.ParamEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitsMainTest {
  @Test
  void reportsAccuracySparsityTimeBackendAndParameters() {
    Console console = run();
    assertEquals(0, console.exitCode());
    assertEquals("", console.err());
    assertTrue(console.line("test accuracy").matches("test accuracy  9[6-9]\\.\\d % .*"));
    assertTrue(console.line("sparsity").matches("sparsity .* weights are exactly zero\\)"));
    assertTrue(console.line("time").matches("time +\\d+\\.\\d\\d s"));
    assertTrue(console.line("backend").endsWith(" " + Backend.current().name()));
    for (ParamEntry entry : Programs.index(DigitsMain.class).entries()) {
      String row = console.line(entry.key() + " ");
      assertTrue(row.matches("\\S+ +" + entry.defaultValue() + " +default"), row);
    }
  }

  @Test
  void tellsWhichParametersTheCommandLineSet() {
    Console console = run("-D", "train.epochs=2", "-Dtrain.lr=3e-1", "--define=model.hidden=8");
    assertEquals(0, console.exitCode(), console.err());
    assertTrue(console.line("train.epochs").matches("train.epochs +2 +given"));
    assertTrue(console.line("train.lr").matches("train.lr +3e-1 +given"));
    assertTrue(console.line("model.hidden").matches("model.hidden +8 +given"));
    assertTrue(console.line("train.batch").matches("train.batch +16 +default"));
  }

  @Test
  void theLastOfTwoDefinitionsWins() {
    Console console = run("-D", "train.epochs=9", "-D", "train.epochs=1");
    assertEquals(1, console.count("epoch "));
  }

  @Test
  void showsProgressFromTheFirstEpochToTheLast() {
    Console console = run("-D", "train.epochs=3", "-D", "train.lr=0.4", "-D", "train.decay=0.5");
    assertEquals(3, console.count("epoch "));
    assertTrue(console.line("epoch   1").startsWith("epoch   1 of 3   rate 0.4000   loss "));
    assertTrue(console.line("epoch   3").startsWith("epoch   3 of 3   rate 0.1000   loss "));
  }

  @Test
  void longTrainingsDoNotFloodTheScreen() {
    Console console = run("-D", "train.epochs=55", "-D", "model.hidden=2");
    assertTrue(console.count("epoch ") <= 30);
    assertTrue(console.out().contains("epoch  55 of 55"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "-D train.lr               | definition \"train.lr\": no '='",
        "-D                        | -D needs KEY=VALUE after it",
        "-D train.lr=abc           | train.lr: \"abc\"",
        "-D train.lr=              | train.lr: \"\"",
        "-D train.layers=3         | no parameter is named \"train.layers\" (-D argument 1)",
        "-D model.hiden=3          | did you mean \"model.hidden\"?",
        "-D elsewhere.x=3          | no parameter is named \"elsewhere.x\" (-D argument 1)",
        "-D kernel.tile=3          | no parameter is named \"kernel.tile\"",
        "-D train.lr=-1            | train.lr: \"-1\" is not allowed; it came from -D argument 1",
        "-D train.lr=nan           | train.lr: \"nan\" is not allowed",
        "-D train.batch=0          | give a value >= 1 and <= 1438",
        "-D train.batch=1.5        | train.batch: \"1.5\"",
        "-D model.activation=step  | RELU, TANH, SIGMOID",
        "--lines 0                 | it came from --lines",
        "--backend gpu             | --backend gpu: ",
        "--fast                    | Unknown option: '--fast'",
        "train.lr=1                | train.lr=1"
      })
  void badInputIsToldAndExitCode2(String args, String message) {
    Console console = run(args.split(" "));
    assertAll(
        () -> assertEquals(2, console.exitCode()),
        () -> assertTrue(console.err().startsWith("digits: "), console.err()),
        () -> assertTrue(console.err().contains(message), console.err()),
        () -> assertEquals("", console.out(), "nothing starts"));
  }

  @Test
  void aLossThatRunsAwayIsExitCode1() {
    Console console = run("-D", "train.lr=10", "train.batch=1", "model.hidden=512");
    assertEquals(1, console.exitCode(), console.out());
    assertEquals(
        "digits: the loss ran away in epoch 1; give a lower train.lr\n",
        console.err().replace("\r\n", "\n"));
  }

  @Test
  void aFileGivesParameters(@TempDir Path dir) throws IOException {
    Path file = Files.writeString(dir.resolve("t.toml"), "[train]\nepochs = 1\nlr = 0.25\n");
    Console console = run("-C", file.toString(), "-D", "train.lr=0.125");
    assertEquals("", console.err());
    assertTrue(console.line("epoch   1").startsWith("epoch   1 of 1   rate 0.1250   loss "));
    Files.writeString(file, "[train]\nepoch = 1\n");
    console = run("-C", file.toString());
    assertEquals(2, console.exitCode());
    assertTrue(console.err().contains("t.toml:2:1"), console.err());
    assertTrue(console.err().contains("did you mean \"train.epochs\"?"), console.err());
  }

  @Test
  void helpNamesEveryParameterWithin80Columns() {
    Console console = run("--help");
    assertEquals(0, console.exitCode());
    assertEquals("", console.err());
    assertTrue(console.out().startsWith("Usage: digits "));
    for (ParamEntry entry : Programs.index(DigitsMain.class).entries()) {
      console.line("  " + entry.key() + "=" + entry.defaultValue());
    }
    for (String line : console.lines()) {
      assertTrue(line.length() <= 80, line);
    }
  }

  private static Console run(String... args) {
    return Console.of(DigitsMain::run, args);
  }
}
