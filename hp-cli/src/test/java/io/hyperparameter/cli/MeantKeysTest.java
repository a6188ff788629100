package io.hyperparameter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import io.hyperparameter.annotation.AutoParam;
import io.hyperparameter.annotation.Default;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that nobody declares: which are mistakes, and how to say that one is meant. */
class MeantKeysTest {
  @TempDir Path dir;

  /** Reads by name what no index has. */
  public static final class ByName {
    private ByName() {}

    @AutoParam
    public static String byName(@Default("2") double rate, @Default("false") boolean all) {
      ParamScope here = ParamScope.current();
      return rate + (all ? " " + here.getInt("rate", 0) + " " + here.getInt("other.rate", 0) : "");
    }
  }

  private static Console train(String... args) {
    return Console.of(Launch.of(Trainer.class), args);
  }

  private static Console byName(String... args) {
    return Console.of(Launch.of(ByName.class), args);
  }

  @ParameterizedTest
  @CsvSource({
    "lr, train.lr",
    "LR, train.lr",
    "epoch, train.epochs",
    "batch_norm, train.batchNorm",
    "layers, model.layers",
    "trainlr, train.lr",
    "train_lr, train.lr",
    "app.train.lr, train.lr",
    "modle.layers, model.layers",
    "optimizer.lr, train.lr",
  })
  void aDefinitionOfANameLikeADeclaredOneIsAnError(String key, String meant) {
    Console console = train("d.csv", "-D", key + "=1");
    assertEquals(2, console.code(), console.err());
    assertNull(console.result().value());
    assertTrue(
        console
            .err()
            .startsWith(
                "train: no parameter is named \""
                    + key
                    + "\" (-D argument 1); did you mean \""
                    + meant
                    + "\""),
        console.err());
    assertTrue(
        console
            .err()
            .contains(
                "\nif "
                    + key
                    + " is meant: declare it, by Param.of... or @AutoParam, or give --allow "
                    + key
                    + "\n"),
        console.err());
  }

  @Test
  void theWayOutNamesAllThatNeedIt() {
    Console console = train("d.csv", "-D", "train.foo=1", "lr=2", "train.lr.x=3");
    assertTrue(
        console
            .err()
            .contains(
                "\nif they are meant: declare them, by Param.of... or @AutoParam, or give --allow"
                    + " lr,train.foo\n"),
        console.err());
    console = train("d.csv", "-D", "train.a=1", "train.b=2", "train.c=3", "train.d=4");
    assertTrue(console.err().contains("or give --allow KEY,KEY...\n"), console.err());
    console = train("d.csv", "-D", "train.foo =3");
    assertTrue(
        console.err().contains("\nif \"train.foo \" is meant: declare it, by Param.of... or"),
        console.err());
    assertTrue(console.err().contains("give --allow \"train.foo \"\n"), console.err());
    console = train("d.csv", "-D", "train.lr.x=3");
    assertTrue(!console.err().contains("--allow"), console.err());
  }

  @Test
  void inAFileTheSameNameElsewhereMayBeForAnotherProgram() throws Exception {
    Path file = Files.writeString(dir.resolve("a.toml"), "[serve]\nlr = 3\n");
    Console console = train("d.csv", "-C", file.toString());
    assertEquals(0, console.code(), console.err());
    assertEquals(
        "warning: no parameter is named \"serve.lr\" ("
            + file
            + ":2:1); did you mean \"train.lr\"?\n",
        console.err(),
        "told once: that nobody read it adds nothing");
  }

  @Test
  void whatWasWarnedOfIsToldAgainWithANameThatOnlyTheRunKnows() throws Exception {
    Path file = Files.writeString(dir.resolve("a.toml"), "[othr]\nrate = 4\n");
    String before =
        "warning: no parameter is named \"othr.rate\" ("
            + file
            + ":2:1); did you mean \"byName.rate\" or \"odd.rate\"?\n";
    assertEquals(
        before
            + "warning: \"othr.rate\" was set and never read; did you mean \"other.rate\" or \"rate\"?\n",
        byName("--all=yes", "-C", file.toString()).err());
    assertEquals(before, byName("-C", file.toString()).err(), "the run read no such name");
  }

  @Test
  void inAFileANameWithoutItsNamespaceIsAMistake() throws Exception {
    Path file = Files.writeString(dir.resolve("a.toml"), "lr = 3\n[trian]\nepochs = 2\n");
    Console console = train("d.csv", "-C", file.toString());
    assertEquals(2, console.code(), console.err());
    assertTrue(
        console.err().contains("named \"lr\" (" + file + ":1:1); did you mean \"train.lr\"?"),
        console.err());
    assertTrue(console.err().contains("\"trian.epochs\" (" + file + ":3:1); did"), console.err());
  }

  @Test
  void whatAReferenceRefersToIsMeantAndUsed() throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("a.toml"),
            """
            lr = 0.25
            base = {depth = 3, spare = "x"}
            [fast]
            lr = "${lr}"
            [train]
            lr = "${fast.lr}"
            epochs = "${base.depth}"
            """);
    Console console = train("d.csv", "-C", file.toString());
    assertEquals("warning: \"base.spare\" was set and never read\n", console.err());
    assertEquals("d.csv lr=0.25 epochs=3 RELU false layers=2 thread=2", console.result().value());
  }

  @Test
  void aKeyThatIsMeantIsTaken() {
    Console console = byName("--all=yes", "-D", "rate=3", "other.rate=4", "--allow", "rate,other");
    assertEquals("", console.err());
    assertEquals("2.0 3 4", console.result().value());
    console = byName("--all=yes", "-D", "rate=3", "--allow=rate", "--strict", "--allow", "other");
    assertEquals("", console.err());
    console = byName("--all=yes", "-D", "rate=3", "other.rate=4", "--allow", "other.r,rate");
    assertEquals(2, console.code());
    assertTrue(console.err().contains("give --allow other.rate\n"), console.err());
    console = byName("-D", "byName.x=3", "--allow", "byName");
    assertEquals(0, console.code());
    assertEquals("warning: \"byName.x\" was set and never read\n", console.err());
  }

  @Test
  void anAllowedNameIsNoLeaveForAValueInThePlaceOfDeclaredOnes() {
    assertEquals(2, train("d.csv", "-D", "train=fast", "--allow", "train").code());
    assertEquals(2, train("d.csv", "-D", "train.lr.x=1", "--allow", "train").code());
    assertEquals(2, train("d.csv", "-D", "train.lr=x", "--allow", "train").code());
  }

  @Test
  void anArgumentThatIsADefinitionOfABareNameIsToldWhereItGoes() {
    Console console = train("d.csv", "lr=0.3");
    assertEquals(2, console.code());
    assertTrue(
        console.err().contains("parameters are set by -D; did you mean \"train.lr\"?"),
        console.err());
  }
}
