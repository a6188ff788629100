package io.hyperparameter.recording;

import io.hyperparameter.secret.Secrets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a {@link ParamRecorder} notes of one key. Safe on any thread. */
final class Tally {
  /** The origin of a default. */
  static final String DEFAULT = "default";

  /** The kind of a default that only its reader knows. */
  static final String UNKNOWN = "unknown";

  private @Nullable Object value;
  private @Nullable Object defaultValue;
  private String origin = DEFAULT;
  private boolean found;
  private boolean defaultKnown;
  private boolean defaultVaries;
  private boolean varies;
  private boolean known;
  private long count;

  /**
   * Notes a read.
   *
   * @param isFound whether anything was set
   * @param read what the reader got; null for none, or for a default that it knows alone
   * @param from the origin
   */
  synchronized void add(boolean isFound, @Nullable Object read, String from) {
    boolean tells = isFound || read != null; // else the default may be told later
    if (tells && known) {
      varies |= found != isFound || !Objects.equals(value, read);
    }
    count++;
    found |= isFound;
    origin = from;
    if (tells) {
      known = true;
      value = read;
      if (!isFound) {
        noteDefault(read);
      }
    }
  }

  /**
   * Notes which default the reader took.
   *
   * @param def the default
   */
  synchronized void took(@Nullable Object def) {
    varies |= known && (found || !Objects.equals(value, def));
    known = true;
    value = def;
    noteDefault(def);
  }

  private void noteDefault(@Nullable Object def) {
    defaultVaries |= defaultKnown && !Objects.equals(defaultValue, def);
    defaultKnown = true;
    defaultValue = def;
  }

  /**
   * {@return whether all readers that took a default took the same} Others may have found a value.
   */
  synchronized boolean hasOneDefault() {
    return defaultKnown && !defaultVaries;
  }

  /** {@return whether readers took different defaults} */
  synchronized boolean hasMixedDefaults() {
    return defaultVaries;
  }

  /** {@return the default that was taken last} */
  synchronized @Nullable Object defaultValue() {
    return defaultValue;
  }

  /** {@return what the last reader got; null for none} */
  synchronized @Nullable Object value() {
    return value;
  }

  /**
   * {@return what was noted, as it is told}
   *
   * @param key the key, whose value is masked if it is secret
   */
  synchronized ParamRecorder.Read told(String key) {
    return new ParamRecorder.Read(
        key,
        value != null && Secrets.has(key) ? Secrets.MASK : value,
        kind(),
        Secrets.maskOrigin(key, origin),
        !found,
        varies,
        count);
  }

  private String kind() {
    if (value == null) {
      return known ? "null" : UNKNOWN;
    }
    if (value instanceof String) {
      return "text";
    }
    if (value instanceof Long || value instanceof Double || value instanceof Boolean) {
      return value.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }
    return value.getClass().getTypeName();
  }
}
