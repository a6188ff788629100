/** Grids of trials, each in a scope of its own. */
module io.hyperparameter.sweep {
  requires static transitive org.jspecify;
  requires transitive io.hyperparameter;

  exports io.hyperparameter.sweep;
}
