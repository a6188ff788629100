package io.hyperparameter.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script and the jar that users have, in a process of their own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class ProcessTest {
  private static final Path JAR = Launched.JAR;
  private static final String BOLD = "\u001b[1m";

  @TempDir Path dir;

  @Test
  void withoutACommandItTellsWhatThereIs() throws Exception {
    Ran ran = Launched.piped(dir, JAR.resolveSibling("hp"));
    assertEquals("", ran.err());
    assertEquals(0, ran.code());
    assertTrue(ran.out().startsWith("Usage: hp [-hV] COMMAND\n"), ran.out());
    assertFalse(ran.out().contains("\u001b"), ran.out());
  }

  @Test
  void itIsFoundThroughALinkAndListsATreeWithLines() throws Exception {
    Path link =
        Files.createSymbolicLink(dir.resolve("hp"), JAR.resolveSibling("hp").toAbsolutePath());
    Ran ran = Launched.piped(dir, link, "ls", "-t", Jars.published("tribuo-common-tree"), JAR);
    assertEquals("", ran.err());
    Files.delete(link);
    assertTrue(ran.out().contains("└── xgboost\n"), ran.out());
    assertFalse(ran.out().contains("\u001b"), ran.out());
  }

  @Test
  void whatIsWrongIsOnTheErrorStreamWithItsExitCode() throws Exception {
    Ran ran = Launched.piped(dir, JAR.resolveSibling("hp"), "ls", "gone.jar");
    assertEquals(new Ran(2, "", "hp: gone.jar: no such file or directory\n"), ran);
  }

  @Test
  void withoutAJarWhatIsBuiltHereCounts() throws Exception {
    Path hp = JAR.resolveSibling("hp");
    Path file = Files.writeString(dir.resolve("x.toml"), "[train]\nlr = \"fast\"\n");
    Ran none = Launched.piped(dir, hp, "check", file);
    assertEquals(
        "note: nothing is compared but with catalogues of other libraries, as no jar is named and"
            + " nothing is built here; name a jar by --against\n",
        none.err());
    assertEquals(0, none.code(), none.out());
    assertEquals(
        "nothing sets \"train.lr\", and no parameters are known; name the jar that declares it by"
            + " --against\n",
        Launched.piped(dir, hp, "explain", "train.lr").err());
    Path classes = dir.resolve("target/classes");
    for (var built :
        Jars.compile(
                dir,
                true,
                "T.java",
                "import io.hyperparameter.*;"
                    + "class T { static final DoubleParam LR = Param.ofDouble(\"train.lr\", 0.1); }")
            .entrySet()) {
      Path path = classes.resolve(built.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, built.getValue());
    }
    Ran checked = Launched.piped(dir, hp, "check", file);
    assertTrue(checked.out().contains("x.toml:2:6: train.lr: \"fast\""), checked::toString);
    assertEquals("1 error, 0 warnings\n", checked.err());
    assertEquals(1, checked.code());
    Ran explained = Launched.piped(dir, hp, "explain", "train.lr");
    assertTrue(explained.out().contains("0.1  default, by T#LR"), explained::toString);
  }

  @Test
  void aTerminalGetsBoldKeys() throws Exception {
    try (PseudoTerminal terminal = PseudoTerminal.open()) {
      int code =
          Launched.run(
              Launched.hp(JAR.resolveSibling("hp"), "desc", "xgboost.max_bin", JAR)
                  .redirectInput(terminal.device())
                  .redirectOutput(terminal.device())
                  .redirectError(terminal.device()));
      String shown = terminal.text();
      assertEquals(0, code, shown);
      assertTrue(shown.startsWith(BOLD + "xgboost.max_bin\u001b[0m"), shown); // 21 may underline
    }
    assertFalse(
        Launched.piped(dir, JAR.resolveSibling("hp"), "desc", "xgboost.max_bin", JAR)
            .out()
            .contains(BOLD));
  }
}
