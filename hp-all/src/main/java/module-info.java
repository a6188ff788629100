/**
 * All of hyperparameter for Java: who requires this module sees the API, and has both storages to
 * run on.
 */
module io.hyperparameter.all {
  requires transitive io.hyperparameter;
  requires io.hyperparameter.fallback;
  requires io.hyperparameter.nativebackend;
}
