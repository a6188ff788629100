package io.hyperparameter.examples.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DigitsTest {
  @Test
  void loadsEveryDigit() {
    Digits digits = Digits.load();
    assertEquals(1797, digits.size());
    Set<Integer> labels = new HashSet<>();
    for (int i = 0; i < digits.size(); i++) {
      labels.add(digits.label(i));
      assertEquals(Digits.PIXELS, digits.image(i).length);
      for (double pixel : digits.image(i)) {
        assertTrue(pixel >= 0 && pixel <= 1, () -> "pixel " + pixel);
      }
    }
    assertEquals(Set.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), labels);
  }

  @Test
  void holdsBackAFifthThatIsNeverTrainedOn() {
    Digits all = Digits.load();
    Digits.Split split = all.split();
    assertEquals(1797 / 5, split.test().size());
    assertEquals(Digits.TRAINING_SIZE, split.training().size());
    IdentityHashMap<double[], Boolean> seen = new IdentityHashMap<>();
    for (Digits part : new Digits[] {split.training(), split.test()}) {
      for (int i = 0; i < part.size(); i++) {
        seen.put(part.image(i), true);
      }
    }
    assertEquals(all.size(), seen.size());
  }

  @Test
  void holdsBackTheSameDigitsEveryTime() {
    Digits first = Digits.load().split().test();
    Digits second = Digits.load().split().test();
    for (int i = 0; i < first.size(); i++) {
      assertEquals(first.label(i), second.label(i));
      assertEquals(Arrays.toString(first.image(i)), Arrays.toString(second.image(i)));
    }
  }
}
