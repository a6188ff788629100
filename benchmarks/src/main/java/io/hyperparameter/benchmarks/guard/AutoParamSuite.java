package io.hyperparameter.benchmarks.guard;

import io.hyperparameter.benchmarks.autoparam.Step;
import java.util.List;

/** A call bound by generated code, and the same written by hand. */
final class AutoParamSuite implements Suite {
  @Override
  public List<Probe> probes() {
    Room room = new Room();
    room.call(Step::enterSome);
    return List.of(
        Probe.of("autoparam.bound", room, () -> (long) Step.bound()),
        Probe.of("autoparam.explicit", room, () -> (long) Step.boundExplicit()),
        Probe.of("autoparam.typedkeys", room, () -> (long) Step.typedKeys()));
  }
}
