/** Configuration files into scopes and records. */
@SuppressWarnings("requires-automatic") // tomlj has no module name of its own
module io.hyperparameter.config {
  requires static transitive org.jspecify;
  requires transitive io.hyperparameter;
  requires org.snakeyaml.engine;
  requires org.tomlj;

  exports io.hyperparameter.config;
}
