package io.hyperparameter.benchmarks.peers;

import java.util.Map;

/** A {@link ThreadLocal} holding an object with a field; a scope sets it and sets it back. */
final class ThreadLocalPeer implements Peer.Scoped {
  private static final ThreadLocal<Settings> CURRENT = new ThreadLocal<>();

  @Override
  public void setUp(Map<String, Object> parameters) {
    CURRENT.set(Settings.of(parameters));
  }

  @Override
  public long getAsLong() {
    return CURRENT.get().steps;
  }

  @Override
  public long scoped(long value) {
    Settings outer = CURRENT.get();
    CURRENT.set(new Settings(value));
    try {
      return CURRENT.get().steps;
    } finally {
      CURRENT.set(outer);
    }
  }
}
