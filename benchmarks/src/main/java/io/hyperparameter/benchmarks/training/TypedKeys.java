package io.hyperparameter.benchmarks.training;

import io.hyperparameter.DoubleParam;
import io.hyperparameter.Param;

/** Typed keys, each finding the thread's context. */
public final class TypedKeys implements Hyper {
  static final DoubleParam RATE = Param.ofDouble("train.rate", -1);
  static final DoubleParam MOMENTUM = Param.ofDouble("train.momentum", -1);
  static final DoubleParam DECAY = Param.ofDouble("train.decay", -1);
  static final DoubleParam LEAK = Param.ofDouble("model.leak", -1);

  @Override
  public double rate() {
    return RATE.get();
  }

  @Override
  public double momentum() {
    return MOMENTUM.get();
  }

  @Override
  public double decay() {
    return DECAY.get();
  }

  @Override
  public double leak() {
    return LEAK.get();
  }
}
