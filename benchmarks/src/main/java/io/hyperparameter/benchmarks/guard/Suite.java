package io.hyperparameter.benchmarks.guard;

import java.util.List;
import java.util.Map;

/** Probes measured in the same JVMs, and figures that are exact. */
interface Suite {
  /** What is measured; prepares nothing yet. */
  List<Probe> probes();

  /** Figures that need no repetition, by name. */
  default Map<String, Double> figures() throws Exception {
    return Map.of();
  }

  /** How often each probe has its turn. */
  default int turns() {
    return 25;
  }

  /** How long each probe is warmed up. */
  default int warmUpMillis() {
    return 80;
  }
}
