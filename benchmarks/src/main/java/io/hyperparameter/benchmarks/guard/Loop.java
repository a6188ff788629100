package io.hyperparameter.benchmarks.guard;

import java.lang.invoke.MethodHandles;
import java.util.function.LongSupplier;

/** Calls an operation many times. */
interface Loop {
  /** Calls it {@code times} times and keeps the results from being optimised away. */
  void run(LongSupplier operation, long times);

  /** A loop for one probe; see {@link Copies}. */
  static Loop copy() {
    return Copies.of(MethodHandles.lookup(), LoopBody.class, Loop.class);
  }
}
