package io.hyperparameter.benchmarks.peers;

import io.hyperparameter.benchmarks.Workload;
import java.util.Map;
import org.aeonbits.owner.Config;
import org.aeonbits.owner.ConfigFactory;

/** OWNER: a mapping interface with one method, over an imported map. */
final class OwnerPeer implements Peer {
  private Mapped mapped = ConfigFactory.create(Mapped.class);

  /** The mapping. */
  public interface Mapped extends Config {
    /** The parameter. */
    @Key(Workload.STEPS)
    int steps();
  }

  @Override
  public void setUp(Map<String, Object> parameters) {
    mapped = ConfigFactory.create(Mapped.class, Peer.asText(parameters));
  }

  @Override
  public long getAsLong() {
    return mapped.steps();
  }
}
