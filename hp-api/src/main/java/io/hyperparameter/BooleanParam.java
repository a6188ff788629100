package io.hyperparameter;

/**
 * A typed key for boolean values; see {@link Param}. Reading it costs finding the thread's context
 * and one probe, and allocates nothing.
 */
public final class BooleanParam extends ParamKey {
  private final boolean defaultValue;

  BooleanParam(String key, boolean defaultValue, String description) {
    super(key, description);
    this.defaultValue = defaultValue;
  }

  /**
   * {@return what the calling thread sees, or the default if the key is missing or null}
   *
   * @throws ParamTypeException if the value cannot be read as a boolean
   */
  public boolean get() {
    return Contexts.current().getBoolean(hash, defaultValue);
  }

  /**
   * {@return what {@code scope} gives, or the default; about twice as fast as {@link #get()} in a
   * loop that holds its scope}
   *
   * @param scope an idle scope, or one that is open on the calling thread
   * @throws ParamTypeException if the value cannot be read as a boolean
   */
  public boolean get(ParamScope scope) {
    return scope.getBoolean(hash, defaultValue);
  }

  /** {@return what a read gives where nothing is set} */
  public boolean defaultValue() {
    return defaultValue;
  }

  @Override
  Object boxedDefault() {
    return defaultValue;
  }
}
