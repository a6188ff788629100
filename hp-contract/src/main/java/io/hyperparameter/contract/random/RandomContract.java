package io.hyperparameter.contract.random;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.hyperparameter.ParamScope;
import io.hyperparameter.contract.BackendGate;
import io.hyperparameter.contract.FrozenSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Plays random sequences against the model on the backend of this JVM. Extend it in a module that
 * has the backend on its test class path.
 *
 * <p>The seeds are fixed; {@code -Dhp.random.seed=N} plays that one instead, {@code
 * -Dhp.random.steps=N} sets the length of the sequences, {@code -Dhp.random.operations=N} plays
 * other seeds after them, as many as it takes for that many steps.
 */
public abstract class RandomContract {
  /** The system property that names the one seed to play. */
  public static final String SEED_PROPERTY = "hp.random.seed";

  /** The system property that sets the length of a sequence. */
  public static final String STEPS_PROPERTY = "hp.random.steps";

  /** The system property that sets how many steps to play beyond the usual ones. */
  public static final String OPERATIONS_PROPERTY = "hp.random.operations";

  /** Seeds that nobody else plays. */
  private static final long FIRST_OF_MANY = 1_000_000;

  private static final int SHORT_SEQUENCES = 4;
  private static final int SHORT = 400;
  private static final int LONG_SEQUENCES = 6;
  private static final int LONG = 3000;
  private static final int PARALLEL = 4;
  private static final long PATIENCE_MILLIS = 30_000;

  /** For subclasses. */
  protected RandomContract() {}

  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  @TestFactory
  Stream<DynamicTest> oneAfterTheOther() {
    String seed = System.getProperty(SEED_PROPERTY, "");
    if (!seed.isBlank()) {
      return Stream.of(sequence(Long.parseLong(seed), LONG, Checks.SOME));
    }
    return Stream.concat(
        LongStream.rangeClosed(1, SHORT_SEQUENCES).mapToObj(n -> sequence(n, SHORT, Checks.ALL)),
        LongStream.rangeClosed(1, LONG_SEQUENCES)
            .mapToObj(n -> sequence(1000 + n, LONG, Checks.SOME)));
  }

  private static DynamicTest sequence(long seed, int usualSteps, Checks checks) {
    int steps = Integer.getInteger(STEPS_PROPERTY, usualSteps);
    return dynamicTest(
        "seed " + seed + ", " + steps + " steps",
        () ->
            FrozenSnapshot.runWhileEmpty(
                () -> require(new Play(seed, steps, Set.of(), null, checks))));
  }

  /** As many sequences as were asked for; none in the usual build. */
  @TestFactory
  Stream<DynamicTest> aLongTime() {
    long operations = Long.getLong(OPERATIONS_PROPERTY, 0);
    if (operations == 0) {
      return Stream.empty();
    }
    return Stream.of(
        dynamicTest(
            operations + " steps",
            () -> {
              long seed = Long.getLong(SEED_PROPERTY, FIRST_OF_MANY);
              long[] played = {0};
              while (played[0] < operations) {
                Play play = new Play(seed++, LONG, Set.of(), null, Checks.SOME);
                FrozenSnapshot.runWhileEmpty(() -> played[0] += require(play));
              }
            }));
  }

  /** Several sequences, each with threads and a model of its own, over one published snapshot. */
  @Test
  void allAtTheSameTime() {
    Map<String, @Nullable Object> published = new LinkedHashMap<>();
    published.put("a", 1L);
    published.put("a.b", "published");
    published.put("m.7", 2.5);
    FrozenSnapshot.runWhileEmpty(
        () -> {
          Threads.runAndWait(() -> ParamScope.of(published).run(ParamScope::frozen));
          playAll(published);
        });
  }

  private static void playAll(Map<String, @Nullable Object> published) {
    long first = Long.getLong(SEED_PROPERTY, 2000L);
    int steps = Integer.getInteger(STEPS_PROPERTY, LONG);
    List<FutureTask<Boolean>> plays = new ArrayList<>();
    for (int i = 0; i < PARALLEL; i++) {
      Play play = new Play(first + i, steps, Set.of(), published, Checks.SOME);
      plays.add(Threads.start(() -> require(play)));
    }
    plays.forEach(Threads::await);
  }

  /**
   * Plays a sequence, and says how many steps it has. If it fails, it is played again with
   * everything compared after each step, and the failure says which step comes first, by which few
   * steps it happens as well, and the seed.
   */
  static long require(Play play) {
    Play.Result result = play.run();
    Optional<Mismatch> mismatch = result.mismatch();
    if (mismatch.isPresent()) {
      Optional<Mismatch> first = play.slowly().run().mismatch();
      Failure failure = shrink(first.isPresent() ? play.slowly() : play);
      throw new AssertionError(
          failure
              + "\nThese are the steps that matter of seed "
              + play.seed()
              + " with "
              + play.steps()
              + " steps; repeat it with -D"
              + SEED_PROPERTY
              + "="
              + play.seed()
              + " -D"
              + STEPS_PROPERTY
              + "="
              + play.steps(),
          first.orElse(mismatch.get()));
    }
    return result.steps();
  }

  /** A failing sequence and how it fails. */
  record Failure(List<Step> steps, Optional<Mismatch> mismatch) {
    @Override
    public String toString() {
      StringBuilder out = new StringBuilder();
      out.append(mismatch.map(Throwable::getMessage).orElse("fails only sometimes")).append("\n\n");
      steps.forEach(step -> out.append(step).append('\n'));
      return out.toString();
    }
  }

  static Failure shrink(Play play) {
    LazyPool lazies = new LazyPool();
    Shrinker shrinker =
        new Shrinker(steps -> play.run(steps, lazies).mismatch().isPresent(), PATIENCE_MILLIS);
    List<Step> small = shrinker.shrink(play.generate(lazies));
    return new Failure(small, play.run(small, lazies).mismatch());
  }
}
