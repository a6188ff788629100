package io.hyperparameter;

import io.hyperparameter.annotation.Max;
import io.hyperparameter.annotation.Min;
import io.hyperparameter.annotation.OneOf;

/**
 * A typed key for long values; see {@link Param}. Reading it costs finding the thread's context and
 * one probe, and allocates nothing.
 */
public sealed interface LongParam extends ParamKey<Long>
    permits TypedKeys.OfLong, TypedKeys.BoundedLong {
  /**
   * {@return what the calling thread sees, or the default if the key is missing or null}
   *
   * @throws ParamTypeException if the value cannot be read as a long
   * @throws ParamRangeException if the value is outside the bounds
   */
  long get();

  /**
   * {@return what {@code scope} gives, or the default; faster than {@link #get()} in a loop that
   * holds its scope}
   *
   * @param scope an idle scope, or one that is open on the calling thread
   * @throws ParamTypeException if the value cannot be read as a long
   * @throws ParamRangeException if the value is outside the bounds
   * @throws ScopeStateException if the scope is open elsewhere than in what the calling thread runs
   */
  long get(ParamScope scope);

  /** {@return what a read gives where nothing is set} */
  long defaultValue();

  @Override
  default Long value() {
    return get();
  }

  /**
   * {@return this key with a lower bound, checked at each read as {@link Min} is} Without bounds a
   * read checks nothing.
   *
   * @param least the least value that is allowed
   * @throws IllegalArgumentException if the default is below
   */
  LongParam min(long least);

  /**
   * {@return this key with an upper bound, checked at each read as {@link Max} is}
   *
   * @param most the greatest value that is allowed
   * @throws IllegalArgumentException if the default is above
   */
  LongParam max(long most);

  /**
   * {@return this key with the only values it may have, checked at each read as {@link OneOf} is}
   *
   * @param values what is allowed; at least one
   * @throws IllegalArgumentException if the default is not among them
   */
  LongParam oneOf(long... values);
}
