package io.hyperparameter.benchmarks.guard;

import io.hyperparameter.benchmarks.Workload;
import io.hyperparameter.benchmarks.peers.Peer;
import io.hyperparameter.benchmarks.peers.PeerType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

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
    // One lambda each: the call in a shared one would see several kinds of peer.
    Peer.Scoped open = (Peer.Scoped) add(PeerType.SCOPE_OBJECT, 1000);
    addScope(PeerType.SCOPE_OBJECT, () -> open.scoped(7));
    Peer.Scoped context = (Peer.Scoped) add(PeerType.OPEN_TELEMETRY, 16);
    addScope(PeerType.OPEN_TELEMETRY, () -> context.scoped(7));
    return probes;
  }

  private Peer add(PeerType type, int parameters) {
    Room room = new Room();
    Peer peer = type.create();
    room.call(
        () -> {
          peer.setUp(Workload.parameters(parameters));
          return null;
        });
    probes.add(Probe.of(name(type), room, peer));
    return peer;
  }

  /** In the room of the peer that was added last. */
  private void addScope(PeerType type, LongSupplier scope) {
    probes.add(Probe.of(name(type) + ".scope", probes.get(probes.size() - 1).room(), scope));
  }

  private static String name(PeerType type) {
    return "peer." + type.name().toLowerCase(Locale.ROOT).replace("_", "");
  }
}
