package io.hyperparameter.benchmarks.guard;

import io.hyperparameter.benchmarks.training.Hyper;
import io.hyperparameter.benchmarks.training.Literals;
import io.hyperparameter.benchmarks.training.Perceptron;
import io.hyperparameter.benchmarks.training.ScopeReads;
import io.hyperparameter.benchmarks.training.TypedKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The training loop with literals, typed keys and scope reads; each with code of its own. */
final class TrainingSuite implements Suite {
  @Override
  public List<Probe> probes() {
    List<Probe> probes = new ArrayList<>();
    add(probes, "literals", Literals::new);
    add(probes, "typed", TypedKeys::new);
    add(probes, "scope", ScopeReads::new);
    return probes;
  }

  private static void add(List<Probe> probes, String name, Supplier<Hyper> hyper) {
    probes.add(
        Probe.of(
            "training.batch." + name,
            () -> {
              Perceptron.enter();
              Hyper from = hyper.get();
              return Loop.over(new Perceptron(), p -> Sink.consume(p.epochAskingPerBatch(from)));
            }));
    probes.add(
        Probe.of(
            "training.sample." + name,
            () -> {
              Perceptron.enter();
              Hyper from = hyper.get();
              return Loop.over(new Perceptron(), p -> Sink.consume(p.epochAskingPerSample(from)));
            }));
  }

  @Override
  public int turns() {
    return 60;
  }

  @Override
  public int warmUpMillis() {
    return 300;
  }
}
