package io.hyperparameter.benchmarks.training;

import io.hyperparameter.ParamScope;

/** Literal String keys through the scope at hand. */
public final class ScopeReads implements Hyper {
  private final ParamScope scope = ParamScope.current();

  @Override
  public double rate() {
    return scope.getDouble("train.rate", -1);
  }

  @Override
  public double momentum() {
    return scope.getDouble("train.momentum", -1);
  }

  @Override
  public double decay() {
    return scope.getDouble("train.decay", -1);
  }

  @Override
  public double leak() {
    return scope.getDouble("model.leak", -1);
  }
}
