package io.hyperparameter.benchmarks.guard;

import java.util.function.LongSupplier;

/** What {@link Loop#copy} copies. */
final class LoopBody implements Loop {
  /**
   * Never set. Its volatile read keeps the JIT from moving loads out of the loop, as JMH's does.
   */
  private static volatile boolean stop;

  LoopBody() {}

  @Override
  public void run(LongSupplier operation, long times) {
    for (long i = 0; i < times && !stop; i++) {
      Sink.consume(operation.getAsLong());
    }
  }
}
