package io.hyperparameter.contract.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hyperparameter.Backend;
import io.hyperparameter.contract.random.RandomContract;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A JVM whose heap or stack is what a test needs, over the backend of this one. */
final class FaultyJvm {
  private FaultyJvm() {}

  /** Runs a main class, which prints what went wrong and ends with another status than 0 then. */
  static void run(Class<?> main, String... flags) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    if (Runtime.version().feature() >= 24) {
      command.add("--sun-misc-unsafe-memory-access=allow");
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of(flags));
    command.add("-D" + Backend.PROPERTY + "=" + Backend.current().name());
    for (String property :
        List.of(RandomContract.OPERATIONS_PROPERTY, RandomContract.SEED_PROPERTY)) {
      String value = System.getProperty(property, "");
      if (!value.isBlank()) {
        command.add("-D" + property + "=" + value);
      }
    }
    String classPath = System.getProperty("java.class.path");
    command.addAll(List.of("-cp", classPath, main.getName()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), printed);
  }
}
