package io.hyperparameter.nativebackend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * An application that brings this library with it and is taken away again leaves nothing, though
 * the threads it ran on go on; the next one has the native backend again, and begins empty. See
 * {@link Deployments}.
 */
@EnabledOnOs(OS.LINUX) // which tells what is loaded
class RedeployTest extends NativeTest {
  @Test
  void eachDeploymentHasTheBackendAndLeavesNothing() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(List.of("-Xcheck:jni", "-Xmx128m", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Deployments.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), printed);
    List<String> results = printed.lines().filter(l -> l.startsWith("RESULT ")).toList();
    String expected = "RESULT native, beside it java, let go";
    assertEquals(Collections.nCopies(Deployments.DEPLOYMENTS, expected), results, printed);
    long reasons = printed.lines().filter(l -> l.contains("another class loader")).count();
    assertEquals(Deployments.DEPLOYMENTS, reasons, printed);
  }
}
