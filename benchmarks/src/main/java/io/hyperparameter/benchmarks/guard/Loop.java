package io.hyperparameter.benchmarks.guard;

import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Makes an operation as many times as asked. {@link Isolated} gives every probe a copy of this
 * class, so that the JIT sees one kind of operation in it and inlines that.
 *
 * @param <S> what the operation works on
 */
final class Loop<S> implements LongConsumer {
  /**
   * Never set. Its volatile read keeps the JIT from moving loads out of the loop, as JMH's does.
   */
  private static volatile boolean stop;

  private final S state;
  private final Consumer<S> operation;

  private Loop(S state, Consumer<S> operation) {
    this.state = state;
    this.operation = operation;
  }

  /**
   * A loop over an operation.
   *
   * @param state what it works on: an argument, as in JMH's stubs, not a captured variable, which
   *     would be loaded anew each time
   * @param operation gives its result to {@link Sink}
   */
  static <S> Loop<S> over(S state, Consumer<S> operation) {
    return new Loop<>(state, operation);
  }

  @Override
  public void accept(long times) {
    S state = this.state;
    Consumer<S> operation = this.operation;
    long i = 0;
    do {
      operation.accept(state);
    } while (++i < times && !stop);
  }
}
