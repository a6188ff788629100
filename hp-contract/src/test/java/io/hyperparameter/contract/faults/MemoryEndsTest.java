package io.hyperparameter.contract.faults;

import io.hyperparameter.contract.BackendGate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Memory ends at every allocation of every operation; see {@link Story}. In a JVM of its own, with
 * a small heap that is filled up but for a few bytes, a few more each time.
 */
class MemoryEndsTest {
  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  @Test
  void anOperationHappensOrDoesNot() throws Exception {
    FaultyJvm.run(
        FullHeap.class,
        // without buffers of the threads' own, each allocation asks the heap
        "-Xmx6m",
        "-Xms6m",
        "-XX:+UseSerialGC",
        "-XX:-UseTLAB",
        "-Xshare:auto",
        "-XX:-UseGCOverheadLimit",
        // most of the time goes into collections, thousands of them; and C2 leaves out allocations
        "-XX:-ClassUnloading",
        "-XX:TieredStopAtLevel=1");
  }
}
