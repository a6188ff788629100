package io.hyperparameter.benchmarks.training;

/** Where the training loop gets its parameters from. */
public interface Hyper {
  /** The step. */
  double rate();

  /** How much of the last step is kept. */
  double momentum();

  /** The pull towards zero. */
  double decay();

  /** The slope of a unit that is off. */
  double leak();
}
