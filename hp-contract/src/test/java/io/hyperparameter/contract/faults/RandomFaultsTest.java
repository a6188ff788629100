package io.hyperparameter.contract.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.contract.BackendGate;
import io.hyperparameter.contract.random.RandomContract;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * {@link FaultyStory} where the stack ends; {@link MemoryEndsTest} tells them where memory does.
 * {@code -Dhp.random.operations=N}: as many steps.
 */
class RandomFaultsTest {
  private static final long STACK_BYTES = 140_000;
  private static final long USUAL_STEPS = 6_000;

  /** Stories that one thread tells. */
  private static final int TOGETHER = 10;

  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  @Test
  void whereverTheStackEndsAStepHappensOrDoesNot() throws Exception {
    long steps = Math.max(USUAL_STEPS, Long.getLong(RandomContract.OPERATIONS_PROPERTY, 0));
    long seed = Long.getLong(RandomContract.SEED_PROPERTY, 1);
    long overflows = 0;
    for (long told = 0; told < steps; seed += TOGETHER) {
      StackEnd end = new StackEnd();
      long first = seed;
      told += SmallStack.call(STACK_BYTES, () -> FaultyStory.tell(first, TOGETHER, end));
      overflows += end.overflows();
    }
    assertTrue(overflows > steps / 20, "the stack ended only " + overflows + " times");
  }
}
