package io.hyperparameter.benchmarks.guard;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Shows that a comparison fails where it should and stays silent where it should: {@code
 * SelfTestMain BENCHMARKS.jar}. Compares a faithful copy of a read with itself and with slowed
 * copies, and a build with itself, several times each, and says how often which verdict came. Ends
 * with status 1 if a copy that is much slower passed, or if anything was called slower beyond the
 * threshold that is not.
 *
 * <p>Properties: {@code guard.pairs}, {@code guard.threshold}, {@code guard.runs}.
 */
public final class SelfTestMain {
  private static final int PAIRS = Integer.getInteger("guard.pairs", 10);
  private static final double THRESHOLD = Integer.getInteger("guard.threshold", 5) / 100.0;
  private static final int RUNS = Integer.getInteger("guard.runs", 5);
  private static final String FAITHFUL = CopiesSuite.PREFIX + "faithful";
  private static final List<String> SLOW =
      List.of(CopiesSuite.PREFIX + "lock", CopiesSuite.PREFIX + "linear");

  private final Map<String, Integer> caught = new LinkedHashMap<>();
  private final Map<String, Integer> wrong = new LinkedHashMap<>();
  private int compared;

  private SelfTestMain() {}

  /** See above. */
  public static void main(String[] arguments) throws Exception {
    Build build = new Build(Path.of(arguments[0]));
    if (!new SelfTestMain().passes(build)) {
      System.exit(1);
    }
  }

  private boolean passes(Build build) throws Exception {
    for (int run = 0; run < RUNS; run++) {
      copies(Pairs.measure(SuiteType.COPIES, "java", build, build, PAIRS));
      for (Comparison same : CompareMain.compare(build, build)) {
        same(same);
      }
    }
    System.out.println();
    for (String slow : SLOW) {
      int times = caught.getOrDefault(slow, 0);
      System.out.printf("%s: called slower in %d of %d runs%n", slow, times, RUNS);
    }
    int verdicts = wrong.values().stream().mapToInt(Integer::intValue).sum();
    int beyond = wrong.getOrDefault("beyond", 0);
    System.out.printf(
        Locale.ROOT,
        "identical: of %d comparisons %d were called slower or faster, %d slower beyond %.0f %%%n",
        compared,
        verdicts - beyond,
        beyond,
        100 * THRESHOLD);
    return beyond == 0 && SLOW.stream().allMatch(slow -> caught.getOrDefault(slow, 0) == RUNS);
  }

  private void copies(Pairs pairs) {
    List<String> all = CopiesSuite.names().toList();
    same(Comparison.of(FAITHFUL, pairs.of(FAITHFUL, FAITHFUL), all.size()));
    for (String slow : SLOW) {
      Comparison found = Comparison.of(slow, pairs.of(FAITHFUL, slow), all.size());
      System.out.println(found);
      if (found.isSlowerBeyond(THRESHOLD)) {
        caught.merge(slow, 1, Integer::sum);
      }
    }
  }

  private void same(Comparison found) {
    compared++;
    if (found.verdict() != Comparison.Verdict.CANNOT_TELL) {
      wrong.merge(found.verdict().name(), 1, Integer::sum);
    }
    if (found.isSlowerBeyond(THRESHOLD)) {
      wrong.merge("beyond", 1, Integer::sum);
    }
  }
}
