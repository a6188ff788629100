package io.hyperparameter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's trainer is the command that the README says it is. */
class ReadmeTest {
  private static final Pattern TRAINER =
      Pattern.compile("(?ms)^```java\\n((?:public )?class Trainer .*?)^```$");

  @TempDir Path dir;

  @Test
  void theTrainerIsACommand() throws Exception {
    String page = Files.readString(Path.of("..", "README.md"));
    assertTrue(page.contains("`Launch.of(Trainer.class).execute(args)`"));
    Matcher trainer = TRAINER.matcher(page.replace("\r", ""));
    assertTrue(trainer.find());
    Path source =
        Files.writeString(
            dir.resolve("Trainer.java"),
            "import io.hyperparameter.annotation.*;\nimport java.nio.file.Path;\n"
                + trainer.group(1));
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> options =
        List.of("-cp", classPath, "-processorpath", classPath, "-d", dir.toString());
    List<String> sources =
        List.of(source.toString(), Path.of("../consumers/src/test/readme/Model.java").toString());
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                Stream.concat(options.stream(), sources.stream()).toArray(String[]::new));
    assertEquals(0, code);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {dir.toUri().toURL()}, getClass().getClassLoader())) {
      thread.setContextClassLoader(loader);
      LaunchResult result =
          Launch.of(loader.loadClass("Trainer"))
              .run("digits.csv", "--lr", "0.1", "-D", "train.epochs=3");
      assertEquals(0, result.exitCode());
      assertEquals("Model[data=digits.csv, lr=0.1, epochs=3]", String.valueOf(result.value()));
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
