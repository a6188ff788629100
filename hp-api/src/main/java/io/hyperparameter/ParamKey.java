package io.hyperparameter;

/**
 * What all typed keys have in common. Made by the factories of {@link Param}; immutable and safe on
 * any thread.
 */
public sealed interface ParamKey permits IntParam, LongParam, DoubleParam, BooleanParam, Param {
  /** {@return the full dotted name} */
  String key();

  /** {@return the 64-bit hash of the name ({@link KeyHash}), computed once} */
  long hash();

  /** {@return what the parameter means, for people; empty if nobody said} */
  String description();
}
