package io.hyperparameter.benchmarks.peers;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.hyperparameter.benchmarks.Workload;
import java.util.Map;

/** {@code com.typesafe:config}: a resolved {@link Config}, read by path with {@code getInt}. */
final class LightbendPeer implements Peer {
  private Config config = ConfigFactory.empty();

  @Override
  public void setUp(Map<String, Object> parameters) {
    config = ConfigFactory.parseMap(Peer.asText(parameters)).resolve();
  }

  @Override
  public long getAsLong() {
    return config.getInt(Workload.STEPS);
  }
}
