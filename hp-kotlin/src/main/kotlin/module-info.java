/** Parameters that go where a coroutine goes. */
module io.hyperparameter.kotlin {
  requires transitive io.hyperparameter;
  requires transitive kotlin.stdlib;
  requires transitive kotlinx.coroutines.core;

  exports io.hyperparameter.kotlin;
}
