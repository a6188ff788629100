package io.hyperparameter.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong, so that it is reported at once. Belongs to one load or bind. */
final class Problems {
  /** Nobody reads more. */
  private static final int MAX = 100;

  /** Thrown where going on makes no sense; what is wrong has been added. */
  static final class Abort extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Abort() {
      super(null, null, false, false);
    }
  }

  private final List<ConfigError> errors = new ArrayList<>();
  private @Nullable Throwable cause;

  void add(
      ConfigError.Kind kind, @Nullable String key, @Nullable ConfigOrigin origin, String message) {
    ConfigError error = new ConfigError(kind, key, origin, message);
    if (errors.size() < MAX && !errors.contains(error)) { // an alias or reference repeats one
      errors.add(error);
    }
  }

  void add(
      ConfigError.Kind kind,
      @Nullable String key,
      @Nullable ConfigOrigin origin,
      String message,
      Throwable why) {
    add(kind, key, origin, message);
    if (cause == null) {
      cause = why;
    }
  }

  /** Adds, and gives what to throw. */
  Abort abort(
      ConfigError.Kind kind, @Nullable String key, @Nullable ConfigOrigin origin, String message) {
    add(kind, key, origin, message);
    return new Abort();
  }

  int count() {
    return errors.size();
  }

  void throwIfAny() {
    if (!errors.isEmpty()) {
      throw new ConfigException(errors, cause);
    }
  }
}
