package io.hyperparameter.contract.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sequences are reproducible, varied, and are cut down to what matters. */
@Tag("once")
class ShrinkerTest {
  @Test
  void theSameSeedGivesTheSameSequence() {
    LazyPool lazies = new LazyPool();
    assertEquals(
        kinds(new StepGenerator(7, lazies, true).steps(500)),
        kinds(new StepGenerator(7, lazies, true).steps(500)));
  }

  @Test
  void everyKindOfStepIsDrawn() {
    Set<StepKind> drawn = EnumSet.noneOf(StepKind.class);
    List<StepKind> kinds = kinds(new StepGenerator(7, new LazyPool(), true).steps(2000));
    drawn.addAll(kinds);
    assertEquals(EnumSet.allOf(StepKind.class), drawn);
    assertTrue(drawn.size() >= 20);
    assertTrue(
        !kinds(new StepGenerator(7, new LazyPool(), false).steps(2000)).contains(StepKind.FROZEN));
  }

  @Test
  void aFailureIsCutDownToTheStepsThatMatter() {
    List<Step> steps = new StepGenerator(3, new LazyPool(), true).steps(300);
    Shrinker shrinker =
        new Shrinker(
            some -> {
              List<StepKind> kinds = kinds(some);
              int clear = kinds.indexOf(StepKind.CLEAR);
              return clear >= 0 && kinds.lastIndexOf(StepKind.REMOVE) > clear;
            },
            60_000);
    List<Step> small = shrinker.shrink(steps);
    assertEquals(List.of(StepKind.CLEAR, StepKind.REMOVE), kinds(small));
  }

  @Test
  void aReportBeginsWithTheDifferenceAndStaysShort() {
    Map<String, Object> expected = new TreeMap<>();
    for (int i = 0; i < 1000; i++) {
      expected.put("k" + i, "text ".repeat(1000));
    }
    Map<String, Object> actual = new TreeMap<>(expected);
    actual.put("k7", 7L);
    actual.remove("k8");
    String report = new Outcome(expected, null, null).difference(new Outcome(actual, null, null));
    assertTrue(report.startsWith("2 of the keys differ:\n  string \"k7\": the model has"), report);
    assertTrue(report.endsWith(", the API nothing"), report);
    assertTrue(report.length() < 1000, report);
    Mismatch mismatch = new Mismatch("some step", report, null);
    assertTrue(mismatch.getMessage().startsWith(report));
    assertTrue(mismatch.getMessage().endsWith("after\nsome step"));
  }

  /** The kinds of all steps, those in bodies included. */
  private static List<StepKind> kinds(List<Step> steps) {
    List<StepKind> kinds = new ArrayList<>();
    for (Step step : steps) {
      kinds.add(step.kind());
      kinds.addAll(kinds(step.body()));
    }
    return kinds;
  }
}
