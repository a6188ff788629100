package io.hyperparameter.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script and the jar that users have, in a process of their own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class ProcessTest {
  private static final Path JAR = Path.of(System.getProperty("hp.jar"));
  private static final String BOLD = "\u001b[1m";

  @TempDir Path dir;

  private static ProcessBuilder hp(Path script, Object... args) {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    for (Object arg : args) {
      command.add(arg.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("TERM", "xterm-256color");
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder;
  }

  private static int run(ProcessBuilder builder) throws Exception {
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(120, TimeUnit.SECONDS), "does not end");
    } finally {
      process.destroyForcibly();
    }
    return process.exitValue();
  }

  private Ran piped(Path script, Object... args) throws Exception {
    Path out = dir.resolve("out");
    Path err = dir.resolve("err");
    int code = run(hp(script, args).redirectOutput(out.toFile()).redirectError(err.toFile()));
    return new Ran(
        code,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  @Test
  void withoutACommandItTellsWhatThereIs() throws Exception {
    Ran ran = piped(JAR.resolveSibling("hp"));
    assertEquals("", ran.err());
    assertEquals(0, ran.code());
    assertTrue(ran.out().startsWith("Usage: hp [-hV] COMMAND\n"), ran.out());
    assertFalse(ran.out().contains("\u001b"), ran.out());
  }

  @Test
  void itIsFoundThroughALinkAndListsATreeWithLines() throws Exception {
    Path link =
        Files.createSymbolicLink(dir.resolve("hp"), JAR.resolveSibling("hp").toAbsolutePath());
    Ran ran = piped(link, "ls", "-t", Jars.published("tribuo-common-tree"), JAR);
    assertEquals("", ran.err());
    assertTrue(ran.out().contains("└── xgboost\n"), ran.out());
    assertFalse(ran.out().contains("\u001b"), ran.out());
  }

  @Test
  void whatIsWrongIsOnTheErrorStreamWithItsExitCode() throws Exception {
    Ran ran = piped(JAR.resolveSibling("hp"), "ls", "gone.jar");
    assertEquals(new Ran(2, "", "hp: gone.jar: no such file or directory\n"), ran);
  }

  @Test
  void aTerminalGetsBoldKeys() throws Exception {
    try (PseudoTerminal terminal = PseudoTerminal.open()) {
      int code =
          run(
              hp(JAR.resolveSibling("hp"), "desc", "xgboost.max_bin", JAR)
                  .redirectInput(terminal.device())
                  .redirectOutput(terminal.device())
                  .redirectError(terminal.device()));
      String shown = terminal.text();
      assertEquals(0, code, shown);
      assertTrue(shown.startsWith(BOLD + "xgboost.max_bin"), shown);
    }
    assertFalse(
        piped(JAR.resolveSibling("hp"), "desc", "xgboost.max_bin", JAR).out().contains(BOLD));
  }
}
