package io.hyperparameter.contract.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hyperparameter.Backend;
import io.hyperparameter.contract.BackendGate;
import io.hyperparameter.contract.random.RandomContract;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Memory ends at every allocation of every operation; see {@link Story}. In a JVM of its own, with
 * a small heap that is filled up but for a few bytes, a few more each time.
 */
class MemoryEndsTest {
  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  @Test
  void anOperationHappensOrDoesNot() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    if (Runtime.version().feature() >= 24) {
      command.add("--sun-misc-unsafe-memory-access=allow");
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    // without buffers of the threads' own, each allocation asks the heap
    command.addAll(List.of("-Xmx6m", "-Xms6m", "-XX:+UseSerialGC", "-XX:-UseTLAB", "-Xshare:auto"));
    command.add("-XX:-UseGCOverheadLimit");
    // most of the time goes into collections, thousands of them; and C2 leaves out allocations
    command.addAll(List.of("-XX:-ClassUnloading", "-XX:TieredStopAtLevel=1"));
    command.add("-D" + Backend.PROPERTY + "=" + Backend.current().name());
    for (String property :
        List.of(RandomContract.OPERATIONS_PROPERTY, RandomContract.SEED_PROPERTY)) {
      String value = System.getProperty(property, "");
      if (!value.isBlank()) {
        command.add("-D" + property + "=" + value);
      }
    }
    String classPath = System.getProperty("java.class.path");
    command.addAll(List.of("-cp", classPath, FullHeap.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), printed);
  }
}
