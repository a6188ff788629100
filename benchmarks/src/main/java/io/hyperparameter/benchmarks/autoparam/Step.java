package io.hyperparameter.benchmarks.autoparam;

import io.hyperparameter.BooleanParam;
import io.hyperparameter.DoubleParam;
import io.hyperparameter.IntParam;
import io.hyperparameter.LongParam;
import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import io.hyperparameter.annotation.AutoParam;
import io.hyperparameter.annotation.Default;
import org.openjdk.jmh.annotations.CompilerControl;

/** One method of eight hyperparameters, called in three ways. */
public final class Step {
  private static final DoubleParam RATE = Param.ofDouble("step.rate", 0.1);
  private static final DoubleParam DECAY = Param.ofDouble("step.decay", 0.9);
  private static final DoubleParam MOMENTUM = Param.ofDouble("step.momentum", 0.5);
  private static final IntParam BATCH = Param.ofInt("step.batch", 32);
  private static final IntParam EPOCHS = Param.ofInt("step.epochs", 10);
  private static final LongParam SEED = Param.ofLong("step.seed", 1);
  private static final BooleanParam SHUFFLE = Param.ofBoolean("step.shuffle", true);
  private static final Param<String> OPTIMIZER = Param.ofString("step.optimizer", "sgd");

  private Step() {}

  /** What is called. It stays a call, as the body of a real method would. */
  @AutoParam("step")
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public static double run(
      @Default("0.1") double rate,
      @Default("0.9") double decay,
      @Default("0.5") double momentum,
      @Default("32") int batch,
      @Default("10") int epochs,
      @Default("1") long seed,
      @Default("true") boolean shuffle,
      @Default("sgd") String optimizer) {
    return rate * decay * momentum + batch + epochs + seed + (shuffle ? 1 : optimizer.length());
  }

  /** Half of the parameters are set, half are at their defaults. */
  public static ParamScope enterSome() {
    return ParamScope.of("step.rate", 0.2)
        .with("step.batch", 64)
        .with("step.seed", 7L)
        .with("step.shuffle", false)
        .enter();
  }

  /** The generated code. */
  public static double bound() {
    return StepAutoParam.run();
  }

  /** The generated code with one explicit argument. */
  public static double boundExplicit() {
    return StepAutoParam.run(a -> a.batch(16));
  }

  /** Eight typed keys and a scope. */
  public static double typedKeys() {
    double rate = RATE.get();
    double decay = DECAY.get();
    double momentum = MOMENTUM.get();
    int batch = BATCH.get();
    int epochs = EPOCHS.get();
    long seed = SEED.get();
    boolean shuffle = SHUFFLE.get();
    String optimizer = OPTIMIZER.get();
    ParamScope body = ParamScope.of().enter();
    try (body) {
      return run(rate, decay, momentum, batch, epochs, seed, shuffle, optimizer);
    }
  }

  /** The call alone, as if nothing were a parameter. */
  public static double literals() {
    return run(0.2, 0.9, 0.5, 64, 10, 7, false, "sgd");
  }
}
