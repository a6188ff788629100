/** Scoped hyperparameters: the API, and what a storage backend implements. */
module io.hyperparameter {
  requires static transitive org.jspecify;
  requires zero.allocation.hashing;

  exports io.hyperparameter;
  exports io.hyperparameter.spi;

  uses io.hyperparameter.spi.BackendProvider;
}
