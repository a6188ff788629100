package io.hyperparameter.contract.random;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The context of one thread or bound task: a base and a stack of levels, each a map. */
final class ModelContext {
  /** In place of a value: the key is absent here although a lower level may have it. */
  static final Object TOMBSTONE = new Mark("TOMBSTONE");

  /** In place of a value: there is none to be seen. */
  static final Object ABSENT = new Mark("ABSENT");

  final Map<String, @Nullable Object> base;

  /** Innermost first. */
  final Deque<Level> levels = new ArrayDeque<>();

  /** What it started on: the only keys that a tombstone at the base hides. */
  private final Map<String, @Nullable Object> below;

  /**
   * @param base what it starts on; nobody may change it later
   */
  ModelContext(Map<String, @Nullable Object> base) {
    this.base = new HashMap<>(base);
    this.below = base;
  }

  /** Hides a key where writes go; at the base only if something is below. */
  void hide(String key) {
    if (levels.isEmpty() && !below.containsKey(key)) {
      base.remove(key);
    } else {
      innermost().put(key, TOMBSTONE);
    }
  }

  /**
   * One level: the scope object it belongs to, whether it hides what is below it, and the values
   * and tombstones written since.
   */
  record Level(ModelScope owner, boolean isolating, Map<String, @Nullable Object> changes) {}

  /** Where writes go. */
  Map<String, @Nullable Object> innermost() {
    Level level = levels.peekFirst();
    return level == null ? base : level.changes;
  }

  /** What a key shows: the innermost word about it, or {@link #ABSENT}. */
  @Nullable Object see(String key) {
    for (Level level : levels) {
      Object value = level.changes.getOrDefault(key, ABSENT);
      if (value != ABSENT) {
        return shown(value);
      }
      if (level.isolating) {
        return ABSENT;
      }
    }
    return shown(base.getOrDefault(key, ABSENT));
  }

  /** A tombstone shows nothing. */
  static @Nullable Object shown(@Nullable Object value) {
    return value == TOMBSTONE ? ABSENT : value;
  }

  /** The last word about every key: its value or a tombstone. */
  Map<String, @Nullable Object> everything() {
    Map<String, @Nullable Object> all = new HashMap<>(base);
    for (Iterator<Level> outward = levels.descendingIterator(); outward.hasNext(); ) {
      Level level = outward.next();
      if (level.isolating) {
        all.replaceAll((key, value) -> TOMBSTONE);
      }
      all.putAll(level.changes);
    }
    return all;
  }

  /** What can be seen. */
  Map<String, @Nullable Object> visible() {
    return dropTombstones(everything());
  }

  static Map<String, @Nullable Object> withoutTombstones(Map<String, @Nullable Object> map) {
    return dropTombstones(new HashMap<>(map));
  }

  /** Takes the tombstones out of a map of the caller's own; the map. */
  static Map<String, @Nullable Object> dropTombstones(Map<String, @Nullable Object> own) {
    own.values().removeIf(value -> value == TOMBSTONE);
    return own;
  }

  /** An object with a name, equal to itself alone. */
  private static final class Mark {
    private final String name;

    Mark(String name) {
      this.name = name;
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
