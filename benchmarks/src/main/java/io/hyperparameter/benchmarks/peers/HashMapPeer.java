package io.hyperparameter.benchmarks.peers;

import io.hyperparameter.benchmarks.Workload;
import java.util.HashMap;
import java.util.Map;

/** A {@code HashMap<String, Object>}: boxed values, cast and unboxed. */
@SuppressWarnings("NullAway") // a check would be measured, too
final class HashMapPeer implements Peer {
  private Map<String, Object> map = Map.of();

  @Override
  public void setUp(Map<String, Object> parameters) {
    map = new HashMap<>(parameters);
  }

  @Override
  public long getAsLong() {
    return (Long) map.get(Workload.STEPS);
  }
}
