package io.hyperparameter.contract.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.Backend;
import io.hyperparameter.ParamScope;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who asks for the Java backend gets no JavaCPP and nothing native, though it is all there. */
@Tag("once")
class LoadedClassesTest {
  /** JavaCPP, and what would load the library. The verifier may look at the provider's types. */
  private static final Pattern NATIVE =
      Pattern.compile(
          " (org\\.bytedeco\\.\\S+|io\\.hyperparameter\\.nativebackend\\.Native(?:Api|Library|Memory)) ");

  @Test
  void theJavaBackendLoadsNothingNative() throws Exception {
    assertEquals(List.of(), nativeClassesLoadedBy("work"));
  }

  @Test
  void theCheckCanFail() throws Exception {
    List<String> loaded = nativeClassesLoadedBy("load");
    assertTrue(loaded.contains("org.bytedeco.javacpp.Pointer"), loaded::toString);
  }

  private static List<String> nativeClassesLoadedBy(String what) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-verbose:class",
            "-XX:TieredStopAtLevel=1", // over before the second compiler pays
            "-D" + Backend.PROPERTY + "=java",
            "-cp",
            System.getProperty("java.class.path"),
            Program.class.getName(),
            what);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), printed);
    assertTrue(
        printed.contains(" io.hyperparameter.fallback.JavaContext "), "classes are reported");
    return NATIVE.matcher(printed).results().map(match -> match.group(1)).toList();
  }

  /** What a user's program does, in a JVM of its own. */
  public static final class Program {
    private Program() {}

    /** Uses scopes; asks for a native class as well if told so. */
    public static void main(String[] args) throws Exception {
      try (ParamScope scope = ParamScope.of("a", 1L).with("b", List.of()).enter()) {
        ParamScope.frozen();
        ParamScope.capture().run(() -> ParamScope.current().getLong("a"));
        scope.toMap();
      }
      if (!Backend.current().name().equals("java") || Backend.all().isEmpty()) {
        throw new AssertionError(Backend.current());
      }
      if (args[0].equals("load")) {
        Class.forName("org.bytedeco.javacpp.Pointer", false, Program.class.getClassLoader());
      }
    }
  }
}
