package io.hyperparameter.benchmarks.scaling;

/** What ids the measured threads have. */
public enum Ids {
  /** As they come: one after the other. */
  IN_TURN,
  /** Equal modulo 128; {@link EqualIds} gives such threads. */
  EQUAL;

  /** Fails if the calling thread's id is not so. */
  void check() {
    long id = Thread.currentThread().getId();
    if (this == EQUAL && id % EqualIds.MODULUS != 0) {
      throw new IllegalStateException("run JMH with -Djmh.executor: see EqualIds; id " + id);
    }
  }
}
