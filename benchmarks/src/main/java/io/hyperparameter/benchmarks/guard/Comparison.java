package io.hyperparameter.benchmarks.guard;

import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.util.ListStatistics;

/**
 * One probe in two builds: the ratio of its times, and how sure that is.
 *
 * <p>The builds are measured in pairs of JVMs, one right after the other, so that what the machine
 * does meanwhile meets both. Each pair gives the logarithm of a ratio; the interval is Student's
 * around their mean. A JVM whose JIT decided otherwise makes the interval wider, not the verdict
 * wrong.
 *
 * @param name the probe
 * @param ratio of the times, new over old
 * @param low end of the interval
 * @param high end of the interval
 */
record Comparison(String name, double ratio, double low, double high) {
  /** What is found wrongly of one thing among all that are compared, at most: one in twenty. */
  private static final double ERROR = 0.05;

  /** Fewer pairs tell nothing, however near to each other they are. */
  private static final int FEWEST = 4;

  /** What the interval says. */
  enum Verdict {
    /** All of it is above 1. */
    SLOWER,
    /** All of it is below 1. */
    FASTER,
    /** It holds 1, or there are too few pairs. */
    CANNOT_TELL
  }

  /**
   * Compares.
   *
   * @param pairs what each pair of JVMs measured: old, new
   * @param among how many probes are compared: with many, one is beyond any interval by chance, so
   *     each interval is made wider
   */
  static Comparison of(String name, List<double[]> pairs, int among) {
    double[] logs = pairs.stream().mapToDouble(p -> Math.log(p[1] / p[0])).toArray();
    ListStatistics statistics = new ListStatistics(logs);
    double mean = statistics.getMean();
    if (logs.length < FEWEST) {
      return new Comparison(name, Math.exp(mean), 0, Double.POSITIVE_INFINITY);
    }
    double half = statistics.getMeanErrorAt(1 - ERROR / among);
    return new Comparison(name, Math.exp(mean), Math.exp(mean - half), Math.exp(mean + half));
  }

  Verdict verdict() {
    if (low > 1) {
      return Verdict.SLOWER;
    }
    return high < 1 ? Verdict.FASTER : Verdict.CANNOT_TELL;
  }

  /** Whether it is slower, and surely by more than this part. */
  boolean isSlowerBeyond(double threshold) {
    return low > 1 + threshold;
  }

  @Override
  public String toString() {
    String word = verdict().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return String.format(
        Locale.ROOT, "%-12s %6.3f  (%.3f to %.3f)  %s", word, ratio, low, high, name);
  }
}
