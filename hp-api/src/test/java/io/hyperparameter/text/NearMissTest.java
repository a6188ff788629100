package io.hyperparameter.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearMissTest {
  @ParameterizedTest
  @CsvSource({
    "ab, ab, 0",
    "ab, ba, 1",
    "abc, ab, 1",
    "ab, abc, 1",
    "abc, axc, 1",
    "'', abc, 3",
    "abc, '', 3",
    "kitten, sitting, 3",
    "abcd, badc, 2",
    "ca, abc, 3"
  })
  void distance(String a, String b, int expected) {
    assertEquals(expected, NearMiss.distance(a, b));
    assertEquals(expected, NearMiss.distance(b, a));
  }

  @ParameterizedTest
  @CsvSource({
    "train.lr, trian.lr",
    "train.lr, Train.LR",
    "train.layers, model.layers",
    "layers, model.layers",
    "model.layers, layers",
    "train.learning_rate, optim.learning_rates",
    "train.lr, train.lr.base",
    "train.lr.base, train.lr",
    "batchsize, batch_size",
    "train_lr, train.lr",
    "a.b, A.b",
    "train., Train."
  })
  void near(String wanted, String name) {
    assertEquals(List.of(name), NearMiss.of(wanted, List.of(name)));
  }

  @ParameterizedTest
  @CsvSource({
    "train.lr, seed",
    "a, b",
    "x, y.z",
    "lr, gamma",
    "'', a",
    "a, ''",
    "train.lr, train.lr",
    "ab, cd",
    "train.lr, train.lrx.momentum",
    "a., b.",
    "train.lr, train.wd",
    "ab.lr, cd.wd",
    "train.layers, train.lr"
  })
  void far(String wanted, String name) {
    assertEquals(List.of(), NearMiss.of(wanted, List.of(name)));
  }

  @Test
  void nearestFirstThenByNameWhateverTheOrder() {
    List<String> names =
        new ArrayList<>(
            List.of(
                "model.layers", "net.layers", "train.layer", "train.layesr", "b.layers", "seed"));
    Random random = new Random(1);
    for (int i = 0; i < 50; i++) {
      Collections.shuffle(names, random);
      assertEquals(
          List.of("train.layer", "train.layesr", "b.layers"), NearMiss.of("train.layers", names));
    }
  }

  @Test
  void hugeNamesAreSkippedNotCompared() {
    String huge = "k".repeat(1 << 20);
    assertTimeoutPreemptively(
        Duration.ofSeconds(5),
        () -> assertEquals(List.of(), NearMiss.of(huge, List.of(huge + "x", "k"))));
  }
}
