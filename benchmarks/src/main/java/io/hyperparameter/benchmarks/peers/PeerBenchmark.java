package io.hyperparameter.benchmarks.peers;

import io.hyperparameter.benchmarks.Workload;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Every peer reads the same key, and opens a scope that changes it, by the number of parameters.
 *
 * <p>The loop over the reads is here because a {@code ScopedValue} is bound for a call only; the
 * volatile read in it keeps the JIT from moving a read out of it, as in JMH's own.
 */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH sets what @Setup does not
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(3)
public class PeerBenchmark {
  private static final int READS = 1000;

  /** Who. */
  @Param public PeerType peer;

  /** How many parameters are present. */
  @Param({"1", "16", "1000", "10000"})
  public int parameters;

  private Peer subject;
  private volatile boolean stop;

  /** On the thread that reads. */
  @Setup
  public void setUp() {
    subject = peer.create();
    subject.setUp(Workload.parameters(parameters));
  }

  /** A read. */
  @Benchmark
  @OperationsPerInvocation(READS)
  public void read(Blackhole sink) {
    subject.within(
        () -> {
          for (int i = 0; i < READS && !stop; i++) {
            sink.consume(subject.getAsLong());
          }
        });
  }
}
