/** JUnit 5 tests that start clean, with the parameters they name, and leave nothing behind. */
module io.hyperparameter.junit {
  requires static transitive org.jspecify;
  requires transitive io.hyperparameter;
  requires transitive org.junit.jupiter.api;

  exports io.hyperparameter.junit;

  provides org.junit.jupiter.api.extension.Extension with
      io.hyperparameter.junit.ParamsExtension;
}
