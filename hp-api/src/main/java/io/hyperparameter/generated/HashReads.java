package io.hyperparameter.generated;

import io.hyperparameter.ParamRangeException;
import io.hyperparameter.ParamTypeException;
import io.hyperparameter.context.ApiRules;
import io.hyperparameter.context.Contexts;
import io.hyperparameter.context.ParamSite;
import io.hyperparameter.conversion.Conversions;
import io.hyperparameter.conversion.Parsing;
import io.hyperparameter.conversion.ReadSite;
import io.hyperparameter.internal.ApiAccess;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@link ParamBinding} says of types that a context does not read itself. */
final class HashReads {
  /** The index of a value that is in no list. */
  private static final int NO_INDEX = -1;

  private static final ApiAccess API = ApiAccess.get();

  private HashReads() {}

  static int getInt(long keyHash, int def) {
    try {
      long value = Contexts.reads().getLong(keyHash, def);
      int narrow = (int) value;
      return narrow == value ? narrow : Conversions.narrowToInt(site(keyHash), value);
    } catch (ParamTypeException e) {
      throw API.wanting(e, "int", site(keyHash));
    }
  }

  static float getFloat(long keyHash, float def) {
    try {
      double value = Contexts.reads().getDouble(keyHash, def);
      float narrow = (float) value;
      return Float.isInfinite(narrow) ? Conversions.narrowToFloat(site(keyHash), value) : narrow;
    } catch (ParamTypeException e) {
      throw API.wanting(e, "float", site(keyHash));
    }
  }

  static <T extends @Nullable Object> T get(long keyHash, Class<? extends T> type, T def) {
    Object value = ApiRules.value(keyHash);
    if (value == null) {
      Contexts.reads().defaulted(keyHash, def);
      return def;
    }
    return Conversions.toType(site(keyHash), value, type);
  }

  static <T extends @Nullable Object> T parse(
      long keyHash, Class<? extends T> type, Function<String, ? extends T> parser, T def) {
    Object value = ApiRules.value(keyHash);
    if (value == null) {
      Contexts.reads().defaulted(keyHash, def);
      return def;
    }
    return Parsing.convert(site(keyHash), value, type, parser);
  }

  static <T> T parseOrText(
      String key,
      long keyHash,
      Class<? extends T> type,
      Function<String, ? extends T> parser,
      String def) {
    Object value = ApiRules.value(keyHash);
    if (value == null) {
      T made = Parsing.convert(new ParamSite.Detached(key, "its @Default"), def, type, parser);
      Contexts.reads().defaulted(keyHash, made);
      return made;
    }
    return Parsing.convert(site(keyHash), value, type, parser);
  }

  static <T> @Nullable List<T> list(
      long keyHash,
      Class<T> type,
      @Nullable Function<String, ? extends T> parser,
      @Nullable List<T> def) {
    Object value = ApiRules.value(keyHash);
    if (value == null) {
      Contexts.reads().defaulted(keyHash, def);
      return def;
    }
    return Parsing.toList(site(keyHash), value, type, parser);
  }

  static <T> List<T> listOf(
      String key, String text, Class<T> type, @Nullable Function<String, ? extends T> parser) {
    return Parsing.toList(new ParamSite.Detached(key, "its @Default"), text, type, parser);
  }

  static <T> Optional<T> optional(
      long keyHash,
      Class<T> type,
      @Nullable Function<String, ? extends T> parser,
      Optional<T> def) {
    Object value = ApiRules.value(keyHash);
    if (value == null) {
      return def;
    }
    return value.equals("")
        ? Optional.empty()
        : Optional.of(Parsing.convert(site(keyHash), value, type, parser));
  }

  static <T> T convert(String key, String text, Class<T> type) {
    return Conversions.toType(new ParamSite.Detached(key, null), text, type);
  }

  static ParamRangeException outOfBounds(
      String key, long keyHash, @Nullable Object value, String bounds, boolean explicit) {
    return outOfBounds(key, keyHash, NO_INDEX, value, bounds, explicit);
  }

  static ParamRangeException outOfBounds(
      String key,
      long keyHash,
      int index,
      @Nullable Object element,
      String bounds,
      boolean explicit) {
    String origin = explicit ? "an explicit argument" : site(keyHash).origin();
    return API.outOfBounds(key, index, element, bounds, origin);
  }

  private static ReadSite site(long keyHash) {
    return ApiRules.site(Contexts.current(), keyHash);
  }
}
