package io.hyperparameter;

/**
 * What all typed keys have in common. Made by the factories of {@link Param}; immutable and safe on
 * any thread.
 */
public abstract sealed class ParamKey
    permits IntParam, LongParam, DoubleParam, BooleanParam, Param {
  final String key;
  final long hash;
  private final String description;

  ParamKey(String key, String description) {
    this.key = key;
    this.hash = KeyHash.hash(key);
    this.description = description;
  }

  /** {@return the full dotted name} */
  public final String key() {
    return key;
  }

  /** {@return the 64-bit hash of the name ({@link KeyHash}), computed once} */
  public final long hash() {
    return hash;
  }

  /** {@return what the parameter means, for people; empty if nobody said} */
  public final String description() {
    return description;
  }

  /** The default as an object. */
  abstract Object boxedDefault();

  @Override
  public final String toString() {
    return key + " (default " + boxedDefault() + ")";
  }
}
