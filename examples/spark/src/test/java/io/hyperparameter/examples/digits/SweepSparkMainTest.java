package io.hyperparameter.examples.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The program as a user runs it, with fewer epochs. */
class SweepSparkMainTest {
  @Test
  void aClusterThatLosesAWorkerGivesTheSameBits() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertEquals(0, SweepSparkMain.run("-D", "train.epochs=2"));
    } finally {
      System.setOut(out);
    }
    String text = printed.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("killed worker "), text);
    assertTrue(text.contains("the same without Spark, to the bit"), text);
    assertEquals(6, text.lines().filter(line -> line.startsWith("done: ")).count(), text);
  }
}
