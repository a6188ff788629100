package io.hyperparameter;

import io.hyperparameter.spi.ParamStorage;

/**
 * A typed key for int values; see {@link Param}. Reading it costs finding the thread's context and
 * one probe, and allocates nothing.
 */
public final class IntParam extends ParamKey {
  private final int defaultValue;

  IntParam(String key, int defaultValue, String description) {
    super(key, description);
    this.defaultValue = defaultValue;
  }

  /**
   * {@return what the calling thread sees, or the default if the key is missing or null}
   *
   * @throws ParamTypeException if the value cannot be read as an int
   */
  public int get() {
    ParamStorage context = Contexts.current();
    long value = context.getLong(hash, defaultValue);
    int narrow = (int) value;
    return narrow == value
        ? narrow
        : Conversions.narrowToInt(new ReadSite.InContext(context, hash, key), value);
  }

  /**
   * {@return what {@code scope} gives, or the default; about twice as fast as {@link #get()} in a
   * loop that holds its scope}
   *
   * @param scope an idle scope, or one that is open on the calling thread
   * @throws ParamTypeException if the value cannot be read as an int
   */
  public int get(ParamScope scope) {
    return scope.getInt(hash, defaultValue);
  }

  /** {@return what a read gives where nothing is set} */
  public int defaultValue() {
    return defaultValue;
  }

  @Override
  Object boxedDefault() {
    return defaultValue;
  }
}
