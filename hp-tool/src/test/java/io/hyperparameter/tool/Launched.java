package io.hyperparameter.tool;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The script and the jar that users have, in a process of their own. */
final class Launched {
  static final Path JAR = Path.of(System.getProperty("hp.jar"));

  private Launched() {}

  static ProcessBuilder hp(Path script, Object... args) {
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

  static int run(ProcessBuilder builder) throws Exception {
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(120, TimeUnit.SECONDS), "does not end");
    } finally {
      process.destroyForcibly();
    }
    return process.exitValue();
  }

  static Ran piped(Path dir, Path script, Object... args) throws Exception {
    Path out = Files.createTempFile(dir, "out", "");
    Path err = Files.createTempFile(dir, "err", "");
    int code =
        run(
            hp(script, args)
                .directory(dir.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile()));
    return new Ran(
        code,
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
