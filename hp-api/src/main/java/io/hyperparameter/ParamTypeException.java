package io.hyperparameter;

import io.hyperparameter.conversion.ReadSite;
import io.hyperparameter.origin.CameFrom;
import io.hyperparameter.secret.Secrets;
import io.hyperparameter.text.ParamText;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
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
public final class ParamTypeException extends ParamException {
  private static final long serialVersionUID = 1L;

  private static final String ASKED =
      "a supplier is stored as the object it is; to have it asked at each read, store"
          + " Suggest.from(supplier)";

  private static final int NO_INDEX = -1;

  // Any object can be a value, and most are not serializable.
  private final transient @Nullable Object value;

  // only to build a message again
  private final transient @Nullable String hint;

  /** The type asked for. */
  private final String wantedType;

  private ParamTypeException(
      String message,
      String key,
      @Nullable Object value,
      String wantedType,
      @Nullable String origin,
      @Nullable String hint) {
    super(message, key, origin);
    this.value = value;
    this.wantedType = wantedType;
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
    return of(key, NO_INDEX, value, wanted, origin, hint);
  }

  /** The same of an element of a list; the index is negative if the value is none. */
  static ParamTypeException of(
      String key,
      int index,
      @Nullable Object value,
      String wanted,
      @Nullable String origin,
      @Nullable String hint) {
    StringBuilder message = new StringBuilder(128);
    message.append(ParamText.key(key));
    if (index >= 0) {
      message.append('[').append(index).append(']');
    }
    message.append(": ").append(Secrets.describe(key, value));
    message.append(" cannot be read as ").append(article(wanted)).append(' ').append(wanted);
    message.append(CameFrom.text(key, origin));
    String wayOut = value instanceof Supplier || value instanceof Callable ? ASKED : hint;
    if (wayOut != null) {
      message.append("; ").append(wayOut);
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
    return wantedType.equals(wide) && key().equals(site.key())
        ? of(key(), value, narrow, origin(), hint)
        : this;
  }

  private static String article(String noun) {
    return !noun.isEmpty() && "aeiouAEIOU".indexOf(noun.charAt(0)) >= 0 ? "an" : "a";
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
}
