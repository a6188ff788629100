/** The mapped diagnostic context of SLF4J, carried with a snapshot. */
module io.hyperparameter.slf4j {
  requires static transitive org.jspecify;
  requires transitive io.hyperparameter;
  requires org.slf4j;

  exports io.hyperparameter.slf4j;
}
