package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/native-backend.md says of kernels of one's own, done with what is published. */
class KernelTest {
  private static final Path DOCUMENT = Path.of("../../docs/native-backend.md");
  private static final Path PROGRAM = Path.of("../../native/tests/consumer").toAbsolutePath();
  private static final Path PACKAGE = Path.of("target/cpp").toAbsolutePath();
  private static final String PLATFORM = System.getProperty("kernel.platform");
  private static final Path LIBRARIES = PACKAGE.resolve("lib").resolve(PLATFORM);

  @TempDir Path work;

  @Test
  void theKernelOfTheDocumentReadsAndWritesTheScope() {
    assertEquals(2, Kernel.rounds(64));
    try (ParamScope scope = ParamScope.of("kernel.tile", 8).enter()) {
      assertEquals(8, Kernel.rounds(64));
      assertEquals(8, scope.getLong("kernel.rounds"));
    }
    assertFalse(ParamScope.current().contains("kernel.tile"));
  }

  @Test
  void theDocumentSaysWhatWasBuiltHere() throws Exception {
    String document = read(DOCUMENT);
    String pom =
        read(Path.of("pom.xml"))
            .replace("/target/cpp/", "/cpp/")
            .replace("${native.platform}", "linux-x86_64");
    String told = block(document, "```xml\n<plugin>\n  <groupId>org.bytedeco<", "```\n");
    assertEquals(lines(part(told, "<executions>", "</plugin>")), part(pom, told));
    assertTrue(read(Path.of("../../pom.xml")).contains(version(told)), told);
    assertEquals(
        lines(block(document, "    #include \"hyperparameter.h\"", "\n**")),
        lines(read(Path.of("src/main/cpp/kernel.h"))));
    String kernel = read(Path.of("src/main/java/com/example/Kernel.java"));
    assertEquals( // the formatter breaks lines elsewhere
        block(document, "```java\npackage com.example;\n\n@Platform", "```\n")
            .replaceAll("\\s", ""),
        kernel.replaceAll("(?m)^import .*\n", "").replaceAll("\\s", ""));
  }

  @Test
  void aProgramThatIsLinkedByHandFindsTheLibrary() throws Exception {
    Path program = work.resolve("program");
    run(
        System.getProperty("kernel.compiler"),
        "-std=c++17",
        "-I" + PACKAGE.resolve("include"),
        PROGRAM.resolve("main.cpp").toString(),
        "-L" + LIBRARIES,
        "-lhyperparameter",
        "-Wl,-rpath," + LIBRARIES,
        "-o",
        program.toString());
    run(program.toString());
  }

  @Test
  void aProgramThatIsBuiltByCMakeFindsTheLibrary() throws Exception {
    if (Boolean.getBoolean("kernel.cmake.skip")) {
      return; // the build has said so
    }
    run(
        "cmake",
        "-S",
        PROGRAM.toString(),
        "-B",
        work.toString(),
        "-DCMAKE_PREFIX_PATH=" + PACKAGE,
        "-DCMAKE_CXX_COMPILER=" + System.getProperty("kernel.compiler"));
    run("cmake", "--build", work.toString());
    run(work.resolve("consumer").toString());
  }

  private static void run(String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("LD_LIBRARY_PATH");
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> String.join(" ", command) + "\n" + printed);
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file).replace("\r", "");
  }

  /** From where the first text stands, without the fence, to before the second. */
  private static String block(String document, String from, String to) {
    int start = document.indexOf(from);
    assertTrue(start >= 0, from);
    String block = document.substring(start, document.indexOf(to, start + from.length()));
    return block.replaceFirst("^```\\w+\n", "");
  }

  private static String part(String text, String from, String to) {
    return text.substring(text.indexOf(from), text.indexOf(to));
  }

  /** The executions of the plugin in the pom that builds the kernel. */
  private static List<String> part(String pom, String told) {
    String ours = pom.substring(pom.indexOf("<groupId>org.bytedeco</groupId>\n        "));
    return lines(
        part(ours.substring(ours.indexOf("</configuration>")), "<executions>", "</plugin>"));
  }

  private static String version(String told) {
    return "<javacpp.version>" + part(told, "<version>", "</version>").substring(9) + "<";
  }

  private static List<String> lines(String text) {
    return Stream.of(text.split("\n"))
        .map(line -> line.replaceAll("\\s+", " ").strip())
        .filter(line -> !line.isEmpty())
        .collect(Collectors.toList());
  }
}
