package io.hyperparameter.benchmarks.guard;

import io.hyperparameter.benchmarks.autoparam.Step;
import java.util.List;
import java.util.function.DoubleSupplier;

/** A call bound by generated code, and the same written by hand. */
final class AutoParamSuite implements Suite {
  @Override
  public List<Probe> probes() {
    return List.of(
        probe("autoparam.bound", Step::bound),
        probe("autoparam.explicit", Step::boundExplicit),
        probe("autoparam.typedkeys", Step::typedKeys));
  }

  private static Probe probe(String name, DoubleSupplier step) {
    return Probe.of(
        name,
        () -> {
          Step.enterSome();
          return Loop.over(step, s -> Sink.consume(s.getAsDouble()));
        });
  }
}
