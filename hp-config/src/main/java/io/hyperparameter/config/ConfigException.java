package io.hyperparameter.config;

import io.hyperparameter.ParamException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A configuration cannot be loaded, bound or written. Reports everything that is wrong with it,
 * each thing with its place and the line it stands in. {@link #key} and {@link #origin} are those
 * of the first.
 *
 * <p>Immutable and safe on any thread.
 */
public final class ConfigException extends ParamException {
  private static final long serialVersionUID = 1L;

  /** At least one; an ArrayList because a serialized field needs a serializable type. */
  private final ArrayList<ConfigError> errors;

  ConfigException(List<ConfigError> errors, @Nullable Throwable cause) {
    super(message(errors), keyOf(errors.get(0)), originOf(errors.get(0)));
    initCause(cause);
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

  private static String keyOf(ConfigError error) {
    String key = error.key();
    return key == null ? "" : key;
  }

  private static @Nullable String originOf(ConfigError error) {
    ConfigOrigin origin = error.origin();
    return origin == null ? null : origin.toString();
  }
}
