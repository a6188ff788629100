package io.hyperparameter.contract.random;

/** How much is compared after each step, beside the outcome of the step itself. */
enum Checks {
  /** Everything that can be seen, through the context and through every scope. */
  ALL,
  /**
   * What the step touched and a few keys more, each read in some way through some scope; everything
   * at random moments and at the end. A hundred times as many steps in the same time.
   */
  SOME
}
