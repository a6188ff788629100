package io.hyperparameter.benchmarks.guard;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Says what became slower from one build to another: {@code CompareMain OLD.jar NEW.jar}. Ends with
 * status 1 if something did, surely and by more than the threshold. {@code benchmarks/guard} builds
 * both and starts it.
 *
 * <p>Properties: {@code guard.pairs}, how many pairs of JVMs; {@code guard.threshold}, in percent;
 * {@code guard.suites}, which suites, with spaces between.
 */
public final class CompareMain {
  private static final int PAIRS = Integer.getInteger("guard.pairs", 10);
  private static final double THRESHOLD = Integer.getInteger("guard.threshold", 5) / 100.0;
  private static final List<SuiteType> SUITES =
      Arrays.stream(System.getProperty("guard.suites", "CORE AUTO_PARAM USAGE").split(" +", -1))
          .filter(name -> !name.isEmpty())
          .map(SuiteType::valueOf)
          .toList();

  private CompareMain() {}

  /** See above. */
  public static void main(String[] arguments) throws Exception {
    Build old = new Build(Path.of(arguments[0]));
    Build now = new Build(Path.of(arguments[1]));
    List<Comparison> all = compare(old, now);
    List<Comparison> slower = all.stream().filter(c -> c.isSlowerBeyond(THRESHOLD)).toList();
    System.out.printf(
        Locale.ROOT,
        "%d of %d are slower by more than %.0f %%, surely%n",
        slower.size(),
        all.size(),
        100 * THRESHOLD);
    if (!slower.isEmpty()) {
      System.exit(1);
    }
  }

  /** Compares what both builds have, on every backend there is, and prints it. */
  static List<Comparison> compare(Build old, Build now) throws Exception {
    List<Comparison> all = new ArrayList<>();
    System.out.println("verdict       ratio  (interval)        probe; new over old");
    for (String backend : Forks.backends()) {
      for (SuiteType suite : SUITES) {
        if (!old.has(suite)) {
          System.out.println("not compared, the old build does not have it: " + suite);
        } else if (suite.runsOn(backend, Runtime.version().feature())) {
          Pairs pairs = Pairs.measure(suite, backend, old, now, PAIRS);
          List<String> ours = pairs.common().stream().filter(CompareMain::isOurs).toList();
          for (String name : ours) {
            Comparison found =
                Comparison.of(backend + " " + name, pairs.of(name, name), ours.size());
            System.out.println(found);
            all.add(found);
          }
        }
      }
    }
    return all;
  }

  /** What others do is a reference for limits, and nothing that a commit changes. */
  private static boolean isOurs(String probe) {
    return !probe.startsWith("ref.") && !probe.endsWith(UsageSuite.PEER);
  }
}
