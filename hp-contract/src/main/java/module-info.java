/** The conformance cases of scoped parameters, and the suite that replays them over a backend. */
module io.hyperparameter.contract {
  requires transitive com.fasterxml.jackson.databind;
  requires transitive io.hyperparameter;
  requires transitive io.hyperparameter.config;
  requires transitive org.junit.jupiter.api;

  exports io.hyperparameter.contract;
  exports io.hyperparameter.contract.random;

  uses io.hyperparameter.spi.BackendProvider;
}
