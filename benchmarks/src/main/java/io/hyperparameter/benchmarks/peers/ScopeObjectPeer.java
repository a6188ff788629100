package io.hyperparameter.benchmarks.peers;

import io.hyperparameter.ParamScope;
import io.hyperparameter.benchmarks.Workload;
import java.util.Map;

/** This library, by typed key through a scope object, which is entered again and again. */
final class ScopeObjectPeer implements Peer.Scoped {
  private ParamScope scope = ParamScope.of();
  private final ParamScope inner = ParamScope.of();

  @Override
  public void setUp(Map<String, Object> parameters) {
    scope = ParamScope.of(parameters).enter();
  }

  @Override
  public long getAsLong() {
    return Workload.STEPS_KEY.get(scope);
  }

  @Override
  public long scoped(long value) {
    try (ParamScope in = inner.enter()) {
      in.put(Workload.STEPS, value);
      return Workload.STEPS_KEY.get(in);
    }
  }
}
