package io.hyperparameter.examples.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.examples.augment.Augment;
import io.hyperparameter.examples.program.Console;
import org.junit.jupiter.api.Test;

/** A default three calls below the program, in a jar that knows nothing of it, is set by -D. */
class LibraryTest {
  private static Console digits(String... args) throws Exception {
    return Console.of(DigitsMain::run, args);
  }

  @Test
  void theLibraryIsAJarOfItsOwn() {
    assertNotEquals(
        Augment.class.getProtectionDomain().getCodeSource().getLocation(),
        DigitsMain.class.getProtectionDomain().getCodeSource().getLocation());
  }

  @Test
  void itsDefaultIsOverriddenFromTheCommandLine() throws Exception {
    Console plain = digits("-D", "train.epochs=2");
    Console shifted = digits("-D", "train.epochs=2", "-D", "augment.shift=1");
    assertTrue(plain.line("augment.shift").matches("augment.shift +0 +default"));
    assertTrue(shifted.line("augment.shift").matches("augment.shift +1 +given"));
    assertNotEquals(plain.line("epoch   2"), shifted.line("epoch   2"), "it was trained otherwise");
    assertEquals(0, digits("--help").exitCode());
    assertTrue(digits("--help").out().contains("augment.shift=0"));
    assertTrue(digits("--help").out().contains("pixels it is moved, at most"));
  }

  @Test
  void itsBoundsHold() throws Exception {
    Console console = digits("-D", "augment.shift=9");
    assertEquals(2, console.exitCode());
    assertTrue(
        console
            .err()
            .startsWith(
                "digits: augment.shift: \"9\" is not allowed; it came from -D argument 1; give a"
                    + " value >= 0 and <= 4"),
        console.err());
    Console misspelt = digits("-D", "augment.shfit=1");
    assertTrue(misspelt.err().contains("did you mean \"augment.shift\"?"), misspelt.err());
  }
}
