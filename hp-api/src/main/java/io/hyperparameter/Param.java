package io.hyperparameter;

import io.hyperparameter.spi.ParamStorage;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A typed key: the name of a parameter, its type, its default and what it means, declared once as a
 * constant and read anywhere.
 *
 * <pre>{@code
 * static final DoubleParam LR = Param.ofDouble("train.lr", 0.001, "learning rate per step");
 * static final Param<Activation> ACTIVATION = Param.ofEnum("model.activation", Activation.RELU);
 *
 * double lr = LR.get();
 * }</pre>
 *
 * <p>The hash of the name is computed once, so a read through a {@code static final} key is the
 * fastest there is. The factories refuse malformed keys with {@link IllegalArgumentException}; null
 * defaults, parsers and descriptions with {@link NullPointerException}.
 *
 * @param <T> the type of the value
 */
public final class Param<T> implements ParamKey {
  private final String key;
  private final long hash;
  private final String description;
  private final T defaultValue;
  private final Class<?> type;

  /** Null for types that are read as they are. */
  private final @Nullable Function<String, ? extends T> parser;

  private Param(
      String key,
      T defaultValue,
      Class<?> type,
      @Nullable Function<String, ? extends T> parser,
      String description) {
    this.hash = KeyHash.hash(key);
    this.key = DeclaredKeys.declare(key, hash);
    this.description = Objects.requireNonNull(description, "description");
    this.defaultValue = Objects.requireNonNull(defaultValue, "defaultValue");
    this.type = type;
    this.parser = parser;
  }

  /**
   * {@return an int parameter; values outside 32 bits are an error when read}
   *
   * @param key the full dotted name
   * @param defaultValue what reads give where nothing is set
   * @throws IllegalArgumentException if the key is malformed
   */
  public static IntParam ofInt(String key, int defaultValue) {
    return ofInt(key, defaultValue, "");
  }

  /**
   * {@return an int parameter; as {@link #ofInt(String, int)}, with what it means}
   *
   * @param key the full dotted name
   * @param defaultValue what reads give where nothing is set
   * @param description what the parameter means, for people; may be empty
   * @throws IllegalArgumentException if the key is malformed
   */
  public static IntParam ofInt(String key, int defaultValue, String description) {
    return TypedKeys.of(key, defaultValue, description);
  }

  /**
   * {@return a long parameter}
   *
   * @param key the full dotted name
   * @param defaultValue what reads give where nothing is set
   * @throws IllegalArgumentException if the key is malformed
   */
  public static LongParam ofLong(String key, long defaultValue) {
    return ofLong(key, defaultValue, "");
  }

  /**
   * {@return a long parameter; as {@link #ofLong(String, long)}, with what it means}
   *
   * @param key the full dotted name
   * @param defaultValue what reads give where nothing is set
   * @param description what the parameter means, for people; may be empty
   * @throws IllegalArgumentException if the key is malformed
   */
  public static LongParam ofLong(String key, long defaultValue, String description) {
    return TypedKeys.of(key, defaultValue, description);
  }

  /**
   * {@return a double parameter}
   *
   * @param key the full dotted name
   * @param defaultValue what reads give where nothing is set
   * @throws IllegalArgumentException if the key is malformed
   */
  public static DoubleParam ofDouble(String key, double defaultValue) {
    return ofDouble(key, defaultValue, "");
  }

  /**
   * {@return a double parameter; as {@link #ofDouble(String, double)}, with what it means}
   *
   * @param key the full dotted name
   * @param defaultValue what reads give where nothing is set
   * @param description what the parameter means, for people; may be empty
   * @throws IllegalArgumentException if the key is malformed
   */
  public static DoubleParam ofDouble(String key, double defaultValue, String description) {
    return TypedKeys.of(key, defaultValue, description);
  }

  /**
   * {@return a boolean parameter}
   *
   * @param key the full dotted name
   * @param defaultValue what reads give where nothing is set
   * @throws IllegalArgumentException if the key is malformed
   */
  public static BooleanParam ofBoolean(String key, boolean defaultValue) {
    return ofBoolean(key, defaultValue, "");
  }

  /**
   * {@return a boolean parameter; as {@link #ofBoolean(String, boolean)}, with what it means}
   *
   * @param key the full dotted name
   * @param defaultValue what reads give where nothing is set
   * @param description what the parameter means, for people; may be empty
   * @throws IllegalArgumentException if the key is malformed
   */
  public static BooleanParam ofBoolean(String key, boolean defaultValue, String description) {
    return TypedKeys.of(key, defaultValue, description);
  }

  /**
   * {@return a text parameter}
   *
   * @param key the full dotted name
   * @param defaultValue what reads give where nothing is set
   * @throws IllegalArgumentException if the key is malformed
   */
  public static Param<String> ofString(String key, String defaultValue) {
    return ofString(key, defaultValue, "");
  }

  /**
   * {@return a text parameter; as {@link #ofString(String, String)}, with what it means}
   *
   * @param key the full dotted name
   * @param defaultValue what reads give where nothing is set
   * @param description what the parameter means, for people; may be empty
   * @throws IllegalArgumentException if the key is malformed
   */
  public static Param<String> ofString(String key, String defaultValue, String description) {
    return new Param<>(key, defaultValue, String.class, null, description);
  }

  /**
   * {@return an enum parameter; text names a constant, exactly or in another ASCII case}
   *
   * @param <E> the enum
   * @param key the full dotted name
   * @param defaultValue what reads give where nothing is set; tells the enum
   * @throws IllegalArgumentException if the key is malformed
   */
  public static <E extends Enum<E>> Param<E> ofEnum(String key, E defaultValue) {
    return ofEnum(key, defaultValue, "");
  }

  /**
   * {@return an enum parameter; as {@link #ofEnum(String, Enum)}, with what it means}
   *
   * @param <E> the enum
   * @param key the full dotted name
   * @param defaultValue what reads give where nothing is set; tells the enum
   * @param description what the parameter means, for people; may be empty
   * @throws IllegalArgumentException if the key is malformed
   */
  public static <E extends Enum<E>> Param<E> ofEnum(
      String key, E defaultValue, String description) {
    return new Param<>(key, defaultValue, defaultValue.getDeclaringClass(), null, description);
  }

  /**
   * {@return a parameter of any other type}
   *
   * <p>A stored object is taken if it is one of the default's kind (its public class, or an
   * interface of it); text, numbers and booleans go through the parser in their text form, at each
   * read. What the parser throws becomes the cause of a {@link ParamTypeException}.
   *
   * @param <T> the type of the value
   * @param key the full dotted name
   * @param defaultValue what reads give where nothing is set; its class tells what stored objects
   *     are taken
   * @param parser makes a value of text; must not give null
   * @throws IllegalArgumentException if the key is malformed
   */
  public static <T> Param<T> of(String key, T defaultValue, Function<String, ? extends T> parser) {
    return of(key, defaultValue, parser, "");
  }

  /**
   * {@return a parameter of any other type; as {@link #of(String, Object, Function)}, with what it
   * means}
   *
   * @param <T> the type of the value
   * @param key the full dotted name
   * @param defaultValue what reads give where nothing is set; its class tells what stored objects
   *     are taken
   * @param parser makes a value of text; must not give null
   * @param description what the parameter means, for people; may be empty
   * @throws IllegalArgumentException if the key is malformed
   */
  public static <T> Param<T> of(
      String key, T defaultValue, Function<String, ? extends T> parser, String description) {
    return new Param<>(
        key,
        defaultValue,
        defaultValue.getClass(),
        Objects.requireNonNull(parser, "parser"),
        description);
  }

  /**
   * {@return what the calling thread sees, or the default if the key is missing or null}
   *
   * @throws ParamTypeException if the value is not of this type
   */
  public T get() {
    ParamStorage context = Contexts.current();
    if (type == String.class) {
      return typed(context.getString(hash, (String) defaultValue));
    }
    Object value = ReadRules.value(context, hash);
    return value == null
        ? defaultValue
        : convert(new ReadSite.InContext(context, hash, key), value);
  }

  /**
   * {@return what {@code scope} gives, or the default}
   *
   * @param scope an idle scope, or one that is open on the calling thread
   * @throws ParamTypeException if the value is not of this type
   * @throws ScopeStateException if the scope is open elsewhere than in what the calling thread runs
   */
  public T get(ParamScope scope) {
    if (type == String.class) {
      return typed(scope.textOf(key, hash, (String) defaultValue));
    }
    Object value = scope.raw(key, hash);
    return value == null ? defaultValue : convert(scope.site(key, hash), value);
  }

  /** {@return what a read gives where nothing is set} */
  public T defaultValue() {
    return defaultValue;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public long hash() {
    return hash;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public String toString() {
    return TypedKeys.describe(key, defaultValue);
  }

  private T convert(ReadSite site, Object value) {
    Function<String, ? extends T> parse = parser;
    if (parse == null) {
      return typed(Conversions.toType(site, value, type));
    }
    return isOfThisKind(value) ? typed(value) : HashReads.parsed(site, value, type, parse);
  }

  /**
   * Whether a stored object can pass for a {@code T}, of which only the default is known at run
   * time: its class may be private ({@code UnixPath}), so the nearest public class or any of its
   * interfaces decides.
   */
  private boolean isOfThisKind(Object value) {
    if (value instanceof String || value instanceof Long || value instanceof Boolean) {
      return type.isInstance(value);
    }
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      if (c.isInstance(value)) {
        return true;
      }
      for (Class<?> face : c.getInterfaces()) {
        if (face.isInstance(value) && !face.getName().startsWith("java.lang.")) {
          return true;
        }
      }
    }
    return false;
  }

  @SuppressWarnings("unchecked") // what is read was checked against this.type, which T gave
  private T typed(Object value) {
    return (T) value;
  }
}
