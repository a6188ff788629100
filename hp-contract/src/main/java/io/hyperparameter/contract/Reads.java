package io.hyperparameter.contract;

import io.hyperparameter.MissingParamException;
import io.hyperparameter.Param;
import io.hyperparameter.ParamAccess;
import io.hyperparameter.ParamScope;
import io.hyperparameter.generated.ParamBinding;
import org.jspecify.annotations.Nullable;

/** The typed and untyped reads of a case, in every {@link ReadStyle}. */
final class Reads {
  private Reads() {}

  /** A read with a default. */
  static @Nullable Object get(
      ReadStyle style, ParamScope scope, String key, String as, @Nullable Object def) {
    if (as.equals("raw")) {
      return rawOr(scope, key, def);
    }
    return switch (style) {
      case KEY -> byKey(scope, key, as, def);
      case HASH -> byHash(scope, Param.ofLong(key, 0).hash(), as, def);
      case PARAM -> byParam(scope, key, as, def);
      case PATH -> {
        int dot = splitAt(key);
        yield dot < 0
            ? byKey(scope, key, as, def)
            : byKey(scope.at(key.substring(0, dot)), key.substring(dot + 1), as, def);
      }
    };
  }

  /** A read without a default. */
  static @Nullable Object require(ReadStyle style, ParamScope scope, String key, String as) {
    int dot = splitAt(key);
    if (style == ReadStyle.PATH && dot >= 0) {
      return required(scope.at(key.substring(0, dot)), key.substring(dot + 1), as);
    }
    return style == ReadStyle.PARAM ? scope.get(key, type(as)) : required(scope, key, as);
  }

  /** Where {@link ReadStyle#PATH} cuts a key, or -1 if one of the parts would be empty. */
  static int splitAt(@Nullable String key) {
    int dot = key == null ? -1 : key.lastIndexOf('.');
    return key != null && dot > 0 && dot < key.length() - 1 ? dot : -1;
  }

  /** An untyped read with a default: a missing key gives it, an explicit null does not (M3). */
  private static @Nullable Object rawOr(ParamAccess scope, String key, @Nullable Object def) {
    try {
      return scope.get(key, Object.class);
    } catch (MissingParamException e) {
      return def;
    }
  }

  private static Object byKey(ParamAccess scope, String key, String as, @Nullable Object def) {
    return switch (as) {
      case "long" -> scope.getLong(key, as(Long.class, def));
      case "double" -> scope.getDouble(key, as(Double.class, def));
      case "bool" -> scope.getBoolean(key, as(Boolean.class, def));
      case "string" -> scope.getString(key, as(String.class, def));
      default -> throw unknown(as);
    };
  }

  private static Object byHash(ParamScope scope, long hash, String as, @Nullable Object def) {
    return ByHash.inside(
        scope,
        () ->
            switch (as) {
              case "long" -> ParamBinding.getLong(hash, as(Long.class, def));
              case "double" -> ParamBinding.getDouble(hash, as(Double.class, def));
              case "bool" -> ParamBinding.getBoolean(hash, as(Boolean.class, def));
              case "string" -> ParamBinding.getString(hash, as(String.class, def));
              default -> throw unknown(as);
            });
  }

  private static Object byParam(ParamScope scope, String key, String as, @Nullable Object def) {
    return switch (as) {
      case "long" -> Param.ofLong(key, as(Long.class, def)).get(scope);
      case "double" -> Param.ofDouble(key, as(Double.class, def)).get(scope);
      case "bool" -> Param.ofBoolean(key, as(Boolean.class, def)).get(scope);
      case "string" -> Param.ofString(key, as(String.class, def)).get(scope);
      default -> throw unknown(as);
    };
  }

  private static @Nullable Object required(ParamAccess scope, String key, String as) {
    return switch (as) {
      case "long" -> scope.getLong(key);
      case "double" -> scope.getDouble(key);
      case "bool" -> scope.getBoolean(key);
      case "string" -> scope.getString(key);
      case "raw" -> scope.get(key, Object.class);
      default -> throw unknown(as);
    };
  }

  private static Class<?> type(String as) {
    return switch (as) {
      case "long" -> Long.class;
      case "double" -> Double.class;
      case "bool" -> Boolean.class;
      case "string" -> String.class;
      case "raw" -> Object.class;
      default -> throw unknown(as);
    };
  }

  private static <T> T as(Class<T> type, @Nullable Object def) {
    if (!type.isInstance(def)) {
      throw new CaseFormatException("a " + type.getSimpleName() + " read with default " + def);
    }
    return type.cast(def);
  }

  private static CaseFormatException unknown(String as) {
    return new CaseFormatException("unknown \"as\": " + as);
  }
}
