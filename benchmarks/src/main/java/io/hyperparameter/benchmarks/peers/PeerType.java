package io.hyperparameter.benchmarks.peers;

import java.util.function.Supplier;

/** Every peer by name. */
@SuppressWarnings("ImmutableEnumChecker") // the factories are constructors
public enum PeerType {
  /** A field. */
  FIELD("plain field", FieldPeer::new, false),
  /** This library. */
  SCOPE_OBJECT("hyperparameter: scope object", ScopeObjectPeer::new, true),
  /** This library. */
  TYPED_KEY("hyperparameter: typed key", TypedKeyPeer::new, true),
  /** This library. */
  LITERAL_KEY("hyperparameter: literal key", LiteralKeyPeer::new, false),
  /** JDK 25. */
  SCOPED_VALUE("ScopedValue", ScopedValuePeer::new, true),
  /** JDK. */
  THREAD_LOCAL("ThreadLocal", ThreadLocalPeer::new, true),
  /** JDK. */
  HASH_MAP("HashMap, boxed", HashMapPeer::new, false),
  /** JDK. */
  CONCURRENT_HASH_MAP("ConcurrentHashMap, boxed", ConcurrentHashMapPeer::new, false),
  /** gRPC. */
  GRPC("gRPC Context", GrpcPeer::new, true),
  /** OpenTelemetry. */
  OPEN_TELEMETRY("OpenTelemetry Context", OpenTelemetryPeer::new, true),
  /** SmallRye Config. */
  SMALL_RYE("SmallRye Config", SmallRyePeer::new, false),
  /** Gestalt. */
  GESTALT("Gestalt", GestaltPeer::new, false),
  /** Spring. */
  SPRING("Spring Environment", SpringPeer::new, false),
  /** Lightbend. */
  LIGHTBEND("Lightbend Config", LightbendPeer::new, false),
  /** Apache. */
  COMMONS_CONFIGURATION("Commons Configuration", CommonsConfigurationPeer::new, false),
  /** OWNER. */
  OWNER("OWNER", OwnerPeer::new, false);

  private final String label;
  private final Supplier<Peer> factory;
  private final boolean scoped;

  PeerType(String label, Supplier<Peer> factory, boolean scoped) {
    this.label = label;
    this.factory = factory;
    this.scoped = scoped;
  }

  /** For tables and plots. */
  public String label() {
    return label;
  }

  /**
   * Whether it looks for a key one by one, so that nobody would keep a thousand in it: sixteen is
   * usual.
   */
  public boolean isForFew() {
    return this == GRPC || this == OPEN_TELEMETRY;
  }

  /** Whether {@link #create} gives a {@link Peer.Scoped}. */
  public boolean isScoped() {
    return scoped;
  }

  /** Whether this JDK has it. */
  public boolean isAvailable() {
    return this != SCOPED_VALUE || ScopedValuePeer.isAvailable();
  }

  /** A new one. */
  public Peer create() {
    return factory.get();
  }
}
