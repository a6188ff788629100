package com.example.consumers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * README's examples compile without a warning, with javac and Eclipse's compiler, and do as they
 * say.
 */
class ReadmeTest {
  private static final Path README = Markdown.ROOT.resolve("README.md");
  private static final Pattern DECLARES =
      Pattern.compile(
          "(?m)^(@\\w+.*\\n)*((public|final|abstract) )*(class|record|enum|interface) (\\w+)");
  private static final String IMPORTS =
      """
      import io.hyperparameter.*;
      import io.hyperparameter.annotation.*;
      import io.hyperparameter.recording.*;
      import java.nio.file.Path;
      import java.time.Duration;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.stream.*;
      """;

  @TempDir Path work;

  @Test
  void javac() throws Exception {
    StringWriter printed = new StringWriter();
    PrintWriter to = new PrintWriter(printed, true);
    List<String> arguments = new ArrayList<>(List.of("-Xlint:all,-processing", "-Werror"));
    arguments.addAll(List.of("--release", "17"));
    int status =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(to, to, compile(arguments).toArray(String[]::new));
    assertEquals("", printed.toString());
    assertEquals(0, status);
    assertRuns();
  }

  @Test
  void eclipse() throws Exception {
    StringWriter printed = new StringWriter();
    PrintWriter to = new PrintWriter(printed, true);
    List<String> arguments = compile(new ArrayList<>(List.of("-17", "-nowarn")));
    boolean compiled = BatchCompiler.compile(arguments.toArray(String[]::new), to, to, null);
    assertTrue(compiled, printed::toString);
    assertRuns();
  }

  /** What is typed into jshell, and what it answers. */
  @Test
  void jshell() throws Exception {
    List<String> session =
        Markdown.read(README)
            .lines()
            .dropWhile(line -> !line.startsWith("    jshell> "))
            .takeWhile(line -> !line.isBlank())
            .map(String::strip)
            .toList();
    String prompt = "jshell> ";
    StringBuilder typed = new StringBuilder();
    StringBuilder answers = new StringBuilder();
    for (String line : session) {
      (line.startsWith(prompt) ? typed : answers).append(line.replace(prompt, "")).append('\n');
    }
    assertEquals(2, answers.toString().lines().count());
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (PrintStream to = new PrintStream(printed, true, UTF_8)) {
      JavaShellToolBuilder.builder()
          .persistence(new HashMap<>()) // nothing of the user's
          .in(new ByteArrayInputStream(typed.toString().getBytes(UTF_8)), null)
          .out(to)
          .start("--class-path", Packaged.path(Packaged.jars()));
    }
    String shown = printed.toString(UTF_8).replace("\r", "");
    String told =
        shown
            .lines()
            .filter(line -> line.contains(" ==> ") || line.contains("|  E"))
            .map(line -> line.replaceFirst("^ *jshell> *", "").strip() + "\n")
            .collect(Collectors.joining());
    assertEquals(answers.toString(), told, shown);
  }

  /** What the test of the fat jar was packed with is what README says to write. */
  @Test
  void fatJar() throws Exception {
    String used = squeezed(Markdown.read(Path.of("pom.xml")));
    List<String> told =
        Markdown.blocks(README, "xml").stream().filter(xml -> xml.contains("<filters>")).toList();
    assertEquals(1, told.size());
    assertTrue(used.contains(squeezed(told.get(0))), "consumers/pom.xml packs in another way");
  }

  @Test
  void namesThisVersion() throws Exception {
    Pattern ours =
        Pattern.compile(
            "<groupId>io\\.hyperparameter</groupId>\\s*<artifactId>[\\w-]+</artifactId>\\s*<version>([^<]+)<"
                + "|io\\.hyperparameter:hp-\\w+:([\\w.-]*\\w)");
    int seen = 0;
    for (Path file : Markdown.documents()) {
      for (MatchResult told : ours.matcher(Markdown.read(file)).results().toList()) {
        String version = told.group(1) != null ? told.group(1) : told.group(2);
        assertEquals(System.getProperty("consumers.version"), version, file::toString);
        seen++;
      }
    }
    assertTrue(seen >= 6, seen + " places");
  }

  /** Runs the first example, whose comments say what it prints, then all others. */
  private void assertRuns() throws Exception {
    String path = Packaged.path(Packaged.jars(), work.resolve("classes"));
    String first = Jvm.java(Jvm.classPathFlags(), "-cp", path, "First", "train.lr=0.3");
    String block =
        blocks().stream().filter(b -> b.contains("class First")).findFirst().orElseThrow();
    List<String> promised = new ArrayList<>(numbers(block, "// ([0-9.]+)"));
    promised.addAll(numbers(block, "// java First train.lr=([0-9.]+)"));
    assertEquals(5, promised.size());
    assertEquals(promised, numbers(first, "rate of ([0-9.]+)"));
    Jvm.java(Jvm.classPathFlags(), "-cp", path, "Statements");
  }

  private static List<String> numbers(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().map(m -> m.group(1)).toList();
  }

  private static List<String> blocks() throws Exception {
    return Markdown.blocks(README, "java");
  }

  /**
   * Writes the examples as sources: declarations as they stand, statements into methods that are
   * called in turn.
   */
  private List<String> compile(List<String> arguments) throws Exception {
    Path sources = Files.createDirectories(work.resolve("sources"));
    StringBuilder methods = new StringBuilder();
    StringBuilder calls = new StringBuilder();
    for (String block : blocks()) {
      var declaration = DECLARES.matcher(block);
      if (declaration.find()) {
        String source = block.startsWith("import ") ? block : IMPORTS + block;
        Files.writeString(sources.resolve(declaration.group(5) + ".java"), source);
      } else {
        String name = "block" + calls.length();
        methods.append("  static void " + name + "() throws Exception {\n" + block + "  }\n");
        calls.append("    " + name + "();\n");
      }
    }
    Files.writeString(
        sources.resolve("Statements.java"),
        IMPORTS
            + "class Statements extends Surroundings {\n"
            + methods
            + "  public static void main(String[] args) throws Exception {\n"
            + calls
            + "  }\n}\n");
    try (Stream<Path> files = Files.list(Path.of("src/test/readme"))) {
      for (Path file : files.toList()) {
        Files.copy(file, sources.resolve(file.getFileName()));
      }
    }
    arguments.addAll(List.of("-cp", Packaged.path(Packaged.jars())));
    arguments.addAll(List.of("-processorpath", Packaged.processorPath()));
    arguments.addAll(List.of("-d", work.resolve("classes").toString()));
    arguments.addAll(List.of("-s", Files.createDirectories(work.resolve("generated")).toString()));
    try (Stream<Path> files = Files.list(sources)) {
      files.sorted().map(Path::toString).forEach(arguments::add);
    }
    return arguments;
  }

  private static String squeezed(String xml) {
    return xml.replaceAll("\\s+", "");
  }
}
