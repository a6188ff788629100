/** The storage backend in plain Java. */
module io.hyperparameter.fallback {
  requires io.hyperparameter;

  provides io.hyperparameter.spi.BackendProvider with
      io.hyperparameter.fallback.JavaBackend;
}
