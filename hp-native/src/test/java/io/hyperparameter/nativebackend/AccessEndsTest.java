package io.hyperparameter.nativebackend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each access to native memory fails once, as if the stack ended there: see {@link
 * BrokenOffScopes}. In a JVM of its own, where {@link NativeMemory} is compiled from its source
 * with a call of {@link BreakOff} before each access. {@code -Dhp.random.operations=N}: so many
 * random steps.
 */
class AccessEndsTest extends NativeTest {
  private static final Path SOURCE =
      Path.of("src/main/java", NativeMemory.class.getName().replace('.', '/') + ".java");

  /** How the methods of it begin that load or store. */
  private static final Pattern ACCESS =
      Pattern.compile("static \\w+ (load|store)(Int|Byte)?\\(long address.*\\{\n(?= +try )");

  private static final int METHODS = 5;

  @TempDir Path temporary;

  @Test
  void scopesFollowWhateverWasBrokenOff() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 24) {
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")); // starts sooner
    for (String property : List.of(BrokenOffScopes.STEPS_PROPERTY, BrokenOffScopes.SEED_PROPERTY)) {
      String value = System.getProperty(property, "");
      if (!value.isBlank()) {
        command.add("-D" + property + "=" + value);
      }
    }
    String classPath = System.getProperty("java.class.path");
    command.addAll(List.of("-cp", memoryThatBreaks(classPath) + File.pathSeparator + classPath));
    command.add(BrokenOffScopes.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), printed);
  }

  /** Where its classes are. */
  private Path memoryThatBreaks(String classPath) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assumeTrue(compiler != null, "this JVM has a compiler");
    Matcher access = ACCESS.matcher(Files.readString(SOURCE));
    assertEquals(METHODS, access.results().count());
    Path source = temporary.resolve(SOURCE.getFileName());
    Files.writeString(source, access.replaceAll("$0 BreakOff.access();\n"));
    Path classes = temporary.resolve("classes");
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int status =
        compiler.run(
            null, said, said, "-d", classes.toString(), "-cp", classPath, source.toString());
    assertEquals(0, status, said::toString);
    return classes;
  }
}
