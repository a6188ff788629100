package io.hyperparameter.config;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What <code>${env:..}</code> and <code>${sys:..}</code> may look at.
 *
 * @param environment the variables, or null if nobody asked for them
 * @param properties a system property by name, or null if nobody asked for them
 */
record References(
    @Nullable Map<String, String> environment,
    @Nullable UnaryOperator<@Nullable String> properties) {
  private static final String ENV = "env:";
  private static final String SYS = "sys:";

  /** Whether a path is one of these and asked for. */
  boolean answers(String path) {
    return (environment != null && path.startsWith(ENV))
        || (properties != null && path.startsWith(SYS));
  }

  /** The name without the default. */
  static String name(String path) {
    String rest = path.substring(ENV.length());
    int colon = path.startsWith(ENV) ? rest.indexOf(':') : -1;
    return colon < 0 ? rest : rest.substring(0, colon);
  }

  /** The text, the default of a variable, or null. */
  @Nullable String text(String path) {
    String name = name(path);
    if (path.startsWith(SYS)) {
      return properties == null || name.isEmpty() ? null : properties.apply(name);
    }
    String value = environment == null ? null : environment.get(name);
    int end = ENV.length() + name.length();
    return value != null ? value : end < path.length() ? path.substring(end + 1) : null;
  }

  /** Where such a text comes from. */
  static ConfigOrigin origin(String path) {
    return ConfigOrigin.of(
        (path.startsWith(ENV) ? "environment variable " : "system property ") + name(path));
  }

  /**
   * How to ask for it, if a path looks as if it should be. Who starts a program cannot change what
   * it asks for, but may give the value.
   */
  static String hint(String path, String key) {
    if (path.startsWith(ENV)) {
      return "; variables are read on request only: by ConfigLoader.environmentReferences() in the"
          + " program, or by the shell, as in -D "
          + key
          + "=\"$"
          + name(path)
          + '"';
    }
    return path.startsWith(SYS)
        ? "; properties are read on request only: by ConfigLoader.systemReferences() in the"
            + " program; else give the value, as by -D "
            + key
            + "=VALUE"
        : "";
  }
}
