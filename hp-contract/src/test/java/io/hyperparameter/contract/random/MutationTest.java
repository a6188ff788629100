package io.hyperparameter.contract.random;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.hyperparameter.contract.BackendGate;
import io.hyperparameter.contract.FrozenSnapshot;
import java.util.EnumSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Model and implementation disagree as soon as one of them is wrong, and few steps show it. */
class MutationTest {
  private static final int SEEDS = 20;
  private static final int STEPS = 400;
  private static final int FEW_STEPS = 12;

  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  @ParameterizedTest
  @EnumSource
  void aPlantedFaultIsFoundAndShrunk(Mutation fault) {
    FrozenSnapshot.runWhileEmpty(() -> find(fault));
  }

  private static void find(Mutation fault) {
    for (int seed = 1; seed <= SEEDS; seed++) {
      Play play = new Play(seed, STEPS, EnumSet.of(fault), null, Checks.SOME);
      if (play.run().mismatch().isPresent()) {
        RandomContract.Failure failure = RandomContract.shrink(play.slowly());
        assertTrue(failure.mismatch().isPresent(), "shrunk to something that does not fail");
        assertTrue(Shrinker.weight(failure.steps()) <= FEW_STEPS, failure::toString);
        return;
      }
    }
    fail(fault + " was not noticed in " + SEEDS + " sequences of " + STEPS + " steps");
  }
}
