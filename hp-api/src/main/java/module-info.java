/** Scoped hyperparameters: the API, and what a storage backend implements. */
@SuppressWarnings("module") // those it is exported to are built later
module io.hyperparameter {
  requires static transitive org.jspecify;
  // Makes hashing faster where it is; the carried hashing library needs it. See pom.xml.
  requires static jdk.unsupported;

  // For those who want events or beans; without them all else works.
  requires static jdk.jfr;
  requires static java.management;

  exports io.hyperparameter;
  exports io.hyperparameter.annotation;
  exports io.hyperparameter.generated;
  exports io.hyperparameter.index;
  exports io.hyperparameter.management;
  exports io.hyperparameter.recording;
  exports io.hyperparameter.spi;
  exports io.hyperparameter.hashing to
      io.hyperparameter.nativebackend,
      io.hyperparameter.contract;
  exports io.hyperparameter.json to
      io.hyperparameter.sweep,
      io.hyperparameter.tool;
  exports io.hyperparameter.jvm to
      io.hyperparameter.fallback,
      io.hyperparameter.nativebackend,
      io.hyperparameter.contract;

  uses io.hyperparameter.spi.BackendProvider;
}
