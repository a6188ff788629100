package io.hyperparameter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import io.hyperparameter.annotation.AutoParam;
import io.hyperparameter.annotation.Default;
import io.hyperparameter.config.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --record FILE} writes over, and what it leaves out without a word. */
class RecordFileTest {
  @TempDir Path dir;

  @AfterEach
  void forget() {
    ParamScope.empty().run(ParamScope::frozen);
  }

  @Test
  void aFileThatTheRunReadsIsNotWrittenOver() throws Exception {
    Path base = dir.resolve("base.toml");
    Path top = dir.resolve("top.toml");
    Files.writeString(base, "train.lr = 0.5\n");
    Files.writeString(top, "include = \"base.toml\"\ntrain.epochs = 3\n");
    String given = dir.resolve("./top.toml").toString();
    for (Path file : List.of(base, top)) {
      Console console =
          Console.of(Launch.of(Trainer.class), "d.csv", "-C", given, "--record", file.toString());
      assertEquals(2, console.code());
      assertTrue(
          console.err().contains("--record " + file + ": this run reads it; name another file"),
          console::err);
      Console all =
          Console.of(
              Launch.of(Trainer.class), "d.csv", "-C", dir.toString(), "--record", file.toString());
      assertEquals(2, all.code());
    }
    Path other = dir.resolve("other.toml");
    assertEquals(
        0,
        Console.of(Launch.of(Trainer.class), "d.csv", "-C", given, "--record", other.toString())
            .code());
    assertEquals("train.lr = 0.5\n", Files.readString(base));
  }

  private void isRefused(Path file, String why, String... args) throws Exception {
    String before = Files.readString(file);
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--record", file.toString()));
    Console console = Console.of(Launch.of(Trainer.class), all.toArray(String[]::new));
    assertEquals(2, console.code(), console::err);
    assertTrue(console.err().contains("--record " + file + ": " + why), console::err);
    assertEquals(before, Files.readString(file));
  }

  @Test
  void norOneOfWhichNoValueIsLeft() throws Exception {
    Path included = dir.resolve("included.toml");
    Path deeper = dir.resolve("deeper.yaml");
    Path top = dir.resolve("top.toml");
    Path profile = dir.resolve("top-fast.toml");
    Path last = dir.resolve("last.json");
    Path empty = dir.resolve("empty.toml");
    Files.writeString(deeper, "train: {lr: 0.7}\n");
    Files.writeString(included, "include = 'deeper.yaml'\ntrain.lr = 0.5\n");
    Files.writeString(top, "include = ['included.toml', 'empty.toml']\ntrain.lr = 0.4\n");
    Files.writeString(profile, "train.lr = 0.3\n");
    Files.writeString(last, "{\"train.lr\": 0.2}");
    Files.writeString(empty, "# nothing yet\n");
    Path link = Files.createSymbolicLink(dir.resolve("link.toml"), included);
    for (Path file : List.of(included, deeper, top, profile, last, empty, link)) {
      isRefused(
          file,
          "this run reads it; name another file",
          "d.csv",
          "--profile=fast",
          "-C",
          top.toString(),
          last.toString(),
          "-D",
          "train.lr=0.1");
    }
  }

  @Test
  void norOneThatTheProgramIsGiven() throws Exception {
    Path data = dir.resolve("data.csv");
    Files.writeString(data, "1,2\n");
    String why = "this run is given it; name another file";
    isRefused(data, why, data.toString());
    isRefused(data, why, "d.csv", "-D", "input.file=" + dir.resolve("./data.csv"));
  }

  @Test
  void aRecordIsWrittenAnew() throws Exception {
    Path file = dir.resolve("run.toml");
    for (String lr : List.of("0.1", "0.2")) {
      Console console =
          Console.of(Launch.of(Trainer.class), "d.csv", "-D", "train.lr=" + lr, "--record=" + file);
      assertEquals(0, console.code(), console::err);
      assertEquals(lr, Config.load(file).text("train.lr").orElse(""));
    }
  }

  /** Has a default that no file can hold, and needs none. */
  public static final class Memo {
    private Memo() {}

    @AutoParam
    public static String memo(@Default String note) {
      return "it is " + note;
    }
  }

  @Test
  void aDefaultThatIsNullIsNothingToWarnOf() {
    Path file = dir.resolve("run.toml");
    Console console = Console.of(Launch.of(Memo.class), "--record", file.toString());
    assertEquals("it is null", console.result().value(), console::err);
    assertEquals("", console.err());
    assertEquals(Set.of(), Config.load(file).keys());
  }
}
