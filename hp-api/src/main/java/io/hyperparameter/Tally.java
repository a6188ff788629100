package io.hyperparameter;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a {@link ParamRecorder} notes of one key. Safe on any thread. */
final class Tally {
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

  /** Whether all readers that took a default took the same; others may have found a value. */
  synchronized boolean hasOneDefault() {
    return defaultKnown && !defaultVaries;
  }

  /** Whether readers took different defaults. */
  synchronized boolean hasMixedDefaults() {
    return defaultVaries;
  }

  /** The default that was taken last. */
  synchronized @Nullable Object defaultValue() {
    return defaultValue;
  }

  synchronized @Nullable Object value() {
    return value;
  }

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
