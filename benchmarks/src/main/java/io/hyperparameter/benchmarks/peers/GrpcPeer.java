package io.hyperparameter.benchmarks.peers;

import io.grpc.Context;
import io.hyperparameter.benchmarks.Workload;
import java.util.Map;

/** gRPC's {@link Context}, a key for each parameter. */
@SuppressWarnings("NullAway") // a check would be measured, too
final class GrpcPeer implements Peer.Scoped {
  private static final Context.Key<Long> KEY = Context.key(Workload.STEPS);

  @Override
  @SuppressWarnings("CheckReturnValue") // it stays attached for the life of this JVM
  public void setUp(Map<String, Object> parameters) {
    Context context = Context.ROOT.withValue(KEY, Workload.STEPS_VALUE);
    for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
      if (!parameter.getKey().equals(Workload.STEPS)) {
        context = context.withValue(Context.key(parameter.getKey()), parameter.getValue());
      }
    }
    context.attach();
  }

  @Override
  public long getAsLong() {
    return KEY.get();
  }

  @Override
  public long scoped(long value) {
    Context in = Context.current().withValue(KEY, value);
    Context outer = in.attach();
    try {
      return KEY.get();
    } finally {
      in.detach(outer);
    }
  }
}
