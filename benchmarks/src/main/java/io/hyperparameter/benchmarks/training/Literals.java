package io.hyperparameter.benchmarks.training;

/** The loop as it would be with numbers in it. */
public final class Literals implements Hyper {
  @Override
  public double rate() {
    return 0.01;
  }

  @Override
  public double momentum() {
    return 0.9;
  }

  @Override
  public double decay() {
    return 0.0001;
  }

  @Override
  public double leak() {
    return 0.01;
  }
}
