package io.hyperparameter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import io.hyperparameter.annotation.AutoParam;
import io.hyperparameter.annotation.Default;
import io.hyperparameter.config.Config;
import java.nio.file.Files;
import java.nio.file.Path;
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
