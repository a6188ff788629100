package io.hyperparameter.benchmarks.guard;

import io.hyperparameter.benchmarks.training.Hyper;
import io.hyperparameter.benchmarks.training.Literals;
import io.hyperparameter.benchmarks.training.Perceptron;
import io.hyperparameter.benchmarks.training.ScopeReads;
import io.hyperparameter.benchmarks.training.Training;
import io.hyperparameter.benchmarks.training.Trainings;
import io.hyperparameter.benchmarks.training.TypedKeys;
import java.util.ArrayList;
import java.util.List;

/** The training loop with literals, typed keys and scope reads; each with code of its own. */
final class TrainingSuite implements Suite {
  @Override
  public List<Probe> probes() {
    Room room = new Room();
    room.call(Perceptron::enter);
    List<Probe> probes = new ArrayList<>();
    add(probes, room, "literals", new Literals());
    add(probes, room, "typed", new TypedKeys());
    add(probes, room, "scope", room.call(ScopeReads::new));
    return probes;
  }

  private static void add(List<Probe> probes, Room room, String name, Hyper hyper) {
    Training batch = copy();
    Training sample = copy();
    probes.add(
        Probe.of("training.batch." + name, room, () -> (long) batch.epochAskingPerBatch(hyper)));
    probes.add(
        Probe.of("training.sample." + name, room, () -> (long) sample.epochAskingPerSample(hyper)));
  }

  private static Training copy() {
    return Copies.of(Trainings.lookup(), Perceptron.class, Training.class);
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
