package io.hyperparameter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpTest {
  @TempDir Path dir;

  private static Console train(String... args) {
    return Console.of(Launch.of(Trainer.class), args);
  }

  @Test
  void tellsValueTypeAndOriginAndNeedsNoArguments() throws IOException {
    Path file =
        Files.writeString(
            dir.resolve("t.yaml"),
            "train: {epochs: 3, lr: 1}\nx: {y: null}\nz: {n: 3000000000, r: 0.5}\n");
    Console console =
        train(
            "--dump-params",
            "-C",
            file.toString(),
            "-D",
            "train.lr=1e-2",
            "a.b=x",
            "--epochs",
            "4");
    assertEquals(0, console.code(), console.err());
    String out = console.out();
    assertTrue(out.startsWith("# what train would use\n# "), out);
    assertTrue(out.contains("\n# login.password: not shown, as it is secret\n"), out);
    assertTrue(out.contains("\n# x.y: null, null, from " + file), out);
    assertTrue(out.contains("\nlr = 0.01  # double, from -D argument 1\n"), out);
    assertTrue(out.contains("\nepochs = 4  # int, from --epochs\n"), out);
    assertTrue(out.contains("\nbatchNorm = false  # boolean, default of Trainer#train\n"), out);
    assertTrue(out.contains("\nb = \"x\"  # text, from -D argument 2\n"), out);
    assertTrue(out.contains("\nn = 3000000000  # long, from " + file), out);
    assertTrue(out.contains("\nr = 0.5  # double, from " + file), out);
    assertTrue(out.contains("\nlayers = 2  # int, default of Trainer#LAYERS\n"), out);
  }

  @Test
  void givesTheSameRunWhenItIsLoaded() throws IOException {
    String[] args = {"d.csv", "-D", "train.lr=1e-2", "train.activation=tanh", "model.layers=7"};
    String[] dumping = {"d.csv", "--dump-params", args[1], args[2], args[3], args[4]};
    Path file = Files.writeString(dir.resolve("dump.toml"), train(dumping).out());
    Console again = train("d.csv", "-C", file.toString());
    assertEquals("", again.err());
    assertEquals(train(args).result().value(), again.result().value());
  }

  @Test
  void defaultsThatAreNoTextAreNotCalledNull() {
    Console console = Console.of(Launch.of(Tools.class), "--dump-params", "bare");
    String out = console.out();
    assertTrue(out.contains("\n# tools.cores: <computed>, int, default of Tools#CORES\n"), out);
    assertFalse(out.contains(": null, "), out);
  }

  @Test
  void wrongValuesAreErrorsAsInARun() {
    Console console = train("--dump-params", "-D", "train.lr=x");
    assertEquals(2, console.code());
    assertTrue(console.err().contains("train.lr"), console.err());
    assertFalse(console.out().contains("train"), console.out());
  }
}
