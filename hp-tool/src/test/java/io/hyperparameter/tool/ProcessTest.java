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
