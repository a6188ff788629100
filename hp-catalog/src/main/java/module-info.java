/** The parameters of libraries that do not declare them. */
module io.hyperparameter.catalog {
  requires static transitive org.jspecify;
  requires transitive io.hyperparameter;
  requires transitive io.hyperparameter.config;

  exports io.hyperparameter.catalog;

  uses io.hyperparameter.catalog.Catalogue;

  provides io.hyperparameter.catalog.Catalogue with
      io.hyperparameter.catalog.XGBoost;
}
