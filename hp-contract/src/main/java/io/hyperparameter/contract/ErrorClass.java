package io.hyperparameter.contract;

import io.hyperparameter.MissingParamException;
import io.hyperparameter.ParamTypeException;
import io.hyperparameter.ScopeStateException;
import io.hyperparameter.config.ConfigError;
import io.hyperparameter.config.ConfigException;

/** The classes of error a case can expect, and the exceptions of the Java API that are of it. */
public enum ErrorClass {
  /** A required key is missing. */
  MISSING_KEY,
  /** A value cannot be converted without loss. */
  CONVERSION,
  /** A key that no scope can hold. */
  INVALID_KEY,
  /** A scope was used in a way its state does not allow. */
  STATE,
  /** An argument that is no key is malformed. */
  ARGUMENT,
  /** References of a configuration form a cycle. */
  CYCLE,
  /** A configuration document is no map. */
  TYPE;

  /**
   * The class named in a case file.
   *
   * @throws CaseFormatException if there is none
   */
  public static ErrorClass named(String name) {
    for (ErrorClass candidate : values()) {
      if (candidate.name().toLowerCase(java.util.Locale.ROOT).equals(name)) {
        return candidate;
      }
    }
    throw new CaseFormatException("unknown error class \"" + name + "\"");
  }

  /** Whether an exception is of this class. */
  public boolean includes(Throwable error) {
    return switch (this) {
      case MISSING_KEY ->
          error instanceof MissingParamException || is(error, ConfigError.Kind.MISSING_REFERENCE);
      case CONVERSION -> error instanceof ParamTypeException;
      case STATE -> error instanceof ScopeStateException;
      // malformed keys and malformed arguments share an exception, but no subclass of it counts
      // that has a meaning of its own
      case INVALID_KEY, ARGUMENT ->
          error instanceof IllegalArgumentException && !(error instanceof ParamTypeException);
      case CYCLE -> is(error, ConfigError.Kind.CYCLE);
      case TYPE -> is(error, ConfigError.Kind.TYPE);
    };
  }

  private static boolean is(Throwable error, ConfigError.Kind kind) {
    return error instanceof ConfigException config && config.kind() == kind;
  }
}
