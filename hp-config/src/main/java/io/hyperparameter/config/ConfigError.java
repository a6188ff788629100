package io.hyperparameter.config;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One thing that is wrong with a configuration. Immutable and safe on any thread. */
public final class ConfigError implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What sort of thing is wrong. */
  public enum Kind {
    /** A source cannot be read. */
    UNREADABLE,
    /** A text is malformed. */
    SYNTAX,
    /** One key is given twice in one source. */
    DUPLICATE,
    /** A map, a list or text is where another of them must be. */
    TYPE,
    /** A reference names nothing. */
    MISSING_REFERENCE,
    /** References, includes or maps lead back to where they started. */
    CYCLE,
    /** A source is larger or deeper than {@link ConfigLimits} allows. */
    LIMIT,
    /** A definition, profile, include or variable that cannot be carried out. */
    OVERRIDE,
    /** A value cannot be read as the type of its field. */
    CONVERSION,
    /** A value is outside its bounds. */
    RANGE,
    /** A required field is missing. */
    MISSING_FIELD,
    /** A value belongs to no field. */
    UNKNOWN_FIELD
  }

  /** What sort of thing is wrong. */
  private final Kind kind;

  /** The full key it is about, or null. */
  private final @Nullable String key;

  /** Where it stands, or null. */
  private final @Nullable ConfigOrigin origin;

  /** What is wrong and what to do. */
  private final String message;

  ConfigError(Kind kind, @Nullable String key, @Nullable ConfigOrigin origin, String message) {
    this.kind = kind;
    this.key = key;
    this.origin = origin;
    this.message = message;
  }

  /** {@return what sort of thing is wrong} */
  public Kind kind() {
    return kind;
  }

  /** {@return the full key it is about, or null if it is about none} */
  public @Nullable String key() {
    return key;
  }

  /** {@return where it stands, or null if it stands nowhere, as a missing field does} */
  public @Nullable ConfigOrigin origin() {
    return origin;
  }

  /** {@return what is wrong and what to do, without the place} */
  public String message() {
    return message;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ConfigError that
        && kind == that.kind
        && Objects.equals(key, that.key)
        && Objects.equals(origin, that.origin)
        && message.equals(that.message);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, key, origin, message);
  }

  /** The place, the message, and if there is one the line with a caret below the column. */
  @Override
  public String toString() {
    if (origin == null) {
      return message;
    }
    String snippet = origin.snippet();
    return origin + ": " + message + (snippet.isEmpty() ? "" : "\n" + snippet);
  }
}
