package io.hyperparameter.benchmarks.training;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
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

/** An epoch of training; divide by the row of LITERALS to see what asking costs. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH sets what @Setup does not
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(5)
public class TrainingBenchmark {
  /** Where parameters come from. */
  @Param public Source source;

  private Training training;
  private Hyper hyper;

  /** On the thread that trains. */
  @Setup
  public void setUp() {
    Perceptron.enter();
    training = new Perceptron();
    hyper = source.factory.get();
  }

  /** Asked for once a minibatch. */
  @Benchmark
  public double perBatch() {
    return training.epochAskingPerBatch(hyper);
  }

  /** Asked for once a sample. */
  @Benchmark
  public double perSample() {
    return training.epochAskingPerSample(hyper);
  }

  /** Where parameters come from. */
  @SuppressWarnings("ImmutableEnumChecker") // the factories are constructors
  public enum Source {
    /** Numbers in the code. */
    LITERALS(Literals::new),
    /** This library. */
    TYPED_KEYS(TypedKeys::new),
    /** This library. */
    SCOPE_READS(ScopeReads::new),
    /** SmallRye Config. */
    SMALL_RYE(PeerReads::smallRye),
    /** Gestalt. */
    GESTALT(PeerReads::gestalt),
    /** Spring. */
    SPRING(PeerReads::spring),
    /** Lightbend. */
    LIGHTBEND(PeerReads::lightbend),
    /** Apache. */
    COMMONS_CONFIGURATION(PeerReads::commonsConfiguration),
    /** OWNER. */
    OWNER(PeerReads::owner);

    private final Supplier<Hyper> factory;

    Source(Supplier<Hyper> factory) {
      this.factory = factory;
    }
  }
}
