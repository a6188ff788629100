package io.hyperparameter.benchmarks.peers;

import io.hyperparameter.ParamScope;
import io.hyperparameter.benchmarks.Workload;
import java.util.Map;

/** This library, by literal String through a scope object. */
final class LiteralKeyPeer implements Peer {
  private ParamScope scope = ParamScope.of();

  @Override
  public void setUp(Map<String, Object> parameters) {
    scope = ParamScope.of(parameters).enter();
  }

  @Override
  public long getAsLong() {
    return scope.getLong(Workload.STEPS, -1);
  }
}
