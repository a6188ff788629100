package io.hyperparameter.benchmarks.peers;

import io.hyperparameter.benchmarks.Workload;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Spring's {@link StandardEnvironment} with a property source in front. */
@SuppressWarnings("NullAway") // a check would be measured, too
final class SpringPeer implements Peer {
  private final StandardEnvironment environment = new StandardEnvironment();

  @Override
  public void setUp(Map<String, Object> parameters) {
    Map<String, Object> text = new LinkedHashMap<>(Peer.asText(parameters));
    environment.getPropertySources().addFirst(new MapPropertySource("benchmark", text));
  }

  @Override
  public long getAsLong() {
    return environment.getProperty(Workload.STEPS, Integer.class);
  }
}
