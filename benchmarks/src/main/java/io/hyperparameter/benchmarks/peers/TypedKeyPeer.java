package io.hyperparameter.benchmarks.peers;

import io.hyperparameter.ParamScope;
import io.hyperparameter.benchmarks.Workload;
import java.util.Map;

/** This library, by typed key through the thread's current scope. */
final class TypedKeyPeer implements Peer.Scoped {
  @Override
  public void setUp(Map<String, Object> parameters) {
    ParamScope.of(parameters).enter();
  }

  @Override
  public long getAsLong() {
    return Workload.STEPS_KEY.get();
  }

  @Override
  public long scoped(long value) {
    try (ParamScope in = ParamScope.of().with(Workload.STEPS_KEY, value).enter()) {
      return Workload.STEPS_KEY.get();
    }
  }
}
