package io.hyperparameter.benchmarks.guard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One limit of limits.ini.
 *
 * @param title what is promised
 * @param kind what is compared
 * @param of the names of what is measured
 * @param bound the highest value that keeps the promise
 * @param meanwhile of an exact one, what must hold until {@code bound} is reached; equal to it once
 *     that is so
 * @param backends where it holds
 * @param fromJdk the first JDK it holds on
 * @param toJdk the last JDK it holds on
 * @param everyBuild whether every build may judge it, or only the reference run
 * @param why the reason for the figure
 */
record Limit(
    String title,
    Kind kind,
    List<String> of,
    double bound,
    double meanwhile,
    List<String> backends,
    int fromJdk,
    int toJdk,
    boolean everyBuild,
    String why) {

  /** What is compared. */
  enum Kind {
    /** The time of the first over the time of the second. */
    RATIO,
    /** The time of the slowest over the time of the fastest. */
    SPREAD,
    /** Bytes allocated by one operation. */
    BYTES,
    /** An exact figure. */
    FIGURE,
    /** The time of the first over its time on the Java backend, both relative to the second. */
    TO_JAVA
  }

  /** Whether its value is the same on any machine, so that a build may be judged by it. */
  boolean isExact() {
    return everyBuild && (kind == Kind.BYTES || kind == Kind.FIGURE);
  }

  boolean holdsOn(String backend, int jdk) {
    return backends.contains(backend) && jdk >= fromJdk && jdk <= toJdk;
  }

  /** Its value in one JVM; null if that did not measure it. */
  @Nullable Double valueIn(Fork fork, @Nullable Fork onJava) {
    return switch (kind) {
      case RATIO -> ratio(fork, of.get(0), of.get(1));
      case BYTES -> fork.bytes().get(of.get(0));
      case FIGURE -> fork.figures().get(of.get(0));
      case SPREAD -> {
        double fastest = Double.MAX_VALUE;
        double slowest = 0;
        for (String name : of) {
          Double nanos = fork.nanos().get(name);
          if (nanos == null) {
            yield null;
          }
          fastest = Math.min(fastest, nanos);
          slowest = Math.max(slowest, nanos);
        }
        yield slowest / fastest;
      }
      case TO_JAVA -> {
        Double here = ratio(fork, of.get(0), of.get(1));
        Double there = onJava == null ? null : ratio(onJava, of.get(0), of.get(1));
        yield here == null || there == null ? null : (Double) (here / there);
      }
    };
  }

  private static @Nullable Double ratio(Fork fork, String name, String reference) {
    Double nanos = fork.nanos().get(name);
    Double base = fork.nanos().get(reference);
    return nanos == null || base == null ? null : (Double) (nanos / base);
  }
}
