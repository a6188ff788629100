package io.hyperparameter.benchmarks.guard;

/**
 * A limit and what the reference run found, in words.
 *
 * @param title what is promised
 * @param backend where
 * @param bound the limit
 * @param median of what was measured
 * @param verdict reached or not reached
 */
public record Judged(String title, String backend, String bound, String median, String verdict) {
  /** A line of a tab-separated file. */
  public String toLine() {
    return String.join("\t", title, backend, bound, median, verdict);
  }

  /** Reads such a line. */
  public static Judged parse(String line) {
    String[] cells = line.split("\t", -1);
    return new Judged(cells[0], cells[1], cells[2], cells[3], cells[4]);
  }

  /** Whether the median keeps the limit. */
  public boolean isReached() {
    return verdict.equals("reached");
  }
}
