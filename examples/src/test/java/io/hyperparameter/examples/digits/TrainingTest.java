package io.hyperparameter.examples.digits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import io.hyperparameter.Suggest;
import io.hyperparameter.examples.program.Programs;
import io.hyperparameter.index.ParamEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingTest {
  private static final Digits.Split DIGITS = Digits.load().split();
  private static final Training.Progress SILENT = (epoch, rate, loss) -> {};

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void readsAtLeast96PercentOfTheDigitsHeldBack(long seed) {
    TrainingReport report = train(ParamScope.of("train.seed", seed));
    assertTrue(report.accuracy() >= 96, () -> "accuracy " + report.accuracy());
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void learnsWithEveryActivation(Activation activation) {
    TrainingReport report = train(ParamScope.of("model.activation", activation));
    assertTrue(report.accuracy() >= 94, () -> "accuracy " + report.accuracy());
  }

  @Test
  void oneSeedGivesTheSameAnswersAndWeights() {
    TrainingReport first = train(ParamScope.of("train.seed", 5));
    TrainingReport second = train(ParamScope.of("train.seed", 5));
    assertEquals(first.answers(), second.answers());
    assertEquals(first.zeros(), second.zeros());
    assertNotEquals(first.zeros(), train(ParamScope.of("train.seed", 6)).zeros());
  }

  @Test
  void theStrongerThePenaltyTheMoreWeightsAreExactlyZero() {
    assertEquals(0, train(ParamScope.of("train.l1", 0.0)).zeros());
    double mild = train(ParamScope.of()).sparsity();
    double strong = train(ParamScope.of("train.l1", 0.003)).sparsity();
    assertTrue(30 < mild && mild < strong, () -> mild + " and " + strong);
  }

  @Test
  void theRateDecaysInsideAnEpochAndIsBackAfterIt() {
    List<Double> rates = new ArrayList<>();
    Map<String, Object> numbers = Map.of("train.lr", 0.4, "train.decay", 0.5, "train.epochs", 3);
    try (ParamScope scope = ParamScope.of(numbers).enter()) {
      Training.run(DIGITS.training(), (epoch, rate, loss) -> rates.add(rate));
      assertEquals(0.4, Training.LR.get());
    }
    assertEquals(List.of(0.4, 0.2, 0.1), rates);
  }

  @Test
  void everyParameterOfTheReportIsReadWhileTraining() {
    Map<String, Integer> reads = new TreeMap<>();
    ParamScope watched = ParamScope.of();
    Set<String> keys = new TreeSet<>();
    for (ParamEntry entry : Programs.index(DigitsMain.class).entries()) {
      String key = entry.key();
      keys.add(key);
      String value = key.equals("train.epochs") ? "2" : entry.defaultValue();
      watched.put(
          key,
          Suggest.from(
              () -> {
                reads.merge(key, 1, Integer::sum);
                return value;
              }));
    }
    keys.remove("digits.lines"); // of the program around it
    train(watched);
    assertEquals(keys, reads.keySet());
    int steps = 2 * (Digits.TRAINING_SIZE / 16);
    assertTrue(reads.get("train.l1") >= steps, () -> "read inside the loop: " + reads);
  }

  @Test
  void aLossThatRunsAwayIsTold() {
    ParamScope hot = ParamScope.define("train.lr=10", "train.batch=1", "model.hidden=512");
    LossRanAwayException e = assertThrows(LossRanAwayException.class, () -> train(hot));
    assertTrue(e.getMessage().contains("give a lower train.lr"), e.getMessage());
    assertEquals(0.5, Training.LR.get(), "every scope is left");
  }

  private static TrainingReport train(ParamScope scope) {
    try (scope) {
      scope.enter();
      return TrainingReport.of(DIGITS, SILENT);
    }
  }
}
