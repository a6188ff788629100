package io.hyperparameter.contract.random;

import io.hyperparameter.contract.random.ModelContext.Level;
import io.hyperparameter.contract.random.ModelError.Kind;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of SEMANTICS.md in the most obvious form: maps that are copied whole, and no thought of
 * cost. A null scope means the current context.
 */
final class Model {
  private final Set<Mutation> faults;
  final LazyPool lazies;

  /** What new threads start on. */
  Map<String, @Nullable Object> frozen = new LinkedHashMap<>();

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
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    if (has(Mutation.IDLE_READS_CONTEXT_FIRST) && !idle.isolating) {
      all.putAll(idle.own);
      all.putAll(context.visible());
    } else {
      if (!idle.isolating) {
        all.putAll(context.visible());
      }
      all.putAll(idle.own);
    }
    return ModelContext.withoutTombstones(all);
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
    Map<String, @Nullable Object> all = visible(scope, context);
    if (!all.containsKey(key)) {
      return orDefault(def, Kind.MISSING);
    }
    Object value = lazies.resolve(all.get(key));
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
    if (type == ReadType.LONG && value instanceof String text && text.matches("-?[0-9]{1,19}")) {
      return has(Mutation.LONG_TEXT_LOSES_DIGITS) ? (Object) (long) Double.parseDouble(text) : text;
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
    putAll(scope, context, ModelValues.single(key, value));
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
    if (has(Mutation.REMOVE_OF_MISSING_LEAVES_NO_TOMBSTONE)
        && !visible(scope, context).containsKey(key)) {
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
    if (idle != null) {
      target.clear();
      idle.isolating = true;
    } else if (has(Mutation.CLEAR_SHOWS_OUTER_VALUES)) {
      target.clear();
    } else {
      context.visible().keySet().forEach(context::hide);
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
    Set<String> hidden =
        (scope.isolating && !forgets) ? context.visible().keySet() : Collections.emptySet();
    context.levels.addFirst(new Level(scope, hidden, new LinkedHashMap<>(scope.own)));
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
      level.owner().own = new LinkedHashMap<>(level.changes());
    }
    if (has(Mutation.CLOSE_KEEPS_NEW_KEYS)) {
      Map<String, @Nullable Object> left = ModelContext.withoutTombstones(level.changes());
      left.keySet().removeAll(context.visible().keySet());
      context.innermost().putAll(left);
    }
  }

  // ---- threads ----

  void freeze(ModelContext context) {
    Map<String, @Nullable Object> visible = context.visible();
    if (!has(Mutation.FROZEN_MERGES)) {
      frozen = visible;
    } else {
      frozen.putAll(visible);
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
    Map<String, @Nullable Object> base = new LinkedHashMap<>();
    if (has(Mutation.BOUND_TASK_SEES_FROZEN)) {
      base.putAll(frozen);
    }
    base.putAll(ModelContext.withoutTombstones(captured));
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
    if (key.codePoints().anyMatch(point -> point >= 0xD800 && point <= 0xDFFF)) {
      throw new ModelError(Kind.INVALID);
    }
  }
}
