/** Parameters through Reactor pipelines, and whatever else context-propagation serves. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // it has no descriptor
module io.hyperparameter.micrometer {
  requires static transitive org.jspecify;
  requires transitive context.propagation;
  requires transitive io.hyperparameter;

  exports io.hyperparameter.micrometer;

  provides io.micrometer.context.ThreadLocalAccessor with
      io.hyperparameter.micrometer.ParamThreadLocalAccessor;
}
