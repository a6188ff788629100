package io.hyperparameter.benchmarks.guard;

import java.util.List;
import java.util.Locale;

/**
 * Decides whether a limit is kept, from what JVMs measured. Only what is exact can be broken: time
 * tells of the machine, too, and is reported.
 */
final class Judge {
  private static final double EXACT = 0.05;

  /** What was found. */
  enum Verdict {
    /** The median is within the limit. */
    KEPT,
    /** The median is beyond the limit, as is known. */
    NOT_REACHED,
    /** An exact figure is beyond what must hold meanwhile. */
    BROKEN
  }

  /**
   * What is judged by.
   *
   * @param verdict the decision
   * @param median of the JVMs
   * @param low the lowest
   * @param high the highest
   */
  record Finding(Verdict verdict, double median, double low, double high) {
    @Override
    public String toString() {
      return low == high
          ? String.format(Locale.ROOT, "%.3g", median)
          : String.format(Locale.ROOT, "%.3g (%.3g to %.3g)", median, low, high);
    }
  }

  private Judge() {}

  static Finding judge(Limit limit, List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double median = sorted[sorted.length / 2];
    double slack = limit.kind() == Limit.Kind.BYTES ? EXACT : 0; // a thread's own counters
    Verdict verdict;
    if (median <= limit.bound() + slack) {
      verdict = Verdict.KEPT;
    } else {
      boolean broken = limit.isExact() && median > limit.meanwhile() + slack;
      verdict = broken ? Verdict.BROKEN : Verdict.NOT_REACHED;
    }
    return new Finding(verdict, median, sorted[0], sorted[sorted.length - 1]);
  }
}
