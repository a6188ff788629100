package io.hyperparameter.benchmarks.peers;

import io.hyperparameter.benchmarks.Workload;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/**
 * SmallRye Config: one source, read with {@code getValue}. Without the optional interceptors for
 * profiles and expressions, which would make it slower.
 */
final class SmallRyePeer implements Peer {
  private SmallRyeConfig config = new SmallRyeConfigBuilder().build();

  @Override
  public void setUp(Map<String, Object> parameters) {
    config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(Peer.asText(parameters), "benchmark", 100))
            .build();
  }

  @Override
  public long getAsLong() {
    return config.getValue(Workload.STEPS, Integer.class);
  }
}
