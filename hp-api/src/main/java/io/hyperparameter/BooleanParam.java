package io.hyperparameter;

/**
 * A typed key for boolean values; see {@link Param}. Reading it costs finding the thread's context
 * and one probe, and allocates nothing.
 */
public sealed interface BooleanParam extends ParamKey<Boolean> permits TypedKeys.OfBoolean {
  /**
   * {@return what the calling thread sees, or the default if the key is missing or null}
   *
   * @throws ParamTypeException if the value cannot be read as a boolean
   */
  boolean get();

  /**
   * {@return what {@code scope} gives, or the default; faster than {@link #get()} in a loop that
   * holds its scope}
   *
   * @param scope an idle scope, or one that is open on the calling thread
   * @throws ParamTypeException if the value cannot be read as a boolean
   * @throws ScopeStateException if the scope is open elsewhere than in what the calling thread runs
   */
  boolean get(ParamScope scope);

  /** {@return what a read gives where nothing is set} */
  boolean defaultValue();

  @Override
  default Boolean value() {
    return get();
  }
}
