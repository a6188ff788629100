package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.Backend;
import io.hyperparameter.LostScopes;
import io.hyperparameter.ParamScope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A JVM without {@code sun.misc.Unsafe} does the same, slower, and says so to who asks. */
@Tag("once")
class ReducedJvmTest {
  private static final String IN_JAVA = "keys are hashed in plain Java, which is slower: ";
  private static final String COPIED = "keys are copied to be hashed, which is slower: ";

  @Test
  void withoutUnsafeKeysAreHashedTheSameAndTheLogSaysWhyItIsSlower() throws Exception {
    String printed = run("--limit-modules=java.base", "-Djdk.system.logger.level=DEBUG");
    assertTrue(printed.contains("read 0.01"), printed);
    assertTrue(printed.contains(IN_JAVA + "java.lang.NoClassDefFoundError"), printed);
    assertTrue(
        printed.contains(COPIED + "java.lang.ClassNotFoundException: sun.misc.Unsafe"), printed);
  }

  @Test
  void withoutUnsafeNobodyIsToldWhoDoesNotAsk() throws Exception {
    assertEquals("read 0.01", run("--limit-modules=java.base").strip());
  }

  @Test
  void usuallyThereIsNothingToSayAndNoLoggingIsLoaded() throws Exception {
    String printed = run("-verbose:class");
    assertTrue(printed.contains("read 0.01"), printed);
    assertTrue(printed.contains(" io.hyperparameter.hashing.KeyHash "), "classes are reported");
    assertFalse(printed.contains("which is slower"), printed);
    assertFalse(printed.contains(" java.util.logging.Logger "), printed);
    // the first event class makes the JVM start its recorder, for a third of a second
    assertTrue(printed.contains(" io.hyperparameter.flight.Flight "), "flight is asked");
    assertFalse(printed.contains(" jdk.jfr.Event "), printed);
  }

  /** Not silently off, who wrote what others take for on. */
  @Test
  void aSwitchWithAValueThatIsNoneOfItsSaysSo() throws Exception {
    for (String property : List.of("hyperparameter.track", "hyperparameter.strict")) {
      String printed = run("-D" + property + "=yes");
      assertTrue(
          printed.contains(
              "WARNING: system property "
                  + property
                  + " is \"yes\", so it is off; true, or no value, turns it on, and false off"),
          printed);
      assertFalse(printed.contains("tracked"), printed);
    }
    for (String value : List.of("", "=", "=true", "=TRUE")) {
      assertEquals("read 0.01 tracked", run("-Dhyperparameter.track" + value).strip());
    }
    for (String value : List.of("=false", "=FALSE")) {
      assertEquals("read 0.01", run("-Dhyperparameter.track" + value).strip());
    }
  }

  private static String run(String... flags) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    if (Runtime.version().feature() >= 24) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.add("-XX:TieredStopAtLevel=1"); // over before the second compiler pays
    command.addAll(List.of(flags));
    command.add("-D" + Backend.PROPERTY + "=java");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Program.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), printed);
    return printed;
  }

  /** What a user's program does, in a JVM of its own. */
  public static final class Program {
    private Program() {}

    /** Reads through a scope. */
    public static void main(String[] args) {
      try (ParamScope scope = ParamScope.of("train.lr", 0.01).enter()) {
        System.out.println(
            "read " + scope.getDouble("train.lr") + (LostScopes.isTracking() ? " tracked" : ""));
      }
    }
  }
}
