package io.hyperparameter.spi;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of the open levels (from 1) and of the base (0) came from, by key, as phrases
 * for messages: a definition, a file with line and column, a line of code. A context has none until
 * somebody says so of a value, and then keeps them by itself: a level brings those it is entered
 * with and takes them along when it is left, and a write that says nothing forgets what was known.
 */
final class LevelOrigins {
  private static final int FIRST_LEVELS = 4;

  @SuppressWarnings({"unchecked", "rawtypes"}) // there are no generic arrays
  @Nullable Map<String, String>[] byLevel = new Map[FIRST_LEVELS];

  /**
   * One bit a level, of the first 64: whether its map was made here, so that it may be changed.
   * What a scope is entered with is the scope's, of which copies are made while it is open, and
   * what is known of the base is shared with other threads.
   */
  private long own;

  /** What is known of a level, or null. */
  @Nullable Map<String, String> of(int level) {
    return level < byLevel.length ? byLevel[level] : null;
  }

  /** Takes a map as what is known of a level; it is not changed here. */
  void set(int level, Map<String, String> named) {
    if (level >= byLevel.length) {
      byLevel = Arrays.copyOf(byLevel, Math.max(level + 1, byLevel.length * 2));
    }
    byLevel[level] = named;
    own &= ~bit(level);
  }

  private static long bit(int level) {
    return level < Long.SIZE ? 1L << level : 0;
  }

  /** Everything in a level was hidden. */
  void forget(int level) {
    if (level < byLevel.length) {
      byLevel[level] = null;
    }
  }

  /** What is known of the values that are visible in a context; null if nothing is. */
  @Nullable Map<String, String> visible(Context context) {
    Map<String, String> visible = new HashMap<>();
    for (int level = 0; level <= context.depth(); level++) {
      Map<String, String> named = of(level);
      if (named != null) {
        for (Map.Entry<String, String> entry : named.entrySet()) {
          long hash = context.hashOf(entry.getKey());
          if (context.levelOf(hash) == level && Kind.isPresent(context.kind(hash))) {
            visible.put(entry.getKey(), entry.getValue());
          }
        }
      }
    }
    return visible.isEmpty() ? null : visible;
  }

  /** Says where one value of a level came from; null: nobody says. */
  void set(int level, String key, @Nullable String origin) {
    Map<String, String> named = of(level);
    if (origin == null && (named == null || !named.containsKey(key))) {
      return;
    }
    if (named == null || (own & bit(level)) == 0) {
      named = named == null ? new HashMap<>() : new HashMap<>(named);
      set(level, named);
      own |= bit(level);
    }
    if (origin == null) {
      named.remove(key);
    } else {
      named.put(key, origin);
    }
  }
}
