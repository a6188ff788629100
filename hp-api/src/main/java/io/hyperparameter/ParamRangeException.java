package io.hyperparameter;

import io.hyperparameter.annotation.Max;
import io.hyperparameter.annotation.Min;
import io.hyperparameter.annotation.OneOf;
import io.hyperparameter.conversion.Flatten;
import io.hyperparameter.conversion.ReadSite;
import io.hyperparameter.index.ParamBounds;
import io.hyperparameter.origin.CameFrom;
import io.hyperparameter.secret.Secrets;
import io.hyperparameter.text.ParamText;
import org.jspecify.annotations.Nullable;

/**
 * A value has the right type but is outside the bounds its parameter declares ({@link Min}, {@link
 * Max}, {@link OneOf}). The message names the key, the value, where it came from and what is
 * allowed.
 *
 * <p>Immutable and safe on any thread.
 */
public final class ParamRangeException extends ParamException {
  /** The index of a value that is in no list. */
  static final int NO_INDEX = -1;

  private static final long serialVersionUID = 1L;

  /** Where in a list the value is, from 0; negative if it is in none. */
  private final int index;

  private final transient @Nullable Object value;

  /** What is allowed. */
  private final String bounds;

  ParamRangeException(
      String key, int index, @Nullable Object value, String bounds, @Nullable String origin) {
    super(message(key, index, value, bounds, origin), key, origin);
    this.index = index;
    this.value = value;
    this.bounds = bounds;
  }

  /** The error of a value that was read and is not allowed. */
  static ParamRangeException of(ReadSite site, Object value, ParamBounds bounds) {
    return new ParamRangeException(site.key(), NO_INDEX, value, bounds.toString(), site.origin());
  }

  private static String message(
      String key, int index, @Nullable Object value, String bounds, @Nullable String origin) {
    StringBuilder message = new StringBuilder(128);
    message.append(ParamText.key(key));
    if (index != NO_INDEX) {
      message.append('[').append(index).append(']');
    }
    message.append(": ");
    message.append(Secrets.describe(key, Flatten.normalize(key, value))).append(" is not allowed");
    message.append(CameFrom.text(key, origin));
    return message.append("; give a value ").append(bounds).toString();
  }

  /** {@return where in the list of the parameter the value is, from 0; -1 if it is in no list} */
  public int index() {
    return index;
  }

  /**
   * {@return the value, of a list the element; null if it is null, or if this exception was
   * deserialized}
   */
  public @Nullable Object value() {
    return value;
  }

  /** {@return what is allowed, such as {@code > 0 and <= 1}} */
  public String bounds() {
    return bounds;
  }
}
