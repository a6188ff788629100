package io.hyperparameter.benchmarks.peers;

import io.hyperparameter.benchmarks.Workload;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.Map;

/**
 * OpenTelemetry's {@link Context}, a key for each parameter. Its search is linear: the key that is
 * read is in the middle.
 */
@SuppressWarnings("NullAway") // a check would be measured, too
final class OpenTelemetryPeer implements Peer.Scoped {
  private static final ContextKey<Long> KEY = ContextKey.named(Workload.STEPS);

  @Override
  @SuppressWarnings("MustBeClosedChecker") // it stays open for the life of this JVM
  public void setUp(Map<String, Object> parameters) {
    Context context = Context.root();
    int i = 0;
    for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
      if (!parameter.getKey().equals(Workload.STEPS)) {
        context = context.with(ContextKey.named(parameter.getKey()), parameter.getValue());
      }
      if (i++ == parameters.size() / 2) {
        context = context.with(KEY, Workload.STEPS_VALUE);
      }
    }
    context.makeCurrent();
  }

  @Override
  public long getAsLong() {
    return Context.current().get(KEY);
  }

  @Override
  public long scoped(long value) {
    try (Scope in = Context.current().with(KEY, value).makeCurrent()) {
      return Context.current().get(KEY);
    }
  }
}
