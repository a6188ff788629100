package io.hyperparameter;

import io.hyperparameter.secret.Secrets;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a parameter: it is missing ({@link MissingParamException}), cannot be read as
 * the type that was asked for ({@link ParamTypeException}), or is outside its bounds ({@link
 * ParamRangeException}); or a file that gives parameters cannot be taken ({@code ConfigException}
 * of {@code hp-config}). A program that wants to treat them alike catches this type.
 *
 * <p>Malformed keys and definitions are an {@link IllegalArgumentException}, scopes used in a wrong
 * state a {@link ScopeStateException}: these are mistakes of the program, not of a value.
 *
 * <p>Immutable and safe on any thread.
 */
public abstract class ParamException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The key of the parameter. */
  private final String key;

  /** Where the value came from, or null. */
  private final @Nullable String origin;

  /**
   * For the errors of this library.
   *
   * @param message key, value, origin and the way out
   * @param key the full key; empty if it is about no parameter in particular
   * @param origin where the value came from, as a phrase; or null
   */
  protected ParamException(String message, String key, @Nullable String origin) {
    super(message);
    this.key = key;
    this.origin = origin == null ? null : Secrets.maskOrigin(key, origin);
  }

  /**
   * The key of the parameter.
   *
   * @return the full key; empty where a file is at fault as a whole
   */
  public final String key() {
    return key;
  }

  /**
   * Where the value came from, such as {@code definition "train.lr=abc"}.
   *
   * @return the origin as a phrase; null if unknown, or if there is no value
   */
  public final @Nullable String origin() {
    return origin;
  }
}
