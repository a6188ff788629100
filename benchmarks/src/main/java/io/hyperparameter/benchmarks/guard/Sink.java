package io.hyperparameter.benchmarks.guard;

import org.jspecify.annotations.Nullable;

/** Where results go. {@link Forks} tells the JIT that this is a black hole. */
final class Sink {
  static final String OPTION =
      "-XX:CompileCommand=blackhole,io.hyperparameter.benchmarks.guard.Sink::consume";

  private Sink() {}

  static void consume(long value) {}

  static void consume(double value) {}

  static void consume(boolean value) {}

  static void consume(@Nullable Object value) {}
}
