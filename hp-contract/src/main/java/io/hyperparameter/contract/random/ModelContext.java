package io.hyperparameter.contract.random;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The context of one thread or bound task: a base and a stack of levels, each a map. */
final class ModelContext {
  /** In place of a value: the key is absent here although a lower level may have it. */
  static final Object TOMBSTONE =
      new Object() {
        @Override
        public String toString() {
          return "TOMBSTONE";
        }
      };

  final Map<String, @Nullable Object> base;

  /** Innermost first. */
  final Deque<Level> levels = new ArrayDeque<>();

  /** What it started on: the only keys that a tombstone at the base hides. */
  private final Set<String> below;

  ModelContext(Map<String, @Nullable Object> base) {
    this.base = new LinkedHashMap<>(base);
    this.below = Set.copyOf(base.keySet());
  }

  /** Hides a key where writes go; at the base only if something is below. */
  void hide(String key) {
    if (levels.isEmpty() && !below.contains(key)) {
      base.remove(key);
    } else {
      innermost().put(key, TOMBSTONE);
    }
  }

  /**
   * One level: what an isolating entry hid, the values and tombstones written since, and the scope
   * object it belongs to.
   */
  record Level(ModelScope owner, Set<String> hidden, Map<String, @Nullable Object> changes) {}

  /** Where writes go. */
  Map<String, @Nullable Object> innermost() {
    Level level = levels.peekFirst();
    return level == null ? base : level.changes;
  }

  /** The last word about every key: its value or a tombstone. */
  Map<String, @Nullable Object> everything() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(base);
    for (Iterator<Level> outward = levels.descendingIterator(); outward.hasNext(); ) {
      Level level = outward.next();
      level.hidden.forEach(key -> all.put(key, TOMBSTONE));
      all.putAll(level.changes);
    }
    return all;
  }

  /** What can be seen. */
  Map<String, @Nullable Object> visible() {
    return withoutTombstones(everything());
  }

  static Map<String, @Nullable Object> withoutTombstones(Map<String, @Nullable Object> map) {
    Map<String, @Nullable Object> present = new LinkedHashMap<>(map);
    present.values().removeIf(value -> value == TOMBSTONE);
    return present;
  }
}
