package io.hyperparameter;

import io.hyperparameter.index.ParamEntry;
import java.io.Serializable;

/**
 * What all typed keys have in common. Made by the factories of {@link Param}; immutable and safe on
 * any thread.
 *
 * <p>While a typed key exists no key of another name but the same hash can be declared or stored
 * (that is an {@link IllegalArgumentException}), so reads through it need not compare names. What
 * was stored before it was declared is not found out: declare keys as constants.
 *
 * <p>Two keys are equal if they are of one kind and have the same name, default, description and
 * bounds. Serializable, if a parser is: the hash is computed anew when read.
 *
 * @param <T> the type of the value, boxed
 */
public sealed interface ParamKey<T> extends Serializable
    permits IntParam, LongParam, DoubleParam, BooleanParam, Param {
  /** {@return the full dotted name} */
  String key();

  /** {@return the 64-bit hash of the name ({@link ParamEntry#hashOf}), computed once} */
  long hash();

  /** {@return what the parameter means, for people; empty if nobody said} */
  String description();

  /**
   * {@return what {@code get()} gives, boxed} It has a name of its own so that {@code
   * executor.submit(LR::value)} compiles, where {@code LR::get} could be either of two methods.
   *
   * @throws ParamException if the value cannot be read as a {@code T}, or is outside the bounds
   */
  T value();
}
