package io.hyperparameter.benchmarks.peers;

import io.hyperparameter.benchmarks.Workload;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Every peer that has scopes opens one that changes the key, reads it, and closes the scope. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH sets what @Setup does not
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class PeerScopeBenchmark {
  /** Who; those without scopes fail. */
  @Param({"SCOPE_OBJECT", "TYPED_KEY", "SCOPED_VALUE", "THREAD_LOCAL", "GRPC", "OPEN_TELEMETRY"})
  public PeerType peer;

  /** How many parameters are present. */
  @Param({"1", "16", "1000"})
  public int parameters;

  private Peer.Scoped subject;
  private long value;

  /** On the thread that reads. */
  @Setup
  public void setUp() {
    subject = (Peer.Scoped) peer.create();
    subject.setUp(Workload.parameters(parameters));
  }

  /** A scope. */
  @Benchmark
  public long scope() {
    return subject.scoped(++value);
  }
}
