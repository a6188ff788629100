package io.hyperparameter.benchmarks.report;

import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** How much is measured how long. */
enum Effort {
  /** Some minutes: good for a look, and for what differs by more than a tenth. */
  QUICK(1, 200, 5),
  /** Three JVMs each, for results to publish. */
  FULL(3, 300, 20);

  private final int forks;
  private final int millis;
  private final int startups;

  Effort(int forks, int millis, int startups) {
    this.forks = forks;
    this.millis = millis;
    this.startups = startups;
  }

  /** Times for something that takes nanoseconds. */
  void of(ChainedOptionsBuilder options) {
    times(options, Integer.getInteger("benchmarks.forks", forks), 3, millis);
  }

  /** Times for one of very many forms. */
  void ofForm(ChainedOptionsBuilder options) {
    times(options, Integer.getInteger("benchmarks.forks", forks), 3, 3 * millis / 4);
  }

  /**
   * Times for one of very many forms, on so many threads: where they take turns on a processor,
   * each of them and the compiler get a part of the time only.
   */
  void ofForm(ChainedOptionsBuilder options, int threads) {
    int turns = Math.max(1, threads / Runtime.getRuntime().availableProcessors());
    times(options, Integer.getInteger("benchmarks.forks", forks), 3, turns * 3 * millis / 4);
    options.threads(threads);
  }

  /** Times for something that takes a millisecond or more, or has much code to compile. */
  void ofLong(ChainedOptionsBuilder options) {
    times(options, Integer.getInteger("benchmarks.forks", forks), 6, 2 * millis);
  }

  /** Times for something that happens once in a JVM. */
  void ofStartup(ChainedOptionsBuilder options) {
    options.forks(startups).warmupIterations(0).measurementIterations(1);
  }

  private static void times(ChainedOptionsBuilder options, int forks, int warmUps, int millis) {
    options
        .forks(forks)
        .warmupIterations(warmUps)
        .warmupTime(TimeValue.milliseconds(millis))
        .measurementIterations(4)
        .measurementTime(TimeValue.milliseconds(millis));
  }
}
