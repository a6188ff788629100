package io.hyperparameter;

import org.jspecify.annotations.Nullable;

/**
 * A parameter has a value that cannot be read as the type that was asked for without loss.
 *
 * <p>A default stands in for a missing value, never for a wrong one (rule R5), so such a read is
 * this error and not the default. The message names the key, the value and its kind, the wanted
 * type, where the value came from if that is known, and what to give instead.
 *
 * <p>Immutable and safe on any thread, as far as the value is.
 */
public final class ParamTypeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The key that was read. */
  private final String key;

  // Any object can be a value, and most are not serializable.
  private final transient @Nullable Object value;

  // only to build a message again
  private final transient @Nullable String hint;

  /** The type asked for. */
  private final String wantedType;

  /** Where the value came from, or null. */
  private final @Nullable String origin;

  private ParamTypeException(
      String message,
      String key,
      @Nullable Object value,
      String wantedType,
      @Nullable String origin,
      @Nullable String hint) {
    super(message);
    this.key = key;
    this.value = value;
    this.wantedType = wantedType;
    this.origin = origin;
    this.hint = hint;
  }

  /**
   * Builds the exception and its message.
   *
   * @param value the stored value; null if an explicit null was read as required
   * @param wanted the type asked for, such as {@code long}
   * @param origin where the value came from, as the end of "it came from ...", or null
   * @param hint what to do instead, an imperative without a full stop, or null
   */
  static ParamTypeException of(
      String key,
      @Nullable Object value,
      String wanted,
      @Nullable String origin,
      @Nullable String hint) {
    StringBuilder message = new StringBuilder(128);
    message.append(ParamText.key(key)).append(": ").append(ParamText.describe(value));
    message.append(" cannot be read as ").append(article(wanted)).append(' ').append(wanted);
    if (origin != null) {
      message.append("; it came from ").append(origin);
    }
    if (hint != null) {
      message.append("; ").append(hint);
    }
    return new ParamTypeException(message.toString(), key, value, wanted, origin, hint);
  }

  /**
   * This error of a read of {@code site} that asked for an int by way of a long, or for a float by
   * way of a double: it names what the caller asked for. The error of another read, such as one
   * that a lazy value makes, stays as it is.
   */
  ParamTypeException wanting(String narrow, ReadSite site) {
    String wide = narrow.equals("int") ? "long" : "double";
    return wantedType.equals(wide) && key.equals(site.key())
        ? of(key, value, narrow, origin, hint)
        : this;
  }

  private static String article(String noun) {
    return !noun.isEmpty() && "aeiouAEIOU".indexOf(noun.charAt(0)) >= 0 ? "an" : "a";
  }

  /**
   * The key that was read.
   *
   * @return the key
   */
  public String key() {
    return key;
  }

  /**
   * The value that could not be converted; null if it is an explicit null, or if this exception was
   * deserialized.
   *
   * @return the stored value
   */
  public @Nullable Object value() {
    return value;
  }

  /**
   * The type asked for: {@code "long"}, {@code "double"}, the simple name of an enum, and so on.
   *
   * @return the name of the type
   */
  public String wantedType() {
    return wantedType;
  }

  /**
   * Where the value came from, such as {@code definition "train.lr=abc"}.
   *
   * @return the origin, or null if unknown
   */
  public @Nullable String origin() {
    return origin;
  }
}
