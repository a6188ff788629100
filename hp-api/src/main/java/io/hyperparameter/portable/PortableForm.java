package io.hyperparameter.portable;

import io.hyperparameter.conversion.Flatten;
import io.hyperparameter.conversion.StoredValues;
import io.hyperparameter.hashing.KeyHash;
import io.hyperparameter.json.PortableValues;
import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.ParamValues;
import io.hyperparameter.text.ParamText;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the two portable forms of a snapshot have in common: which values they take, in which order,
 * how large they may be, and what they refuse when read. See docs/snapshots.md.
 */
public final class PortableForm {
  /** Raised when an older reader could misunderstand what is written. */
  public static final int VERSION = 1;

  /** Neither form is larger: so many characters of JSON, so many bytes. */
  public static final int MAX_SIZE = 16 << 20;

  private PortableForm() {}

  /** The values to write, sorted, so that equal snapshots have equal forms. */
  public static SortedMap<String, @Nullable Object> visible(ParamValues values) {
    TreeMap<String, @Nullable Object> visible = new TreeMap<>();
    for (int i = 0; i < values.size(); i++) {
      if (values.kind(i) != Kind.TOMBSTONE) {
        Object value = values.boxed(i);
        String obstacle = PortableValues.obstacle(value);
        if (obstacle != null) {
          throw new IllegalArgumentException(
              ParamText.key(values.key(i))
                  + ": it is "
                  + obstacle
                  + ", which has no portable form; store it as a number, text or list of them, or"
                  + " leave out all such values with snapshot.portable()");
        }
        visible.put(values.key(i), value);
      }
    }
    return visible;
  }

  /** The keys that were deleted, sorted. */
  public static SortedSet<String> deleted(ParamValues values) {
    TreeSet<String> deleted = new TreeSet<>();
    for (int i = 0; i < values.size(); i++) {
      if (values.kind(i) == Kind.TOMBSTONE) {
        deleted.add(values.key(i));
      }
    }
    return deleted;
  }

  /** All but the values that have no portable form. */
  public static ParamValues portable(ParamValues values) {
    ParamValues portable = new ParamValues(values.size());
    for (int i = 0; i < values.size(); i++) {
      if (values.kind(i) == Kind.TOMBSTONE || PortableValues.obstacle(values.boxed(i)) == null) {
        String key = values.key(i);
        portable.put(key, values.hash(i), values.kind(i), values.bits(i), values.ref(i));
        String origin = values.originOf(key);
        if (origin != null) {
          portable.setOrigin(key, origin);
        }
      }
    }
    return portable;
  }

  /** Refuses to write or read more than {@link #MAX_SIZE}. */
  public static void requireSize(int size) {
    if (size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "a snapshot of more than "
              + (MAX_SIZE >> 20)
              + " Mi; keep data that large in files, and their names in parameters");
    }
  }

  public static IllegalArgumentException malformed(String what, @Nullable Throwable cause) {
    return new IllegalArgumentException("the snapshot is malformed: " + what, cause);
  }

  /** Takes what was read, one by one, and refuses what no snapshot of ours could have had. */
  static final class Restored {
    private final ParamValues values = new ParamValues();
    private final Map<String, Boolean> seen = new TreeMap<>();

    void value(String key, @Nullable Object value) {
      requireNew(key);
      if (value instanceof Map<?, ?> || Flatten.normalize(key, value) != value) {
        throw malformed(
            ParamText.key(key) + ": no snapshot holds " + ParamText.describe(value), null);
      }
      StoredValues.put(values, key, KeyHash.hash(key), value);
    }

    void deleted(String key) {
      requireNew(key);
      values.put(key, KeyHash.hash(key), Kind.TOMBSTONE, 0, null);
    }

    private void requireNew(String key) {
      try {
        KeyHash.requireValid(key);
      } catch (IllegalArgumentException e) {
        throw malformed(ParamText.quote(key) + " is no key", e);
      }
      if (seen.put(key, true) != null) {
        throw malformed(ParamText.key(key) + " is there twice", null);
      }
    }

    ParamValues values() {
      return values;
    }
  }
}
