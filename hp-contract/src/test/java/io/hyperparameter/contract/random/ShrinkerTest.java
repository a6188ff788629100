package io.hyperparameter.contract.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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
