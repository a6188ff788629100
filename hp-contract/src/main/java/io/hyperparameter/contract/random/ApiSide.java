package io.hyperparameter.contract.random;

import io.hyperparameter.Param;
import io.hyperparameter.ParamAccess;
import io.hyperparameter.ParamScope;
import io.hyperparameter.contract.ByHash;
import io.hyperparameter.generated.ParamBinding;
import io.hyperparameter.hashing.KeyHash;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Carries out the steps without a body on the public API. */
final class ApiSide {
  private final World world;

  ApiSide(World world) {
    this.world = world;
  }

  /** A new idle scope, or the open one of {@code INIT}. */
  ParamScope build(Step step) {
    String key = Step.unchecked(step.key());
    return switch (step.kind()) {
      case NEW -> ParamScope.of();
      case NEW_EMPTY -> ParamScope.empty();
      case NEW_ONE -> one(key, step.value());
      case NEW_MAP -> ParamScope.of(step.map());
      case NEW_DEFINED -> ParamScope.define(step.definitions());
      case INIT -> ParamScope.init(step.map());
      case TO_SCOPE -> world.snapshot(step.snapshot()).toScope();
      default -> throw new AssertionError(step);
    };
  }

  private static ParamScope one(String key, @Nullable Object value) {
    if (value instanceof Long number) {
      return ParamScope.of(key, number.longValue());
    } else if (value instanceof Double number) {
      return ParamScope.of(key, number.doubleValue());
    } else if (value instanceof Boolean truth) {
      return ParamScope.of(key, truth.booleanValue());
    }
    return ParamScope.of(key, value);
  }

  @Nullable Object apply(Step step) {
    ParamScope scope = world.scope(step.slot());
    ParamAccess access = access(step, scope);
    String key = Step.unchecked(step.key());
    switch (step.kind()) {
      case WITH -> {
        return with(scope, key, step.value()).toMap();
      }
      case WITH_DEFINITIONS -> {
        return scope.withDefinitions(step.definitions()).toMap();
      }
      case PUT -> put(access, key, step.value());
      case PUT_OBJECT -> access.put(key, step.value());
      case PUT_ALL, PUT_MANY -> access.putAll(step.map());
      case WRITE_EACH -> step.writes().forEach(write -> write(scope, write));
      case REMOVE -> access.remove(key);
      case CLEAR -> access.clear();
      case ENTER -> scope.enter();
      case CLOSE -> scope.close();
      case FROZEN -> ParamScope.frozen();
      case GET -> {
        return get(access, key, step.type());
      }
      case GET_BY_HASH -> {
        return byHash(scope, KeyHash.hash(key), step.type());
      }
      case GET_PARAM -> {
        return step.slot() == Step.CURRENT
            ? param(key, step.type())
            : param(scope, key, step.type());
      }
      case REQUIRE -> {
        return require(access, key, step.type());
      }
      case GET_CLASS -> {
        return access.get(key, step.type().type);
      }
      case FIND -> {
        return access.find(key).orElse(null);
      }
      case CONTAINS -> {
        return access.contains(key);
      }
      case KEYS -> {
        return access.keys().toString();
      }
      case TO_MAP -> {
        return access.toMap();
      }
      case SNAPSHOT_MAP -> {
        return world.snapshot(step.snapshot()).toMap();
      }
      default -> throw new AssertionError(step);
    }
    return null;
  }

  /** A dotted prefix is walked name by name. */
  private static ParamAccess access(Step step, ParamScope scope) {
    String prefix = step.prefix();
    if (prefix == null) {
      return scope;
    }
    int dot = prefix.indexOf('.');
    return dot < 0
        ? scope.at(prefix)
        : scope.at(prefix.substring(0, dot)).at(prefix.substring(dot + 1));
  }

  private static ParamScope with(ParamScope scope, String key, @Nullable Object value) {
    if (value instanceof Long number && key != null) {
      return scope.with(Param.ofLong(key, 0), number);
    }
    if (value instanceof Double number) {
      return scope.with(key, number.doubleValue());
    }
    if (value instanceof Boolean truth && key != null) {
      return scope.with(Param.ofBoolean(key, false), truth);
    }
    return scope.with(key, value);
  }

  private static void put(ParamAccess access, String key, @Nullable Object value) {
    if (value instanceof Long number) {
      access.put(key, number.longValue());
    } else if (value instanceof Double number) {
      access.put(key, number.doubleValue());
    } else if (value instanceof Boolean truth) {
      access.put(key, truth.booleanValue());
    } else {
      access.put(key, (String) value);
    }
  }

  private static void write(ParamAccess access, Write write) {
    if (write.isRemoval()) {
      access.remove(write.key());
    } else {
      put(access, write.key(), write.value());
    }
  }

  private static Object get(ParamAccess access, String key, ReadType type) {
    return switch (type) {
      case LONG -> access.getLong(key, (Long) type.def);
      case INT -> access.getInt(key, (Integer) type.def);
      case DOUBLE -> access.getDouble(key, (Double) type.def);
      case FLOAT -> access.getFloat(key, (Float) type.def);
      case BOOLEAN -> access.getBoolean(key, (Boolean) type.def);
      case STRING -> access.getString(key, (String) type.def);
      case ENUM -> access.getEnum(key, (ReadType.Mode) type.def);
      default -> throw new AssertionError(type);
    };
  }

  private static Object require(ParamAccess access, String key, ReadType type) {
    return switch (type) {
      case LONG -> access.getLong(key);
      case INT -> access.getInt(key);
      case DOUBLE -> access.getDouble(key);
      case FLOAT -> access.getFloat(key);
      case BOOLEAN -> access.getBoolean(key);
      case STRING -> access.getString(key);
      case ENUM -> access.getEnum(key, ReadType.Mode.class);
      default -> throw new AssertionError(type);
    };
  }

  private static Object byHash(ParamScope scope, long hash, ReadType type) {
    return ByHash.inside(
        scope,
        () ->
            switch (type) {
              case LONG -> ParamBinding.getLong(hash, (Long) type.def);
              case DOUBLE -> ParamBinding.getDouble(hash, (Double) type.def);
              case BOOLEAN -> ParamBinding.getBoolean(hash, (Boolean) type.def);
              case STRING -> ParamBinding.getString(hash, (String) type.def);
              default -> throw new AssertionError(type);
            });
  }

  private static Object param(ParamScope scope, String key, ReadType type) {
    return switch (type) {
      case LONG -> Param.ofLong(key, (Long) type.def).get(scope);
      case INT -> Param.ofInt(key, (Integer) type.def).get(scope);
      case DOUBLE -> Param.ofDouble(key, (Double) type.def).get(scope);
      case BOOLEAN -> Param.ofBoolean(key, (Boolean) type.def).get(scope);
      case STRING -> Param.ofString(key, (String) type.def).get(scope);
      case ENUM -> Param.ofEnum(key, (ReadType.Mode) type.def).get(scope);
      default -> throw new AssertionError(type);
    };
  }

  private static Object param(String key, ReadType type) {
    return switch (type) {
      case LONG -> Param.ofLong(key, (Long) type.def).get();
      case INT -> Param.ofInt(key, (Integer) type.def).get();
      case DOUBLE -> Param.ofDouble(key, (Double) type.def).get();
      case BOOLEAN -> Param.ofBoolean(key, (Boolean) type.def).get();
      case STRING -> Param.ofString(key, (String) type.def).get();
      case ENUM -> Param.ofEnum(key, (ReadType.Mode) type.def).get();
      default -> throw new AssertionError(type);
    };
  }

  /** What every slot shows, for comparing everything after a step. */
  static Outcome listing(ParamScope scope) {
    return Outcome.of(
        () -> {
          Map<String, @Nullable Object> map = scope.toMap();
          return Objects.requireNonNull(map);
        });
  }
}
