package io.hyperparameter.spi;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of the open levels came from, by key, as phrases for messages. A context has
 * none until somebody says so of a value.
 */
final class LevelOrigins {
  private static final int FIRST_LEVELS = 4;

  @SuppressWarnings({"unchecked", "rawtypes"}) // there are no generic arrays
  private @Nullable Map<String, String>[] byLevel = new Map[FIRST_LEVELS];

  /** What is known of a level (from 1), or null. */
  @Nullable Map<String, String> of(int level) {
    return level > 0 && level <= byLevel.length ? byLevel[level - 1] : null;
  }

  /** Takes a map as what is known of a level. */
  void set(int level, Map<String, String> named) {
    if (level > byLevel.length) {
      byLevel = Arrays.copyOf(byLevel, Math.max(level, byLevel.length * 2));
    }
    byLevel[level - 1] = named;
  }

  /** Says where one value of a level came from; null: nobody says. */
  void set(int level, String key, @Nullable String origin) {
    Map<String, String> named = of(level);
    if (origin == null) {
      if (named != null) {
        named.remove(key);
      }
      return;
    }
    if (named == null) {
      named = new HashMap<>();
      set(level, named);
    }
    named.put(key, origin);
  }

  /** Forgets a level. */
  void drop(int level) {
    if (level <= byLevel.length) {
      byLevel[level - 1] = null;
    }
  }
}
