package io.hyperparameter.nativebackend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hyperparameter.Backend;
import io.hyperparameter.jvm.StringInternals;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** By what native memory is read, and what the JVM says of that: in JVMs of their own. */
class NativeMemoryTest extends NativeTest {
  private static final String WARNING = "A terminally deprecated method in sun.misc.Unsafe";

  /** Loaded where native memory is read through a segment. */
  private static final String SEGMENT = "jdk.internal.foreign.NativeMemorySegmentImpl";

  @BeforeEach
  void theJvmMayWarn() {
    assumeTrue(Runtime.version().feature() >= 24, "a JVM that may warn of Unsafe");
  }

  @Test
  void unsafeIsUsedWhereTheJvmWarnsOnce() throws Exception {
    String printed = run("warn");
    assertEquals(1, count(WARNING, printed), printed);
    assertTrue(printed.contains(" has been called by " + StringInternals.class.getName()), printed);
    assertFalse(printed.contains(SEGMENT), printed);
  }

  @Test
  void unsafeIsUsedWhereItIsAllowed() throws Exception {
    String printed = run("allow");
    assertEquals(0, count("WARNING", printed), printed);
    assertFalse(printed.contains(SEGMENT), printed);
  }

  @Test
  void aSegmentServesWhereUnsafeIsDenied() throws Exception {
    String printed = run("deny");
    assertEquals(0, count("WARNING", printed), printed);
    assertTrue(printed.contains(SEGMENT), printed);
  }

  @Test
  void aSegmentServesWhereTheJvmTellsOfEachCall() throws Exception {
    String printed = run("debug");
    assertFalse(printed.contains("called by " + NativeMemory.class.getName()), printed);
    assertTrue(printed.contains(SEGMENT), printed);
  }

  private static int count(String text, String in) {
    return in.split(Pattern.quote(text), -1).length - 1;
  }

  /** What a JVM prints that uses the backend, and of the classes it loads that of segments. */
  private static String run(String access) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--sun-misc-unsafe-memory-access=" + access);
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")); // starts sooner
    command.add("-Xlog:class+load");
    command.add("-D" + Backend.PROPERTY + "=native");
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), LoadProbe.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.contains("[class,load]") || line.contains(SEGMENT))
            .reduce("", (all, line) -> all + line + "\n");
    assertEquals(0, process.waitFor(), printed);
    assertTrue(printed.contains("RESULT native"), printed);
    return printed;
  }
}
