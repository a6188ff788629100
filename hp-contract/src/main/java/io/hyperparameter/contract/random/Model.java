package io.hyperparameter.contract.random;

import io.hyperparameter.contract.random.ModelContext.Level;
import io.hyperparameter.contract.random.ModelError.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of SEMANTICS.md in the most obvious form: maps in a stack, asked from the innermost
 * outwards. A null scope means the current context.
 */
final class Model {
  private final Set<Mutation> faults;
  final LazyPool lazies;

  /** What new threads start on; replaced, never changed. */
  Map<String, @Nullable Object> frozen = new HashMap<>();

  /**
   * The keys that were written, removed, entered or left with a level since it was last emptied.
   */
  final List<String> touched = new ArrayList<>();

  Model(LazyPool lazies, Set<Mutation> faults) {
    this.lazies = lazies;
    this.faults = faults;
  }

  boolean has(Mutation fault) {
    return faults.contains(fault);
  }

  // ---- reading ----

  /** What can be seen through a scope. */
  Map<String, @Nullable Object> visible(@Nullable ModelScope scope, ModelContext context) {
    ModelScope idle = idle(scope, context);
    if (idle == null) {
      return context.visible();
    }
    Map<String, @Nullable Object> all = idle.isolating ? new HashMap<>() : context.visible();
    if (prefersContext(idle)) {
      idle.own.forEach(all::putIfAbsent);
    } else {
      all.putAll(idle.own);
    }
    return ModelContext.dropTombstones(all);
  }

  /** What one key shows through a scope: its value, or {@link ModelContext#ABSENT}. */
  @Nullable Object see(@Nullable ModelScope scope, ModelContext context, String key) {
    ModelScope idle = idle(scope, context);
    if (idle == null) {
      return context.see(key);
    }
    Object own = idle.own.getOrDefault(key, ModelContext.ABSENT);
    if (prefersContext(idle)) {
      Object outer = context.see(key);
      return outer == ModelContext.ABSENT ? ModelContext.shown(own) : outer;
    }
    if (own != ModelContext.ABSENT) {
      return ModelContext.shown(own);
    }
    return idle.isolating ? ModelContext.ABSENT : context.see(key);
  }

  private boolean prefersContext(ModelScope idle) {
    return has(Mutation.IDLE_READS_CONTEXT_FIRST) && !idle.isolating;
  }

  /** The pairs a listing gives. */
  Map<String, @Nullable Object> listed(@Nullable ModelScope scope, ModelContext context) {
    Map<String, @Nullable Object> all = visible(scope, context);
    if (has(Mutation.LISTING_ASKS_LAZY_VALUES)) {
      all.values().forEach(value -> lazies.expectIfLazy(value));
    }
    return all;
  }

  /** A read by any type; {@code def} is null for a required one. */
  @Nullable Object read(
      @Nullable ModelScope scope,
      ModelContext context,
      String key,
      ReadType type,
      @Nullable Default def) {
    requireValid(key);
    Object seen = see(scope, context, key);
    if (seen == ModelContext.ABSENT) {
      return orDefault(def, Kind.MISSING);
    }
    Object value = lazies.resolve(seen);
    if (value == null && has(Mutation.NULL_IS_MISSING)) {
      return orDefault(def, Kind.MISSING);
    }
    if (type == ReadType.RAW) {
      return value;
    }
    if (value == null) {
      return orDefault(def, Kind.CONVERSION);
    }
    try {
      return ModelConversions.convert(mutated(value, type), type);
    } catch (ModelError e) {
      if (has(Mutation.WRONG_VALUE_GIVES_DEFAULT) && def != null) {
        return def.value();
      }
      throw e;
    }
  }

  private Object mutated(Object value, ReadType type) {
    if (type == ReadType.LONG && value instanceof Double number) {
      boolean whole = Math.rint(number) == number;
      return (has(Mutation.DOUBLE_IS_TRUNCATED) && !whole) ? (Object) number.longValue() : value;
    }
    if (type == ReadType.LONG && value instanceof String text) {
      boolean loses = has(Mutation.LONG_TEXT_LOSES_DIGITS) && text.matches("-?[0-9]{1,19}");
      return loses ? (Object) (long) Double.parseDouble(text) : text;
    }
    return value;
  }

  private static @Nullable Object orDefault(@Nullable Default def, Kind kind) {
    if (def == null) {
      throw new ModelError(kind);
    }
    return def.value();
  }

  // ---- writing ----

  void put(@Nullable ModelScope scope, ModelContext context, String key, @Nullable Object value) {
    if (value instanceof Map<?, ?>) {
      putAll(scope, context, ModelValues.single(key, value));
      return;
    }
    requireValid(key);
    Object stored = ModelValues.stored(value);
    target(scope, context).put(key, stored);
    touched.add(key);
  }

  /** Writes a value, or removes the key. */
  void write(@Nullable ModelScope scope, ModelContext context, String key, @Nullable Object value) {
    if (value == ModelContext.TOMBSTONE) {
      remove(scope, context, key);
    } else {
      put(scope, context, key, value);
    }
  }

  /** Writes all of it or nothing; {@code flat} has dotted keys and stored kinds. */
  void putAll(
      @Nullable ModelScope scope, ModelContext context, Map<String, @Nullable Object> flat) {
    if (has(Mutation.REFUSED_MAP_IS_HALF_WRITTEN)) {
      Map<String, @Nullable Object> target = target(scope, context);
      flat.forEach(
          (key, value) -> {
            requireValid(key);
            target.put(key, value);
          });
    } else {
      flat.keySet().forEach(Model::requireValid);
      target(scope, context).putAll(flat);
    }
    touched.addAll(flat.keySet());
  }

  /** A new scope: what this one holds, or was entered with, and more. */
  ModelScope with(
      @Nullable ModelScope scope, ModelContext context, Map<String, @Nullable Object> flat) {
    ModelScope made = new ModelScope();
    flat.keySet().forEach(Model::requireValid);
    if (scope != null) {
      ModelScope idle = idle(scope, context);
      made.own.putAll(scope.own);
      made.isolating = scope.isolating;
      if (has(Mutation.WITH_CHANGES_ITS_RECEIVER) && idle != null) {
        putAll(idle, context, flat);
      }
    }
    putAll(made, context, flat);
    return made;
  }

  void remove(@Nullable ModelScope scope, ModelContext context, String key) {
    requireValid(key);
    Map<String, @Nullable Object> target = target(scope, context);
    touched.add(key);
    if (has(Mutation.REMOVE_OF_MISSING_LEAVES_NO_TOMBSTONE)
        && see(scope, context, key) == ModelContext.ABSENT) {
      return;
    }
    if (target == context.base) {
      context.hide(key);
    } else {
      target.put(key, ModelContext.TOMBSTONE);
    }
  }

  void clear(@Nullable ModelScope scope, ModelContext context) {
    ModelScope idle = idle(scope, context);
    Map<String, @Nullable Object> target = target(scope, context);
    touched.addAll(target.keySet());
    if (idle != null) {
      target.clear();
      idle.isolating = true;
    } else if (has(Mutation.CLEAR_SHOWS_OUTER_VALUES)) {
      target.clear();
    } else {
      Set<String> hidden = context.visible().keySet();
      hidden.forEach(context::hide);
      touched.addAll(hidden);
    }
  }

  private Map<String, @Nullable Object> target(@Nullable ModelScope scope, ModelContext context) {
    ModelScope idle = idle(scope, context);
    if (idle != null) {
      return idle.own;
    }
    if (scope != null && !scope.isView && has(Mutation.OUTER_OBJECT_WRITES_OUTER_LEVEL)) {
      return level(scope, context).changes();
    }
    return context.innermost();
  }

  // ---- entering and leaving ----

  void enter(ModelScope scope, ModelContext context) {
    if (scope.openIn != null) {
      throw new ModelError(Kind.STATE);
    }
    boolean forgets = has(Mutation.SECOND_ENTRY_DOES_NOT_ISOLATE) && scope.wasEntered;
    boolean isolates = scope.isolating && !forgets;
    context.levels.addFirst(new Level(scope, isolates, new HashMap<>(scope.own)));
    touched.addAll(scope.own.keySet());
    scope.openIn = context;
    scope.wasEntered = true;
  }

  void close(ModelScope scope, ModelContext context) {
    if (scope.openIn != context || scope.isView) {
      throw new ModelError(Kind.STATE);
    }
    int closed = 0;
    while (scope.openIn != null) {
      pop(context);
      closed++;
    }
    if (closed > 1 && !has(Mutation.FORGOTTEN_ARE_NOT_REPORTED)) {
      throw new ModelError(Kind.STATE);
    }
  }

  /** The end of a thread or bound task. */
  void end(ModelContext context) {
    while (!context.levels.isEmpty()) {
      pop(context);
    }
  }

  private void pop(ModelContext context) {
    Level level = context.levels.removeFirst();
    level.owner().openIn = null;
    if (!has(Mutation.CLOSE_HANDS_NOTHING_BACK)) {
      level.owner().own = level.changes();
    }
    touched.addAll(level.changes().keySet());
    if (has(Mutation.CLOSE_KEEPS_NEW_KEYS)) {
      Map<String, @Nullable Object> left = ModelContext.withoutTombstones(level.changes());
      left.keySet().removeAll(context.visible().keySet());
      context.innermost().putAll(left);
    }
  }

  // ---- threads ----

  void freeze(ModelContext context) {
    Map<String, @Nullable Object> visible = context.visible();
    if (has(Mutation.FROZEN_MERGES)) {
      Map<String, @Nullable Object> merged = new HashMap<>(frozen);
      merged.putAll(visible);
      frozen = merged;
    } else {
      frozen = visible;
    }
    if (has(Mutation.FROZEN_CHANGES_OWN_BASE)) {
      context.base.putAll(visible);
    }
  }

  /** Everything a capture carries: values and tombstones. */
  Map<String, @Nullable Object> capture(ModelContext context) {
    return has(Mutation.CAPTURE_DROPS_TOMBSTONES) ? context.visible() : context.everything();
  }

  ModelContext bound(Map<String, @Nullable Object> captured) {
    Map<String, @Nullable Object> base = ModelContext.withoutTombstones(captured);
    if (has(Mutation.BOUND_TASK_SEES_FROZEN)) {
      frozen.forEach(base::putIfAbsent);
    }
    return new ModelContext(base);
  }

  // ---- helpers ----

  /** The scope if it is idle, null if it stands for the context: the current or an open one. */
  private static @Nullable ModelScope idle(@Nullable ModelScope scope, ModelContext context) {
    if (scope == null || scope.openIn == context) {
      return null;
    }
    if (scope.openIn != null) {
      throw new ModelError(Kind.STATE);
    }
    return scope;
  }

  private static Level level(ModelScope scope, ModelContext context) {
    Deque<Level> levels = new ArrayDeque<>(context.levels);
    while (levels.getFirst().owner() != scope) {
      levels.removeFirst();
    }
    return levels.getFirst();
  }

  /** Rule K3. */
  static void requireValid(@Nullable String key) {
    if (key == null || key.indexOf('\0') >= 0) {
      throw new ModelError(Kind.INVALID);
    }
    for (int i = 0; i < key.length(); i++) {
      if (Character.isHighSurrogate(key.charAt(i))
          && i + 1 < key.length()
          && Character.isLowSurrogate(key.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(key.charAt(i))) {
        throw new ModelError(Kind.INVALID);
      }
    }
  }
}
