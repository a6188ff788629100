package io.hyperparameter.benchmarks.guard;

import java.util.List;
import java.util.Locale;

/** Decides whether a limit is kept, from what several JVMs measured. */
final class Judge {
  private static final double EXACT = 0.05;

  /** What was found. */
  enum Verdict {
    /** The median is within the limit. */
    KEPT,
    /** The median is beyond the limit, as is known, but within what must hold meanwhile. */
    NOT_REACHED,
    /** All JVMs but at most one of five are beyond it. */
    BROKEN,
    /** The median is beyond, but the spread reaches within: measure more. */
    UNSURE
  }

  /**
   * What is judged by.
   *
   * @param verdict the decision
   * @param median of the JVMs
   * @param low the lowest but one of five
   * @param high the highest
   */
  record Finding(Verdict verdict, double median, double low, double high) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.3g (%.3g to %.3g)", median, low, high);
    }
  }

  private Judge() {}

  static Finding judge(Limit limit, List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int forgiven = sorted.length / 5;
    double median = sorted[sorted.length / 2];
    double low = sorted[forgiven];
    double slack = limit.kind() == Limit.Kind.BYTES ? EXACT : 0; // a thread's own counters
    double bound = limit.bound() + slack;
    double meanwhile = limit.meanwhile() + slack;
    Verdict verdict;
    if (median <= bound) {
      verdict = Verdict.KEPT;
    } else if (median <= meanwhile) {
      verdict = Verdict.NOT_REACHED;
    } else {
      verdict = low > meanwhile ? Verdict.BROKEN : Verdict.UNSURE;
    }
    return new Finding(verdict, median, low, sorted[sorted.length - 1]);
  }
}
