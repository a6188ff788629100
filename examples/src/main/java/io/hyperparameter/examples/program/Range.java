package io.hyperparameter.examples.program;

/** The numbers a parameter accepts: up to {@code to}, from {@code from} on or only above it. */
public record Range(double from, boolean fromIncluded, double to) {
  /** From {@code from} to {@code to}, both included. */
  public static Range of(double from, double to) {
    return new Range(from, true, to);
  }

  /** More than {@code from}, at most {@code to}. */
  public static Range above(double from, double to) {
    return new Range(from, false, to);
  }

  /** False for what is no number, too. */
  boolean contains(double value) {
    return (fromIncluded ? value >= from : value > from) && value <= to;
  }

  @Override
  public String toString() {
    return fromIncluded
        ? "%.0f to %.0f".formatted(from, to)
        : "above %.0f, at most %.0f".formatted(from, to);
  }
}
