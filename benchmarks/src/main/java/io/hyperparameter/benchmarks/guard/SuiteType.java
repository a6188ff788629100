package io.hyperparameter.benchmarks.guard;

import java.util.List;
import java.util.function.Supplier;

/** Every suite. */
@SuppressWarnings("ImmutableEnumChecker") // the factories are constructors
enum SuiteType {
  /** Reads, scopes and hashes, with their references. */
  CORE(CoreSuite::new, 2, 17, List.of("java", "native")),
  /** Calls bound by {@code @AutoParam}. */
  AUTO_PARAM(AutoParamSuite::new, 2, 17, List.of("java", "native")),
  /** The forms that users write. */
  USAGE(UsageSuite::new, 2, 17, List.of("java", "native")),
  /** Other libraries. */
  PEERS(PeerSuite::new, 2, 17, List.of("java")),
  /** A training loop. */
  TRAINING(TrainingSuite::new, 2, 17, List.of("java")),
  /** Many threads. */
  VIRTUAL(VirtualSuite::new, 2, 21, List.of("java")),
  /** What it all keeps in memory. */
  MEMORY(MemorySuite::new, 1, 17, List.of("java", "native")),
  /** What C++ takes; the same on every JDK. */
  INSTRUCTIONS(InstructionsSuite::new, 1, 17, List.of("native")),
  /** Slowed copies of a read, to prove that the guard can fail. */
  COPIES(CopiesSuite::new, 2, 17, List.of());

  private final Supplier<Suite> factory;
  private final int forks;
  private final int fromJdk;
  private final List<String> backends;

  SuiteType(Supplier<Suite> factory, int forks, int fromJdk, List<String> backends) {
    this.factory = factory;
    this.forks = forks;
    this.fromJdk = fromJdk;
    this.backends = backends;
  }

  Suite create() {
    return factory.get();
  }

  /** In how many JVMs the quick reference run measures it. */
  int forks(String backend) {
    return backend.equals("java") ? forks : 1;
  }

  /**
   * Whether measuring it again would give the same. Resident memory is not so: it comes in pages.
   */
  boolean isExact() {
    return this == INSTRUCTIONS;
  }

  boolean runsOn(String backend, int jdk) {
    return backends.contains(backend) && jdk >= fromJdk;
  }
}
