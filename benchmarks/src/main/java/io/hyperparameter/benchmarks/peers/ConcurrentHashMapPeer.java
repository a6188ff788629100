package io.hyperparameter.benchmarks.peers;

import io.hyperparameter.benchmarks.Workload;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A {@code ConcurrentHashMap<String, Object>}: what a registry that threads share would use. */
@SuppressWarnings("NullAway") // a check would be measured, too
final class ConcurrentHashMapPeer implements Peer {
  private Map<String, Object> map = Map.of();

  @Override
  public void setUp(Map<String, Object> parameters) {
    map = new ConcurrentHashMap<>(parameters);
  }

  @Override
  public long getAsLong() {
    return (Long) map.get(Workload.STEPS);
  }
}
