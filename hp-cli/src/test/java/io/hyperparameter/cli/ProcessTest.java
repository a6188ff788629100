package io.hyperparameter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
}
