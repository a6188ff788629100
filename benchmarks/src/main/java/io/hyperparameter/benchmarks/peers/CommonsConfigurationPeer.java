package io.hyperparameter.benchmarks.peers;

import io.hyperparameter.benchmarks.Workload;
import java.util.Map;
import org.apache.commons.configuration2.PropertiesConfiguration;

/** commons-configuration2: a {@link PropertiesConfiguration}. */
final class CommonsConfigurationPeer implements Peer {
  private final PropertiesConfiguration configuration = new PropertiesConfiguration();

  @Override
  public void setUp(Map<String, Object> parameters) {
    Peer.asText(parameters).forEach(configuration::setProperty);
  }

  @Override
  public long getAsLong() {
    return configuration.getInt(Workload.STEPS);
  }
}
