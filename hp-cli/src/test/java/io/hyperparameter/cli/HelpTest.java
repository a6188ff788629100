package io.hyperparameter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Help and listings, compared with files; {@code -Dhp.test.args=-Dhp.golden.write=true} writes them
 * anew.
 */
class HelpTest {
  @ParameterizedTest
  @CsvSource({
    "train-h, train, -h",
    "train-help, train, --help",
    "train-list, train, -lps",
    "train-explain, train, -D model.layers=4 -ep model.layers train.lr",
    "tools-h, tools, -h",
    "tools-help, tools, --help",
    "tools-clean-h, tools, clean -h",
  })
  void isThatOfTheFile(String name, String program, String args) throws IOException {
    Launch launch =
        program.equals("train")
            ? Launch.of(Trainer.class).about("Trains a network on a file of numbers.")
            : Launch.of(Tools.class).name("tools");
    Console console = Console.of(launch, args.split(" "));
    assertEquals("", console.err());
    assertEquals(0, console.code());
    for (String line : console.out().split("\n")) {
      assertTrue(line.length() <= 80 || !line.strip().contains(" "), line);
      assertEquals(line.stripTrailing(), line);
    }
    Path golden = Path.of("src/test/resources/io/hyperparameter/cli", name + ".txt");
    if (Boolean.getBoolean("hp.golden.write")) {
      Files.writeString(golden, console.out());
    }
    assertEquals(Files.readString(golden, StandardCharsets.UTF_8), console.out());
  }

  /** Whoever asks after an error must not be told that all is well. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "train.lr=abc          | train.lr: \"abc\" (text) cannot be read as a double; it came from -D argument 1",
        "train.lr=2            | train.lr: \"2\" is not allowed; it came from -D argument 1; give a value > 0 and <= 1",
        "train.activation=step | train.activation: \"step\" is not allowed; it came from -D argument 1; give a value among RELU, TANH",
        "model.layers=1.5      | model.layers: \"1.5\" (text) cannot be read as an int; it came from -D argument 1",
      })
  void aValueThatARunRefusesIsExplainedAsSuch(String definition, String why) {
    String key = definition.substring(0, definition.indexOf('='));
    Console console = Console.of(Launch.of(Trainer.class), "-ep", key, "-D", definition);
    assertEquals(0, console.code());
    for (String line : console.out().split("\n")) {
      assertTrue(line.length() <= 80, line);
    }
    String text = console.out().replaceAll("\\s+", " ");
    assertTrue(text.contains(" value " + definition.substring(key.length() + 1) + ", from"), text);
    assertTrue(text.contains(" refused " + why.strip()), text);
  }

  @Test
  void ofOtherKeysAndValuesNothingIsRefused() {
    for (String definition : List.of("train.lr=0.5", "model.layers=x")) {
      String out = Console.of(Launch.of(Trainer.class), "-ep", "train.lr", "-D", definition).out();
      assertTrue(!out.contains("refused"), out);
    }
  }

  @Test
  void explainingNothingIsExitCode1() {
    Console console = Console.of(Launch.of(Trainer.class), "-ep");
    assertEquals(1, console.code());
    assertEquals("-ep needs the keys to explain; -lps lists them all\n", console.err());
    console = Console.of(Launch.of(Trainer.class), "-ep", "train.l");
    assertEquals(1, console.code());
    assertEquals("no parameter \"train.l\"; did you mean \"train.lr\"?\n", console.err());
    assertEquals("", console.out());
  }

  @ParameterizedTest
  @CsvSource({"--list-params", "--list-param-scope", "-lps"})
  void theListHasThreeNames(String option) {
    Console console = Console.of(Launch.of(Tools.class), option);
    assertEquals(0, console.code());
    assertTrue(console.out().contains("model.layers\n  default     2\n"), console.out());
  }
}
