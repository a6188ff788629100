package io.hyperparameter;

import io.hyperparameter.internal.BoundReads;
import io.hyperparameter.spi.ContextValues;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@link io.hyperparameter.generated.ParamBinding} says, done where the rules are. */
final class HashReads extends BoundReads {
  static {
    provide(new HashReads());
  }

  private HashReads() {}

  @Override
  public ContextValues context() {
    return Contexts.reads();
  }

  @Override
  public void declare(String key, long keyHash) {
    DeclaredKeys.declareForGood(key, keyHash);
  }

  @Override
  public int getInt(long keyHash, int def) {
    try {
      long value = context().getLong(keyHash, def);
      int narrow = (int) value;
      return narrow == value ? narrow : Conversions.narrowToInt(site(keyHash), value);
    } catch (ParamTypeException e) {
      throw e.wanting("int", site(keyHash));
    }
  }

  @Override
  public float getFloat(long keyHash, float def) {
    try {
      double value = context().getDouble(keyHash, def);
      float narrow = (float) value;
      return Float.isInfinite(narrow) ? Conversions.narrowToFloat(site(keyHash), value) : narrow;
    } catch (ParamTypeException e) {
      throw e.wanting("float", site(keyHash));
    }
  }

  @Override
  public <T extends @Nullable Object> T get(long keyHash, Class<? extends T> type, T def) {
    Object value = raw(keyHash);
    if (value == null) {
      context().defaulted(keyHash, def);
      return def;
    }
    return Conversions.toType(site(keyHash), value, type);
  }

  @Override
  public <T extends @Nullable Object> T parse(
      long keyHash, Class<? extends T> type, Function<String, ? extends T> parser, T def) {
    Object value = raw(keyHash);
    if (value == null) {
      context().defaulted(keyHash, def);
      return def;
    }
    return Parsing.convert(site(keyHash), value, type, parser);
  }

  @Override
  public <T> T parseOrText(
      String key,
      long keyHash,
      Class<? extends T> type,
      Function<String, ? extends T> parser,
      String def) {
    Object value = raw(keyHash);
    if (value == null) {
      T made = Parsing.convert(new ReadSite.Detached(key, "its @Default"), def, type, parser);
      context().defaulted(keyHash, made);
      return made;
    }
    return Parsing.convert(site(keyHash), value, type, parser);
  }

  @Override
  public <T> @Nullable List<T> list(
      long keyHash,
      Class<T> type,
      @Nullable Function<String, ? extends T> parser,
      @Nullable List<T> def) {
    Object value = raw(keyHash);
    if (value == null) {
      context().defaulted(keyHash, def);
      return def;
    }
    return Parsing.toList(site(keyHash), value, type, parser);
  }

  @Override
  public <T> List<T> listOf(
      String key, String text, Class<T> type, @Nullable Function<String, ? extends T> parser) {
    return Parsing.toList(new ReadSite.Detached(key, "its @Default"), text, type, parser);
  }

  @Override
  public <T> Optional<T> optional(
      long keyHash,
      Class<T> type,
      @Nullable Function<String, ? extends T> parser,
      Optional<T> def) {
    Object value = raw(keyHash);
    if (value == null) {
      return def;
    }
    return value.equals("")
        ? Optional.empty()
        : Optional.of(Parsing.convert(site(keyHash), value, type, parser));
  }

  @Override
  public <T> T convert(String key, String text, Class<T> type) {
    return Conversions.toType(new ReadSite.Detached(key, null), text, type);
  }

  @Override
  public ParamRangeException outOfBounds(
      String key, long keyHash, @Nullable Object value, String bounds, boolean explicit) {
    return outOfBounds(key, keyHash, ParamRangeException.NO_INDEX, value, bounds, explicit);
  }

  @Override
  public ParamRangeException outOfBounds(
      String key,
      long keyHash,
      int index,
      @Nullable Object element,
      String bounds,
      boolean explicit) {
    String origin = explicit ? "an explicit argument" : site(keyHash).origin();
    return new ParamRangeException(key, index, element, bounds, origin);
  }

  private static @Nullable Object raw(long keyHash) {
    return ApiRules.value(Contexts.reads(), keyHash);
  }

  private static ReadSite site(long keyHash) {
    return new ReadSite.InContext(Contexts.current(), keyHash, null);
  }
}
