package io.hyperparameter.benchmarks.guard;

import java.util.concurrent.Callable;
import java.util.function.LongConsumer;

/**
 * One thing measured.
 *
 * @param name what limits.ini calls it
 * @param prepare called on each thread that will make the operation; gives a {@link Loop} over it
 * @param atOnce how many operations one turn of the loop makes
 * @param elsewhere whether the work is done by other threads, so that the whole JVM is looked at
 * @param threads how many threads do it at the same time, to show what sharing costs
 */
record Probe(
    String name, Callable<LongConsumer> prepare, long atOnce, boolean elsewhere, int threads) {
  static Probe of(String name, Callable<LongConsumer> prepare) {
    return new Probe(name, prepare, 1, false, 1);
  }

  /** One turn of the loop makes {@code times} operations. */
  Probe atOnce(long times) {
    return new Probe(name, prepare, times, elsewhere, threads);
  }

  /** The work is done by other threads. */
  Probe doneElsewhere() {
    return new Probe(name, prepare, atOnce, true, threads);
  }

  /** As many threads at the same time. */
  Probe by(int count) {
    return new Probe(name, prepare, atOnce, elsewhere, count);
  }
}
