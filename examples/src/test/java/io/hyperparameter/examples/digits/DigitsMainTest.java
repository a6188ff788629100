package io.hyperparameter.examples.digits;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.Backend;
import io.hyperparameter.examples.program.Console;
import io.hyperparameter.examples.program.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DigitsMainTest {
  @Test
  void reportsAccuracySparsityTimeBackendAndParameters() throws Exception {
    Console console = run();
    assertEquals(0, console.exitCode());
    assertEquals("", console.err());
    assertTrue(console.line("test accuracy").matches("test accuracy  9[6-9]\\.\\d % .*"));
    assertTrue(console.line("sparsity").matches("sparsity .* weights are exactly zero\\)"));
    assertTrue(console.line("time").matches("time +\\d+\\.\\d\\d s"));
    assertTrue(console.line("backend").endsWith(" " + Backend.current().name()));
    for (Setting setting : Parameters.load().own()) {
      String row = console.line(setting.key() + " ");
      assertTrue(
          row.matches("\\S+ +" + setting.defaultValue() + " +default|train.l1 +0.0003 +default"),
          row);
    }
  }

  @Test
  void tellsWhichParametersTheCommandLineSet() throws Exception {
    Console console = run("-D", "train.epochs=2", "-Dtrain.lr=3e-1", "--define=model.hidden=8");
    assertEquals(0, console.exitCode(), console.err());
    assertTrue(console.line("train.epochs").matches("train.epochs +2 +-D"));
    assertTrue(console.line("train.lr").matches("train.lr +3e-1 +-D"));
    assertTrue(console.line("model.hidden").matches("model.hidden +8 +-D"));
    assertTrue(console.line("train.batch").matches("train.batch +16 +default"));
  }

  @Test
  void theLastOfTwoDefinitionsWins() throws Exception {
    Console console = run("-D", "train.epochs=9", "-D", "train.epochs=1");
    assertEquals(1, console.count("epoch "));
  }

  @Test
  void showsProgressFromTheFirstEpochToTheLast() throws Exception {
    Console console = run("-D", "train.epochs=3", "-D", "train.lr=0.4", "-D", "train.decay=0.5");
    assertEquals(3, console.count("epoch "));
    assertTrue(console.line("epoch   1").startsWith("epoch   1 of 3   rate 0.4000   loss "));
    assertTrue(console.line("epoch   3").startsWith("epoch   3 of 3   rate 0.1000   loss "));
  }

  @Test
  void longTrainingsDoNotFloodTheScreen() throws Exception {
    Console console = run("-D", "train.epochs=55", "-D", "model.hidden=2");
    assertTrue(console.count("epoch ") <= 30);
    assertTrue(console.out().contains("epoch  55 of 55"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "-D train.lr               | definition \"train.lr\" has no '='",
        "-D                        | -D needs key=value after it",
        "-D train.lr=abc           | train.lr: \"abc\"",
        "-D train.lr=              | train.lr: \"\"",
        "-D train.layers=3         | nothing reads the parameter \"train.layers\"; the nearest one is train.lr,",
        "-D train.learning_rate=1  | the nearest one is train.lr,",
        "-D batchsize=3            | the nearest one is train.batch,",
        "-D model.hiden=3          | nothing reads the parameter \"model.hiden\"; the nearest one is model.hidden",
        "-D lr=3                   | nothing reads the parameter \"lr\"; the nearest one is train.lr",
        "-D train.lr=-1            | train.lr: -1 is out of range; give a number in the range above 0, at most 10",
        "-D train.lr=0             | train.lr: 0 is out of range",
        "-D train.lr=nan           | train.lr: nan is out of range",
        "-D train.lr=inf           | train.lr: inf is out of range",
        "-D train.decay=1.1        | train.decay: 1.1 is out of range",
        "-D train.l1=-1            | train.l1: -1 is out of range",
        "-D train.batch=0          | train.batch: 0 is out of range; give a number in the range 1 to 1438",
        "-D train.batch=1.5        | train.batch: \"1.5\"",
        "-D train.batch=9999999999 | train.batch: ",
        "-D train.epochs=0         | train.epochs: 0 is out of range",
        "-D train.seed=x           | train.seed: \"x\"",
        "-D model.hidden=0         | model.hidden: 0 is out of range",
        "-D model.activation=step  | RELU, TANH, SIGMOID",
        "--backend gpu             | unknown backend \"gpu\"; choose one of native, java, auto",
        "--backend                 | --backend needs a name after it",
        "--fast                    | unknown option \"--fast\"; --help lists the options",
        "train.lr=1                | unknown option \"train.lr=1\""
      })
  void badInputGetsOneLineAndExitCode2(String args, String message) throws Exception {
    Console console = run(args.split(" "));
    assertAll(
        () -> assertEquals(2, console.exitCode()),
        () -> assertTrue(console.err().startsWith("digits: "), console.err()),
        () -> assertTrue(console.err().contains(message), console.err()),
        () -> assertEquals(1, console.err().lines().count(), console.err()),
        () -> assertEquals("", console.out(), "nothing starts"));
  }

  @Test
  void evenWhenTheInputHasSeveralLines() throws Exception {
    Console console = run("-D", "train\n.lr=1");
    assertEquals(2, console.exitCode());
    assertEquals(1, console.err().lines().count(), console.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "--help"})
  void helpNamesEveryParameterWithin80Columns(String option) throws Exception {
    Console console = run(option);
    assertEquals(0, console.exitCode());
    assertEquals("", console.err());
    assertTrue(console.out().startsWith("Usage: digits "));
    for (Setting setting : Parameters.load().own()) {
      assertTrue(console.out().contains("  " + setting.key() + " "), setting.key());
    }
    for (String line : console.lines()) {
      assertTrue(line.length() <= 80, line);
    }
  }

  private static Console run(String... args) throws Exception {
    return Console.of(DigitsMain::run, args);
  }
}
