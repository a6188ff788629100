package io.hyperparameter.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who only reads configurations loads no storage, and so does not wait for one. */
class WithoutScopesTest {
  record Settings(double lr, int epochs) {}

  /** Run where the first scope would fail. */
  static final class Main {
    private Main() {}

    public static void main(String[] args) {
      Config config = Config.of(Map.of("train", Map.of("lr", 0.1, "epochs", 5)));
      System.out.println(config.find("train.lr").orElseThrow());
      System.out.println(config.at("train").bind(Settings.class));
      System.out.println(config.toMap().keySet());
    }
  }

  @Test
  void aConfigurationNeedsNone() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dhyperparameter.backend=none",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT) // the JVM may have its warnings
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), printed);
    assertEquals("0.1\nSettings[lr=0.1, epochs=5]\n[train]\n", printed.replace("\r", ""));
  }
}
