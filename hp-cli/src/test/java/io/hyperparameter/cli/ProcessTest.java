package io.hyperparameter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same in a process of its own, whose output is no terminal. */
class ProcessTest {
  @TempDir Path dir;

  private record Ended(int code, String out, String err) {}

  private Ended java(String... args) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1"); // over before the second compiler pays
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(Trainer.class.getName());
    command.addAll(List.of(args));
    Path out = dir.resolve("out");
    Path err = dir.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"));
    builder.environment().putAll(Map.of("TERM", "xterm-256color", "HYPERPARAMETER_BACKEND", "no"));
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(120, TimeUnit.SECONDS), "does not end");
    } finally {
      process.destroyForcibly();
    }
    return new Ended(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  @Test
  void aBackendIsChosenBeforeTheFirstParameterAndWinsOverTheEnvironment() throws Exception {
    Ended ended = java("d.csv", "--backend", "java", "-D", "model.layers=4", "--lr", "0.1");
    assertEquals(
        "d.csv lr=0.1 epochs=10 RELU false layers=4 thread=4 on java\n",
        ended.out().replace("\r\n", "\n"),
        ended.err());
    assertEquals(0, ended.code());
  }

  @Test
  void aBackendThatIsNotThereIsExitCode2() throws Exception {
    Ended ended = java("d.csv", "--backend", "gpu");
    assertEquals(2, ended.code());
    assertTrue(ended.err().contains("train: --backend gpu: backend \"gpu\""), ended.err());
    assertTrue(ended.err().contains("choose one of auto, java"), ended.err());
    assertEquals("", ended.out());
  }

  @Test
  void helpIsForTheStandardOutputWithoutColours() throws Exception {
    Ended ended = java("--help");
    assertEquals(0, ended.code(), ended.err());
    assertTrue(ended.out().contains("model.layers=2"), ended.out());
    assertFalse(ended.out().contains("\u001b"), ended.out());
  }

  @Test
  void helpHasColoursOnATerminalOnly() throws Exception {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/script")),
        "script is not installed here: nothing was tested on a pseudo terminal");
    String help =
        "\"$HP_JAVA\" -XX:+IgnoreUnrecognizedVMOptions --sun-misc-unsafe-memory-access=allow"
            + " -cp \"$HP_CLASSES\" "
            + Trainer.class.getName()
            + " -h";
    String terminal = script(help);
    assertTrue(terminal.contains("\u001b[1mtrain\u001b["), terminal);
    String piped = script(help + " | cat");
    assertTrue(piped.contains("Usage: train [OPTIONS] <data>"), piped);
    assertFalse(piped.contains("\u001b"), piped);
    for (String line : piped.lines().toList()) {
      assertTrue(line.length() <= 80, line);
    }
  }

  /** What a command prints whose standard streams are a terminal. */
  private String script(String command) throws Exception {
    Path out = dir.resolve("typescript");
    ProcessBuilder builder =
        new ProcessBuilder("/usr/bin/script", "-qec", command, "/dev/null")
            .redirectInput(ProcessBuilder.Redirect.from(Files.writeString(out, "").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("terminal").toFile());
    builder
        .environment()
        .keySet()
        .removeAll(List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "NO_COLOR"));
    builder
        .environment()
        .putAll(
            Map.of(
                "TERM",
                "xterm-256color",
                "HP_JAVA",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "HP_CLASSES",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path"))));
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(120, TimeUnit.SECONDS), "does not end");
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(dir.resolve("terminal"), StandardCharsets.UTF_8);
  }
}
