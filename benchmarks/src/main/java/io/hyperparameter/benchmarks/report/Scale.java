package io.hyperparameter.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** Maps values to pixels, and says where its axis has marks. */
final class Scale {
  private static final double[] STEPS = {1, 2, 5};

  private final boolean log;
  private final double low;
  private final double high;
  private final double from;
  private final double to;

  private Scale(boolean log, double low, double high, double from, double to) {
    this.log = log;
    this.low = low;
    this.high = high;
    this.from = from;
    this.to = to;
  }

  /** From zero to something round above {@code highest}. */
  static Scale linear(double highest, double from, double to) {
    double step = step(highest);
    return new Scale(false, 0, step * Math.ceil(highest / step), from, to);
  }

  /** A power of ten, or twice or five times one, on either side. */
  static Scale log(double lowest, double highest, double from, double to) {
    double low = round(lowest, false);
    double high = round(highest, true);
    return new Scale(true, low, high > low ? high : 10 * low, from, to);
  }

  /** Just these ends, on a logarithmic scale. */
  static Scale logExactly(double low, double high, double from, double to) {
    return new Scale(true, low, high > low ? high : 10 * low, from, to);
  }

  double at(double value) {
    double part = log ? Math.log(Math.max(value, low) / low) / Math.log(high / low) : value / high;
    return from + part * (to - from);
  }

  List<Double> marks() {
    List<Double> marks = new ArrayList<>();
    if (!log) {
      double step = step(high);
      for (int i = 0; i * step <= high * 1.0001; i++) {
        marks.add(i * step);
      }
      return marks;
    }
    boolean fine = high / low <= 1500;
    for (double ten = Math.pow(10, Math.floor(Math.log10(low))); ten <= high; ten *= 10) {
      for (double step : STEPS) {
        double mark = step * ten;
        if (mark >= low * 0.999 && mark <= high * 1.001 && (fine || step == 1)) {
          marks.add(mark);
        }
      }
    }
    return marks;
  }

  private static double step(double highest) {
    double ten = Math.pow(10, Math.floor(Math.log10(highest / 4)));
    for (double step : STEPS) {
      if (highest / (step * ten) <= 6) {
        return step * ten;
      }
    }
    return 10 * ten;
  }

  private static double round(double value, boolean up) {
    double ten = Math.pow(10, Math.floor(Math.log10(value)));
    double best = ten;
    for (double step : STEPS) {
      if (step * ten <= value) {
        best = step * ten;
      }
      if (up && step * ten >= value) {
        return step * ten;
      }
    }
    return up ? 10 * ten : best;
  }
}
