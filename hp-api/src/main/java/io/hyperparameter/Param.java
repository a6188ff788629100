package io.hyperparameter;

import io.hyperparameter.annotation.Max;
import io.hyperparameter.annotation.Min;
import io.hyperparameter.annotation.OneOf;
import io.hyperparameter.annotation.Secret;
import io.hyperparameter.bounds.Limits;
import io.hyperparameter.context.Contexts;
import io.hyperparameter.conversion.Conversions;
import io.hyperparameter.conversion.NamedTypes;
import io.hyperparameter.conversion.Parsing;
import io.hyperparameter.conversion.ReadSite;
import io.hyperparameter.hashing.DeclaredKeys;
import io.hyperparameter.hashing.KeyHash;
import io.hyperparameter.secret.Secrets;
import io.hyperparameter.spi.ContextValues;
import io.hyperparameter.text.ParamText;
import java.io.NotSerializableException;
import java.io.Serial;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
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
@SuppressWarnings("serial") // the default and the parser are looked at when written
public final class Param<T> implements ParamKey<T> {
  @Serial private static final long serialVersionUID = 1L;

  /** The full dotted name. */
  private final String key;

  /** Its hash; computed anew when this is read from a stream. */
  private final long hash;

  /** What it means, or empty. */
  private final String description;

  /** What reads give where nothing is set. */
  private final T defaultValue;

  /** As it was given or found: of the value, of a list of its elements. */
  private final Class<?> declared;

  /** As people name it. */
  private final transient Class<?> type;

  /** A stored object of all these types can pass for a {@code T}. */
  private final transient List<Class<?>> kinds;

  /** Null for types that are read as they are. */
  private final @Nullable Function<String, ?> parser;

  /** Whether the value is a list. */
  private final boolean list;

  /** What is allowed, or null for everything. */
  private final @Nullable Limits<T> limits;

  private Param(
      String key,
      T defaultValue,
      Class<?> type,
      @Nullable Function<String, ?> parser,
      boolean list,
      String description,
      @Nullable Limits<T> limits) {
    this.hash = KeyHash.hash(key);
    this.key = DeclaredKeys.declare(key, hash);
    this.description = requireDescription(key, description);
    this.defaultValue = requireDefault(key, defaultValue);
    this.declared = type;
    this.kinds = NamedTypes.of(type);
    this.type = parser == null ? type : kinds.get(0);
    this.parser = parser;
    this.list = list;
    this.limits = limits;
    if (limits != null && !limits.has(defaultValue)) {
      throw Limits.wrongDefault(key, defaultValue, limits.bounds(), limits.isEmpty());
    }
  }

  static String requireDescription(String key, @Nullable String description) {
    return require(key, description, "description", "give a text, which may be empty");
  }

  private static <P> P requireParser(String key, @Nullable P parser) {
    return require(key, parser, "parser", "give one that makes a value of text");
  }

  private static <E> Class<E> requireElementType(String key, @Nullable Class<E> type) {
    return require(key, type, "element type", "give the class of the elements");
  }

  /** Refuses a null argument with the key it was given for. */
  private static <A> A require(String key, @Nullable A argument, String what, String wayOut) {
    if (argument == null) {
      throw new NullPointerException("the " + what + " of " + keyText(key) + " is null; " + wayOut);
    }
    return argument;
  }

  private static String keyText(String key) {
    return ParamText.key(KeyHash.requireValid(key));
  }

  private static <E> List<E> requireElements(String key, List<E> list, String what) {
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i) == null) {
        throw new NullPointerException(
            "element " + i + " of the " + what + " of " + keyText(key) + " is null; leave it out");
      }
    }
    return List.copyOf(list);
  }

  private static <D> D requireDefault(String key, @Nullable D defaultValue) {
    if (defaultValue == null) {
      throw new NullPointerException(
          "the default of " + keyText(key) + " is null; give a value, or read the key with find()");
    }
    return defaultValue;
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
    return new Param<>(key, defaultValue, String.class, null, false, description, null);
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
    return new Param<>(
        key,
        defaultValue,
        requireDefault(key, defaultValue).getDeclaringClass(),
        null,
        false,
        description,
        null);
  }

  /**
   * {@return a parameter of any other type}
   *
   * <p>A stored object is taken if it is an instance of the default's class, or, where that class
   * is hidden ({@code UnixPath}, an anonymous one), of all that it extends and implements; text,
   * numbers and booleans go through the parser in their text form, at each read. What the parser
   * throws becomes the cause of a {@link ParamTypeException}.
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
        requireDefault(key, defaultValue).getClass(),
        requireParser(key, parser),
        false,
        description,
        null);
  }

  /**
   * {@return a parameter of a type that is named, for defaults whose class does not tell it}
   *
   * @param <T> the type of the value
   * @param key the full dotted name
   * @param type the class of the value; a stored object is taken if it is an instance
   * @param defaultValue what reads give where nothing is set
   * @param parser makes a value of text; must not give null
   * @throws IllegalArgumentException if the key is malformed
   */
  public static <T> Param<T> of(
      String key, Class<T> type, T defaultValue, Function<String, ? extends T> parser) {
    requireParser(key, parser);
    return new Param<>(
        key,
        defaultValue,
        require(key, type, "type", "give the class of the value"),
        parser,
        false,
        "",
        null);
  }

  /**
   * {@return a parameter that is a list} A stored list is taken element by element, a text is split
   * at its commas, in brackets or not ({@code [1, 2]}), one scalar is a list of one.
   *
   * @param <E> the type of the elements
   * @param key the full dotted name
   * @param defaultValue what reads give where nothing is set; copied
   * @param elementType what each element is converted to, as {@link ParamAccess#get(String, Class)}
   *     does
   * @throws IllegalArgumentException if the key is malformed
   */
  public static <E> Param<List<E>> ofList(String key, List<E> defaultValue, Class<E> elementType) {
    requireElementType(key, elementType);
    List<E> copy = requireElements(key, requireDefault(key, defaultValue), "default");
    return new Param<>(key, copy, elementType, null, true, "", null);
  }

  /**
   * {@return a parameter that is a list; as {@link #ofList(String, List, Class)}, its elements made
   * by a parser}
   *
   * @param <E> the type of the elements
   * @param key the full dotted name
   * @param defaultValue what reads give where nothing is set; copied
   * @param elementType the class of the elements; a stored one is taken if it is an instance
   * @param elementParser makes an element of text; must not give null
   * @throws IllegalArgumentException if the key is malformed
   */
  public static <E> Param<List<E>> ofList(
      String key,
      List<E> defaultValue,
      Class<E> elementType,
      Function<String, ? extends E> elementParser) {
    requireElementType(key, elementType);
    require(
        key,
        elementParser,
        "element parser",
        "give one that makes an element of text, or leave it out");
    List<E> copy = requireElements(key, requireDefault(key, defaultValue), "default");
    return new Param<>(key, copy, elementType, elementParser, true, "", null);
  }

  /**
   * {@return this key with what it means}
   *
   * @param meaning what the parameter means, for people; may be empty
   */
  public Param<T> describedAs(String meaning) {
    return new Param<>(key, defaultValue, declared, parser, list, meaning, limits);
  }

  /** {@return this key, whose value is shown as {@code ***} from now on, see {@link Secret}} */
  public Param<T> secret() {
    Secrets.declare(key);
    return this;
  }

  /**
   * {@return whether the value of a key is to be shown as {@code ***}} For what shows values
   * itself: logs, reports, consoles.
   *
   * @param key the full key
   */
  public static boolean isSecret(String key) {
    return Secrets.has(Objects.requireNonNull(key, "the key is null; give a full key"));
  }

  /**
   * {@return this key with a lower bound, checked at each read as {@link Min} is}
   *
   * @param least the least value that is allowed
   * @throws IllegalArgumentException if the values cannot be compared, or the default is below
   */
  public Param<T> min(T least) {
    requireComparable(least);
    Limits<T> known = limits();
    return limited(new Limits<>(least, known.max(), known.oneOf()));
  }

  /**
   * {@return this key with an upper bound, checked at each read as {@link Max} is}
   *
   * @param most the greatest value that is allowed
   * @throws IllegalArgumentException if the values cannot be compared, or the default is above
   */
  public Param<T> max(T most) {
    requireComparable(most);
    Limits<T> known = limits();
    return limited(new Limits<>(known.min(), most, known.oneOf()));
  }

  /**
   * {@return this key with the only values it may have, checked at each read as {@link OneOf} is}
   *
   * @param values what is allowed; at least one
   * @throws IllegalArgumentException if there is none, or the default is not among them
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // List.of copies the array
  public final Param<T> oneOf(T... values) {
    List<T> only = requireElements(key, Arrays.asList(values), "list of allowed values");
    Limits.requireSome(key, only);
    only.forEach(one -> Limits.requireNumber(key, one));
    return limited(new Limits<>(limits().min(), limits().max(), only));
  }

  private Limits<T> limits() {
    return limits != null ? limits : new Limits<>(null, null, List.of());
  }

  private Param<T> limited(Limits<T> now) {
    return new Param<>(key, defaultValue, declared, parser, list, description, now);
  }

  private void requireComparable(T bound) {
    if (!(require(key, bound, "bound", "give a value, or leave the bound out")
        instanceof Comparable)) {
      throw new IllegalArgumentException(
          ParamText.key(key) + ": its values cannot be compared; use oneOf(), or no bounds");
    }
    Limits.requireNumber(key, bound);
  }

  /**
   * {@return what the calling thread sees, or the default if the key is missing or null}
   *
   * @throws ParamTypeException if the value is not of this type
   * @throws ParamRangeException if the value is outside the bounds
   */
  public T get() {
    ContextValues context = Contexts.reads();
    if (type == String.class && !list && limits == null) {
      return typed(context.getString(hash, (String) defaultValue));
    }
    Object value = context.get(hash);
    if (value instanceof Suggest lazy) {
      value = lazy.ask(TypedKeys.here(this));
    }
    if (value == null) {
      context.defaulted(hash, defaultValue);
      return defaultValue;
    }
    return checked(TypedKeys.here(this), value);
  }

  /**
   * {@return what {@code scope} gives, or the default}
   *
   * @param scope an idle scope, or one that is open on the calling thread
   * @throws ParamTypeException if the value is not of this type
   * @throws ParamRangeException if the value is outside the bounds
   * @throws ScopeStateException if the scope is open elsewhere than in what the calling thread runs
   */
  public T get(ParamScope scope) {
    if (type == String.class && !list && limits == null) {
      return typed(scope.textOf(key, hash, (String) defaultValue));
    }
    Object value = scope.raw(key, hash);
    return value == null ? defaultValue : checked(scope.site(key, hash), value);
  }

  @Override
  public T value() {
    return get();
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

  /** A value that is there, as a {@code T} within the bounds. */
  T checked(ReadSite site, Object value) {
    T converted = convert(site, value);
    if (limits != null && !limits.has(converted)) {
      throw ParamRangeException.of(site, converted, limits.bounds());
    }
    return converted;
  }

  private T convert(ReadSite site, Object value) {
    if (list) {
      return typed(listed(site, value, type));
    }
    if (parser == null) {
      return typed(Conversions.toType(site, value, type));
    }
    for (Class<?> kind : kinds) {
      if (!kind.isInstance(value)) {
        return typed(Parsing.parsed(site, value, type, parser));
      }
    }
    return typed(value);
  }

  @SuppressWarnings("unchecked") // the parser makes what the element's class says
  private <E> List<E> listed(ReadSite site, Object value, Class<E> elementType) {
    return Parsing.toList(site, value, elementType, (Function<String, ? extends E>) parser);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Param<?> param
        && key.equals(param.key)
        && declared == param.declared
        && list == param.list
        && defaultValue.equals(param.defaultValue)
        && description.equals(param.description)
        && Objects.equals(limits, param.limits);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  /**
   * Says in words what of this is not serializable.
   *
   * @return this
   * @throws NotSerializableException naming the key
   */
  @Serial
  private Object writeReplace() throws NotSerializableException {
    if (parser != null && !(parser instanceof Serializable)) {
      throw new NotSerializableException(
          key
              + ": its parser is not Serializable; cast it, as in (Function<String, T> & Serializable)");
    }
    if (!(defaultValue instanceof Serializable)) {
      throw new NotSerializableException(
          key + ": " + defaultValue.getClass().getName() + " is not Serializable");
    }
    return this;
  }

  /**
   * Declares the key anew: the hash of a stream proves nothing.
   *
   * @return an equal key
   */
  @Serial
  private Object readResolve() {
    return new Param<>(key, defaultValue, declared, parser, list, description, limits);
  }

  @SuppressWarnings("unchecked") // what is read was checked against this.type, which T gave
  private T typed(Object value) {
    return (T) value;
  }
}
