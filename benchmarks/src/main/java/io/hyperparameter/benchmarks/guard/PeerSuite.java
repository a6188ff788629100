package io.hyperparameter.benchmarks.guard;

import io.hyperparameter.benchmarks.Workload;
import io.hyperparameter.benchmarks.peers.Peer;
import io.hyperparameter.benchmarks.peers.PeerScopeBenchmark;
import io.hyperparameter.benchmarks.peers.PeerType;
import io.hyperparameter.benchmarks.scope.EnterBenchmark;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;

/** The peers that limits name. Context libraries get sixteen parameters, the others a thousand. */
final class PeerSuite implements Suite {
  private final List<Probe> probes = new ArrayList<>();

  @Override
  public List<Probe> probes() {
    add(PeerType.TYPED_KEY, 1000);
    add(PeerType.SMALL_RYE, 1000);
    add(PeerType.GESTALT, 1000);
    add(PeerType.SPRING, 1000);
    add(PeerType.LIGHTBEND, 1000);
    add(PeerType.OPEN_TELEMETRY, 16);
    addScope(PeerType.SCOPE_OBJECT, 16);
    addScope(PeerType.TYPED_KEY, 16);
    addScope(PeerType.OPEN_TELEMETRY, 16);
    probes.add(Probe.of("peer.named.scope", PeerSuite::named));
    return probes;
  }

  /** As the typed key's scope, but built by String. */
  private static LongConsumer named() {
    EnterBenchmark benchmark = new EnterBenchmark();
    benchmark.parameters = 16;
    benchmark.depth = 1;
    benchmark.enter();
    return Loop.over(benchmark, b -> Sink.consume(b.newOneTyped()));
  }

  private void add(PeerType type, int parameters) {
    probes.add(
        Probe.of(
            name(type),
            () -> {
              Peer peer = type.create();
              peer.setUp(Workload.parameters(parameters));
              return Loop.over(peer, p -> Sink.consume(p.getAsLong()));
            }));
  }

  private void addScope(PeerType type, int parameters) {
    probes.add(
        Probe.of(
            name(type) + ".scope",
            () -> {
              PeerScopeBenchmark benchmark = new PeerScopeBenchmark();
              benchmark.peer = type;
              benchmark.parameters = parameters;
              benchmark.setUp();
              return Loop.over(benchmark, b -> Sink.consume(b.scope()));
            }));
  }

  private static String name(PeerType type) {
    return "peer." + type.name().toLowerCase(Locale.ROOT).replace("_", "");
  }
}
