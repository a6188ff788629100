package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.Backend;
import io.hyperparameter.MissingParamException;
import io.hyperparameter.ParamScope;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Of threads only those are told whom they may concern; in a JVM where no test uses another. */
@Tag("once")
class MissingOnMainTest {
  private static final String USUAL =
      "no parameter \"seed\": nobody set it here, and this read has no default; set it, as"
          + " ParamScope.of(\"seed\", value).run(task) does, or read it with a default";

  @Test
  void aProgramOfOneThreadIsToldNothingOfThreads() throws Exception {
    List<String> told = run();
    assertEquals(USUAL, told.get(0), "on main, where nobody else uses the library");
    assertTrue(told.get(1).startsWith(USUAL + ". Thread \"worker\" carries no"), told.get(1));
    assertEquals(USUAL, told.get(2), "on main, where the other one has ended");
    assertTrue(told.get(3).startsWith(USUAL + ". Thread \"main\" carries no"), told.get(3));
    assertEquals(4, told.size(), told::toString);
  }

  private static List<String> run() throws Exception {
    String java = ProcessHandle.current().info().command().orElseThrow();
    String path = System.getProperty("java.class.path");
    String backend = "-D" + Backend.PROPERTY + "=java";
    ProcessBuilder builder =
        new ProcessBuilder(
            java, "--limit-modules=java.base", backend, "-cp", path, Program.class.getName());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), printed);
    return printed.lines().toList();
  }

  /** Reads what nobody set, in a JVM of its own. */
  public static final class Program {
    private Program() {}

    /** On one thread, on another, on one again, and where values were frozen. */
    public static void main(String[] args) throws Exception {
      read();
      Thread worker = new Thread(Program::read, "worker");
      worker.start();
      worker.join();
      read();
      ParamScope.of("other", 1).run(ParamScope::frozen);
      read();
    }

    private static void read() {
      System.out.println(
          assertThrows(MissingParamException.class, () -> ParamScope.current().getLong("seed"))
              .getMessage());
    }
  }
}
