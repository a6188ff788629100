/** Options for picocli commands, and commands made of methods. */
module io.hyperparameter.cli {
  requires static transitive org.jspecify;
  requires transitive info.picocli;
  requires transitive io.hyperparameter;
  requires transitive io.hyperparameter.config;

  exports io.hyperparameter.cli;

  opens io.hyperparameter.cli to
      info.picocli;
}
