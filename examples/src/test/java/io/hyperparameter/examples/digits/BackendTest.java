package io.hyperparameter.examples.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.Backend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each backend needs a process of its own: the choice is made once. */
class BackendTest {
  static List<String> available() {
    return Backend.all().stream().filter(Backend::isAvailable).map(Backend::name).toList();
  }

  @ParameterizedTest
  @MethodSource("available")
  void theBackendThatWasChosenServes(String backend) throws Exception {
    String out = digits("--backend", backend, "-D", "train.epochs=1");
    assertTrue(out.lines().anyMatch(("backend        " + backend)::equals), out);
  }

  @Test
  void everyBackendGivesTheSameNetwork() throws Exception {
    String expected = result(digits());
    for (String backend : available()) {
      assertEquals(expected, result(digits("--backend", backend)), backend);
    }
  }

  /** All that is printed but the time and the backend. */
  private static String result(String out) {
    return out.lines()
        .filter(line -> !line.startsWith("time ") && !line.startsWith("backend "))
        .collect(Collectors.joining("\n"));
  }

  private static String digits(String... args) throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(java, "-cp", classPath, DigitsMain.class.getName()),
                        Stream.of(args))
                    .toList())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), out);
    return out;
  }
}
