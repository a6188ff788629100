package io.hyperparameter.benchmarks.peers;

import java.util.Map;

/** A plain field of an object at hand: nothing can be faster, and nothing can be overridden. */
final class FieldPeer implements Peer {
  private Settings settings = new Settings(-1);

  @Override
  public void setUp(Map<String, Object> parameters) {
    settings = Settings.of(parameters);
  }

  @Override
  public long getAsLong() {
    return settings.steps;
  }
}
