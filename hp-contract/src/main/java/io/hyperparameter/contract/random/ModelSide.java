package io.hyperparameter.contract.random;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Carries out the steps without a body on the model. */
final class ModelSide {
  private final World world;
  private final Model model;

  ModelSide(World world) {
    this.world = world;
    this.model = world.model;
  }

  /** A new idle scope, for the kinds that build one. */
  ModelScope build(Step step, ModelContext context) {
    ModelScope scope = new ModelScope();
    switch (step.kind()) {
      case NEW -> {}
      case NEW_EMPTY -> scope.isolating = true;
      case NEW_ONE -> model.put(scope, context, step.fullKey(), step.value());
      case NEW_MAP, INIT -> model.putAll(scope, context, ModelValues.flat(step.map()));
      case NEW_DEFINED -> model.putAll(scope, context, ModelValues.defined(step.definitions()));
      case TO_SCOPE -> scope.own.putAll(world.modelSnapshot(step.snapshot()));
      default -> throw new AssertionError(step);
    }
    return scope;
  }

  @Nullable Object apply(Step step, ModelContext context) {
    ModelScope scope = world.modelScope(step.slot());
    String key = step.fullKey();
    switch (step.kind()) {
      case WITH -> {
        Map<String, @Nullable Object> more = ModelValues.single(key, step.value());
        return model.visible(model.with(scope, context, more), context);
      }
      case WITH_DEFINITIONS -> {
        Map<String, @Nullable Object> more = ModelValues.defined(step.definitions());
        return model.visible(model.with(scope, context, more), context);
      }
      case PUT, PUT_OBJECT -> model.put(scope, context, prefixed(step, key), step.value());
      case PUT_ALL, PUT_MANY -> putAll(step, scope, context);
      case WRITE_EACH ->
          step.writes().forEach(write -> model.write(scope, context, write.key(), write.value()));
      case REMOVE -> model.remove(scope, context, prefixed(step, key));
      case CLEAR -> clear(step, scope, context);
      case ENTER -> model.enter(named(step), context);
      case CLOSE -> model.close(named(step), context);
      case FROZEN -> model.freeze(context);
      case GET, GET_BY_HASH, GET_PARAM -> {
        return model.read(scope, context, key, step.type(), new Default(step.type().def));
      }
      case REQUIRE, GET_CLASS -> {
        return model.read(scope, context, key, step.type(), null);
      }
      case FIND -> {
        return find(scope, context, key);
      }
      case CONTAINS -> {
        Model.requireValid(key);
        return model.see(scope, context, key) != ModelContext.ABSENT;
      }
      case KEYS -> {
        return new TreeSet<>(listed(step, scope, context).keySet()).toString();
      }
      case TO_MAP -> {
        return listed(step, scope, context);
      }
      case SNAPSHOT_MAP -> {
        return ModelContext.withoutTombstones(world.modelSnapshot(step.snapshot()));
      }
      default -> throw new AssertionError(step);
    }
    return null;
  }

  private ModelScope named(Step step) {
    return java.util.Objects.requireNonNull(world.modelScope(step.slot()));
  }

  /** A null key stays malformed below a prefix. */
  private static String prefixed(Step step, String key) {
    return (step.prefix() != null && step.key() == null) ? Step.unchecked(null) : key;
  }

  private void putAll(Step step, @Nullable ModelScope scope, ModelContext context) {
    Map<String, @Nullable Object> flat =
        step.prefix() == null
            ? ModelValues.flat(step.map())
            : ModelValues.single(step.prefix(), step.map());
    model.putAll(scope, context, flat);
  }

  private void clear(Step step, @Nullable ModelScope scope, ModelContext context) {
    if (step.prefix() == null) {
      model.clear(scope, context);
    } else {
      for (String below : listed(step, scope, context).keySet()) {
        model.remove(scope, context, step.prefix() + "." + below);
      }
    }
  }

  private @Nullable Object find(@Nullable ModelScope scope, ModelContext context, String key) {
    Model.requireValid(key);
    Object seen = model.see(scope, context, key);
    return seen == ModelContext.ABSENT ? null : model.lazies.resolve(seen);
  }

  private Map<String, @Nullable Object> listed(
      Step step, @Nullable ModelScope scope, ModelContext context) {
    Map<String, @Nullable Object> all = model.listed(scope, context);
    if (step.prefix() == null) {
      return all;
    }
    String start = step.prefix() + ".";
    Map<String, @Nullable Object> below = new HashMap<>();
    all.forEach(
        (key, value) -> {
          if (key.startsWith(start)) {
            below.put(key.substring(start.length()), value);
          }
        });
    return below;
  }
}
