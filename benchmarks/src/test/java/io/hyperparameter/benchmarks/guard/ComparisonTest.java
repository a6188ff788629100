package io.hyperparameter.benchmarks.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.benchmarks.guard.Comparison.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The verdicts, on samples that are made: with seeds, so that they are the same in every build. */
class ComparisonTest {
  private static final int PROBES = 60;
  private static final int PAIRS = 10;
  private static final int RUNS = 200;
  private static final double THRESHOLD = 0.05;

  @Test
  void identicalBuildsAreCalledSoInNearlyEveryRun() {
    int runsWithAVerdict = 0;
    Random random = new Random(1);
    for (int run = 0; run < RUNS; run++) {
      boolean any = false;
      for (int probe = 0; probe < PROBES; probe++) {
        Comparison found = Comparison.of("same", pairs(random, 1, 0.03), PROBES);
        any |= found.verdict() != Verdict.CANNOT_TELL;
        assertFalse(found.isSlowerBeyond(THRESHOLD), found.toString());
      }
      runsWithAVerdict += any ? 1 : 0;
    }
    assertTrue(runsWithAVerdict <= RUNS / 10, () -> "far more than one run in twenty");
  }

  /** Some JVMs compile a method otherwise, and a machine is slower at times: for both builds. */
  @Test
  void unevenJvmsAndASlowMachineNeverMakeIdenticalBuildsSlower() {
    Random random = new Random(2);
    for (int i = 0; i < RUNS * PROBES; i++) {
      List<double[]> pairs = new ArrayList<>();
      for (int pair = 0; pair < PAIRS; pair++) {
        double machine = random.nextInt(5) == 0 ? 3 : 1;
        pairs.add(new double[] {machine * uneven(random), machine * uneven(random)});
      }
      Comparison found = Comparison.of("uneven", pairs, PROBES);
      assertFalse(found.isSlowerBeyond(THRESHOLD), found.toString());
    }
  }

  @Test
  void aFifthSlowerIsCaughtInNearlyEveryRun() {
    Random random = new Random(3);
    int caught = 0;
    for (int i = 0; i < RUNS; i++) {
      Comparison found = Comparison.of("slower", pairs(random, 1.2, 0.03), PROBES);
      caught += found.isSlowerBeyond(THRESHOLD) ? 1 : 0;
    }
    assertTrue(caught >= RUNS * 95 / 100, "caught in " + caught + " of " + RUNS);
  }

  @Test
  void aTenthSlowerIsAVerdictWhereTheMachineIsQuiet() {
    Random random = new Random(4);
    int caught = 0;
    for (int i = 0; i < RUNS; i++) {
      Comparison found = Comparison.of("slower", pairs(random, 1.1, 0.01), PROBES);
      caught += found.isSlowerBeyond(THRESHOLD) ? 1 : 0;
    }
    assertTrue(caught >= RUNS * 95 / 100, "caught in " + caught + " of " + RUNS);
  }

  @Test
  void whatIsFasterIsCalledSo() {
    assertEquals(
        Verdict.FASTER, Comparison.of("faster", pairs(new Random(5), 0.8, 0.02), PROBES).verdict());
  }

  @Test
  void oneNoisySampleDecidesNothing() {
    List<double[]> pairs = pairs(new Random(6), 1, 0.01);
    pairs.set(3, new double[] {1, 9});
    assertEquals(Verdict.CANNOT_TELL, Comparison.of("one", pairs, PROBES).verdict());
    assertEquals(Verdict.CANNOT_TELL, Comparison.of("few", pairs.subList(3, 6), PROBES).verdict());
    assertEquals(
        Verdict.CANNOT_TELL,
        Comparison.of("alike", List.of(new double[] {1, 2}, new double[] {1, 2}), 1).verdict());
  }

  /** Of a copy of a read, and of one that locks, in eight JVMs on a machine that did much else. */
  @Test
  void recordedSamplesGetTheVerdictTheyShould() {
    double[] old = {1.694, 1.700, 1.714, 1.697};
    double[] same = {1.693, 1.700, 1.706, 1.695};
    double[] locking = {5.563, 5.572, 5.561, 5.563};
    List<double[]> identical = new ArrayList<>();
    List<double[]> slower = new ArrayList<>();
    for (int i = 0; i < old.length; i++) {
      identical.add(new double[] {old[i], same[i]});
      slower.add(new double[] {old[i], locking[i]});
    }
    assertEquals(Verdict.CANNOT_TELL, Comparison.of("same", identical, PROBES).verdict());
    assertTrue(Comparison.of("locking", slower, PROBES).isSlowerBeyond(THRESHOLD));
  }

  @Test
  void theMoreAreComparedTheSurerEachMustBe() {
    List<double[]> pairs = pairs(new Random(7), 1.1, 0.03);
    Comparison alone = Comparison.of("alone", pairs, 1);
    Comparison among = Comparison.of("among", pairs, 1000);
    assertTrue(among.low() < alone.low() && alone.high() < among.high());
    assertEquals(alone.ratio(), among.ratio());
  }

  /** Nanoseconds of both builds; the machine's own pace is the same within a pair. */
  private static List<double[]> pairs(Random random, double ratio, double noise) {
    List<double[]> pairs = new ArrayList<>();
    for (int pair = 0; pair < PAIRS; pair++) {
      double machine = Math.exp(0.2 * random.nextGaussian());
      double old = 20 * machine * Math.exp(noise * random.nextGaussian());
      double now = ratio * 20 * machine * Math.exp(noise * random.nextGaussian());
      pairs.add(new double[] {old, now});
    }
    return pairs;
  }

  private static double uneven(Random random) {
    return (random.nextInt(10) == 0 ? 25 : 20) * Math.exp(0.02 * random.nextGaussian());
  }
}
