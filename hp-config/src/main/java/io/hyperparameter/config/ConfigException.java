package io.hyperparameter.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A configuration cannot be loaded, bound or written. Reports everything that is wrong with it,
 * each thing with its place and the line it stands in.
 *
 * <p>Immutable and safe on any thread.
 */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** At least one; an ArrayList because a serialized field needs a serializable type. */
  private final ArrayList<ConfigError> errors;

  ConfigException(List<ConfigError> errors, @Nullable Throwable cause) {
    super(message(errors), cause);
    this.errors = new ArrayList<>(errors);
  }

  private static String message(List<ConfigError> errors) {
    if (errors.size() == 1) {
      return errors.get(0).toString();
    }
    StringBuilder message = new StringBuilder();
    message.append(errors.size()).append(" errors in the configuration:");
    errors.forEach(error -> message.append('\n').append(error));
    return message.toString();
  }

  /** {@return everything that is wrong, at least one thing; unmodifiable} */
  public List<ConfigError> errors() {
    return List.copyOf(errors);
  }

  /** {@return what sort of thing is wrong first} */
  public ConfigError.Kind kind() {
    return errors.get(0).kind();
  }

  /** {@return the key of the first error, or null if it is about none} */
  public @Nullable String key() {
    return errors.get(0).key();
  }

  /** {@return the origin of the first error as text, or null if it has none} */
  public @Nullable String origin() {
    ConfigOrigin origin = errors.get(0).origin();
    return origin == null ? null : origin.toString();
  }
}
