package io.hyperparameter.benchmarks.peers;

import io.hyperparameter.benchmarks.Workload;
import java.util.Map;
import org.github.gestalt.config.Gestalt;
import org.github.gestalt.config.builder.GestaltBuilder;
import org.github.gestalt.config.exceptions.GestaltException;
import org.github.gestalt.config.source.MapConfigSourceBuilder;
import org.jspecify.annotations.Nullable;

/** Gestalt: the builder's defaults, which cache what was read. */
@SuppressWarnings("NullAway") // a check would be measured, too
final class GestaltPeer implements Peer {
  private @Nullable Gestalt gestalt;

  @Override
  public void setUp(Map<String, Object> parameters) {
    try {
      gestalt =
          new GestaltBuilder()
              .addSource(
                  MapConfigSourceBuilder.builder().setCustomConfig(Peer.asText(parameters)).build())
              .build();
      gestalt.loadConfigs();
    } catch (GestaltException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public long getAsLong() {
    try {
      return gestalt.getConfig(Workload.STEPS, Integer.class);
    } catch (GestaltException e) {
      throw new IllegalStateException(e);
    }
  }
}
