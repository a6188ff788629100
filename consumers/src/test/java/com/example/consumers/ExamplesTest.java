package com.example.consumers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The script that runs examples, as far as it runs none. */
@DisabledOnOs(OS.WINDOWS) // it is a script of a Unix shell
class ExamplesTest {
  @Test
  void aNameThatIsNoneIsSaid() throws Exception {
    String printed = run("nope");
    assertTrue(printed.startsWith("examples/run: no example is named \"nope\"\n"), printed);
    assertTrue(printed.contains("\nUsage: examples/run digits|"), printed);
    assertTrue(run().startsWith("Usage: "));
  }

  private static String run(String... arguments) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sh", "examples/run");
    builder.command().addAll(java.util.List.of(arguments));
    Process process = builder.directory(Markdown.ROOT.toFile()).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(2, process.waitFor(), printed);
    return printed;
  }
}
