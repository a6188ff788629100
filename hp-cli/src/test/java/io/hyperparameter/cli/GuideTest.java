package io.hyperparameter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compiles the programs of the guides, as a user does, and types their commands. */
class GuideTest {
  private static final Pattern FILE =
      Pattern.compile("(?ms)^```(?:java|toml|yaml)\\n(?://|#) file: (\\S+)\\n(.*?)^```$");
  private static final Pattern CONSOLE = Pattern.compile("(?ms)^```console\\n(.*?)^```$");

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "command-line, 2, 10",
    "coming-from-hydra, 1, 4",
    "coming-from-python, 2, 5",
    "coming-from-spring, 1, 5"
  })
  void everyCommandPrintsWhatThePageSays(String guide, int programs, int expected)
      throws Exception {
    String page = Files.readString(Path.of("..", "docs", guide + ".md"));
    List<String> sources = new ArrayList<>();
    for (MatchResult file : FILE.matcher(page).results().toList()) {
      Path path = dir.resolve(file.group(1));
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.group(2));
      if (path.toString().endsWith(".java")) {
        sources.add(path.toString());
      }
    }
    assertEquals(programs, sources.size());
    String classPath =
        Stream.of(
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"))
                    .split(File.pathSeparator))
            .filter(entry -> !entry.endsWith("test-classes"))
            .collect(Collectors.joining(File.pathSeparator));
    List<String> options =
        new ArrayList<>(
            List.of("-cp", classPath, "-processorpath", classPath, "-d", dir.toString()));
    options.addAll(sources);
    int code =
        ToolProvider.getSystemJavaCompiler().run(null, null, null, options.toArray(String[]::new));
    assertEquals(0, code);
    int commands = 0;
    for (MatchResult console : CONSOLE.matcher(page).results().toList()) {
      for (String typed : console.group(1).split("(?m)^\\$ java ")) {
        if (!typed.isEmpty()) {
          String[] parts = typed.split("\n", 2);
          assertEquals(parts[1], java(classPath, parts[0]), parts[0]);
          commands++;
        }
      }
    }
    assertEquals(expected, commands);
  }

  private String java(String classPath, String args) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1"); // over before the second compiler pays
    command.addAll(List.of("-cp", dir + File.pathSeparator + classPath));
    if (Runtime.version().feature() >= 24) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(List.of(args.replace("'", "").split(" "))); // what a shell makes of it
    Path out = dir.resolve("out.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"));
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(120, TimeUnit.SECONDS), "does not end");
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(out, StandardCharsets.UTF_8).replace("\r\n", "\n");
    return process.exitValue() == 0 ? text : text + "exit code " + process.exitValue() + "\n";
  }
}
