package io.hyperparameter.examples.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hyperparameter.Backend;
import io.hyperparameter.ParamScope;
import io.hyperparameter.examples.program.Console;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KernelMainTest {
  private static final int WIDTH = 37;
  private static final int HEIGHT = 23;
  private static final int SIZE = 5;

  private static boolean isNative() {
    return Backend.current().name().equals("native");
  }

  @Test
  void everyKindOfThreadGetsWhatItAskedFor() throws Exception {
    Console console = run("-D", "kernel.tile=16", "-Dkernel.epsilon=0.01");
    if (!isNative()) {
      assertEquals(1, console.exitCode());
      assertTrue(console.err().contains("needs the native backend"), console.err());
      return;
    }
    assertEquals(0, console.exitCode(), console.out() + console.err());
    List<String> rows = console.out().lines().filter(l -> l.endsWith("yes")).toList();
    int kinds = Runtime.version().feature() >= 21 ? 3 : 2;
    assertEquals(kinds, rows.size(), console.out());
    List<String> modes = List.of("CLAMP", "ZERO", "MIRROR");
    for (int i = 0; i < kinds; i++) {
      assertTrue(rows.get(i).contains(" 16 "), rows.get(i));
      assertTrue(rows.get(i).contains(modes.get(i)), rows.get(i));
    }
    assertFalse(ParamScope.current().contains("kernel.zeroed"), "what the kernel put is gone");
  }

  @ParameterizedTest
  @CsvSource({"1,0,zero", "7,0.2,Mirror", "32,0.001,CLAMP", "1000,0.5,MIRROR"})
  void kernelAndJavaAgreeToTheLastBit(int tile, double epsilon, String mode) {
    assumeTrue(isNative(), "the native backend was left out of this build");
    try (var scope =
        ParamScope.of("kernel.tile", tile)
            .with("kernel.epsilon", epsilon)
            .with("kernel.mode", mode)
            .enter()) {
      float[] expected = new float[WIDTH * HEIGHT];
      float[] actual = new float[WIDTH * HEIGHT];
      float[] image = Image.rings(WIDTH, HEIGHT).pixels();
      JavaConvolution.convolve(image, WIDTH, HEIGHT, Image.edges(SIZE), SIZE, expected);
      long zeroed = scope.getLong("kernel.zeroed");
      scope.remove("kernel.zeroed");
      assertTrue(NativeConvolution.convolve(image, WIDTH, HEIGHT, Image.edges(SIZE), SIZE, actual));
      assertArrayEquals(expected, actual);
      assertEquals(zeroed, scope.getLong("kernel.zeroed"), "put by the kernel");
    }
  }

  @Test
  void parametersMatterToTheKernel() {
    assumeTrue(isNative(), "the native backend was left out of this build");
    assertNotEquals(zeroed("kernel.epsilon=0.01"), zeroed("kernel.epsilon=0.5"));
    assertNotEquals(zeroed("kernel.mode=ZERO"), zeroed("kernel.mode=MIRROR"));
  }

  private static long zeroed(String definition) {
    try (var scope = ParamScope.define("kernel.epsilon=0.1", definition).enter()) {
      float[] image = Image.rings(WIDTH, HEIGHT).pixels();
      float[] out = new float[image.length];
      assertTrue(NativeConvolution.convolve(image, WIDTH, HEIGHT, Image.edges(SIZE), SIZE, out));
      return scope.getLong("kernel.zeroed");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"kernel.tile=0", "kernel.tile=many", "kernel.mode=WRAP", "kernel.tile"})
  void badInputIsExitCode2(String definition) {
    Console console = run("-D", definition);
    assertEquals(2, console.exitCode());
    assertTrue(console.err().startsWith("native-kernel: "), console.err());
    assertTrue(console.err().contains("kernel."), console.err());
  }

  @Test
  void aMisspeltParameterIsNoDefault() {
    Console console = run("-D", "kernel.tyle=16");
    assertEquals(2, console.exitCode());
    assertTrue(console.err().contains("did you mean \"kernel.tile\"?"), console.err());
  }

  @Test
  void unknownOptionAndHelp() {
    assertEquals(2, run("--fast").exitCode());
    Console help = run("--help");
    assertTrue(help.out().contains("  kernel.epsilon=0.001"), help.out());
    assertFalse(help.out().contains("train.lr"), "of another program");
    help.lines().forEach(line -> assertTrue(line.length() <= 80, line));
  }

  private static Console run(String... args) {
    return Console.of(KernelMain::run, args);
  }
}
