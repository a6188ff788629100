package io.hyperparameter.examples.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.examples.program.Console;
import org.junit.jupiter.api.Test;

class CompareMainTest {
  @Test
  void comparesThreePenaltiesOneOfThemOnAnotherThread() throws Exception {
    Console console = Console.of(CompareMain::run, "-D", "train.epochs=12");
    assertEquals(0, console.exitCode(), console.err());
    String here = Thread.currentThread().getName();
    assertTrue(console.line("0 ").matches("0 +" + here + " +9\\d\\.\\d % +0\\.0 % .*"));
    assertTrue(console.line("0.0003 ").matches("0\\.0003 +" + here + " .*"));
    assertTrue(console.line("0.003 ").matches("0\\.003 +worker .*"));
    assertTrue(console.count("train.l1 0.003 ") > 1, "progress of the other thread");
    assertTrue(sparsity(console, "0.003 ") > sparsity(console, "0.0003 "));
    assertTrue(sparsity(console, "0.0003 ") > 0);
  }

  @Test
  void agreesWithThreeRunsOfDigits() throws Exception {
    Console compared = Console.of(CompareMain::run, "-D", "train.epochs=3");
    for (String l1 : new String[] {"0", "0.0003", "0.003"}) {
      Console alone = Console.of(DigitsMain::run, "-D", "train.epochs=3", "-D", "train.l1=" + l1);
      String loss = alone.line("epoch   3").replaceAll(".*loss ", "");
      String row =
          compared.lines().stream()
              .filter(line -> line.matches("train.l1 " + l1 + " +epoch   3 .*"))
              .findFirst()
              .orElseThrow();
      assertTrue(row.endsWith("loss " + loss), row + " but alone " + loss);
    }
  }

  @Test
  void takesThePenaltyToCompareWithFromTheCommandLine() throws Exception {
    Console console = Console.of(CompareMain::run, "-D", "train.l1=0.002", "-Dtrain.epochs=1");
    assertEquals(0, console.exitCode(), console.err());
    assertEquals(1, console.count("0.002 "));
    assertEquals(1, console.count("0.02 "));
  }

  @Test
  void threeEqualPenaltiesAreNothingToCompare() throws Exception {
    Console console = Console.of(CompareMain::run, "-D", "train.l1=0");
    assertEquals(1, console.exitCode());
    assertEquals(1, console.err().lines().count());
    assertTrue(console.err().startsWith("compare: train.l1: 0 "), console.err());
  }

  private static double sparsity(Console console, String row) {
    return Double.parseDouble(console.line(row).split(" +")[4]);
  }
}
