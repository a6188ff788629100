package io.hyperparameter.benchmarks.peers;

import io.hyperparameter.benchmarks.Workload;
import java.util.Map;

/** What people write by hand: a class with a field. */
final class Settings {
  final long steps;

  Settings(long steps) {
    this.steps = steps;
  }

  static Settings of(Map<String, Object> parameters) {
    return new Settings(parameters.get(Workload.STEPS) instanceof Long steps ? steps : -1);
  }
}
