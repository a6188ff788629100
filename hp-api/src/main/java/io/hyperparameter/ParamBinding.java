package io.hyperparameter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the calling thread sees, by hash. The code generated for {@link AutoParam} calls it;
 * there is no reason not to call it by hand.
 *
 * <p>The getters cost what {@link DoubleParam#get()} and its like cost: finding the thread's
 * context, and one probe. The other methods are for the types that have no getter.
 *
 * <p>A missing or null value gives the default. A wrong one is a {@link ParamTypeException}, which
 * names the key. A lazy value is computed once per call. Where a parser is taken, text, numbers and
 * booleans go through it in their text form; null means that the type converts as {@link
 * ParamAccess#get(String, Class)} does. Calls on a present or missing scalar allocate nothing of
 * their own.
 *
 * <p>Stateless and safe on any thread.
 */
public final class ParamBinding {
  private ParamBinding() {}

  /**
   * {@return the long under a hash; as {@link ParamScope#getLong(long, long)}}
   *
   * @param keyHash the hash of the key ({@link KeyHash})
   * @param def given if the value is missing or null
   * @throws ParamTypeException if the value cannot be read so without loss
   */
  public static long getLong(long keyHash, long def) {
    return Contexts.current().getLong(keyHash, def);
  }

  /**
   * {@return the double under a hash; as {@link ParamScope#getDouble(long, double)}}
   *
   * @param keyHash the hash of the key ({@link KeyHash})
   * @param def given if the value is missing or null
   * @throws ParamTypeException if the value cannot be read so without loss
   */
  public static double getDouble(long keyHash, double def) {
    return Contexts.current().getDouble(keyHash, def);
  }

  /**
   * {@return the boolean under a hash; as {@link ParamScope#getBoolean(long, boolean)}}
   *
   * @param keyHash the hash of the key ({@link KeyHash})
   * @param def given if the value is missing or null
   * @throws ParamTypeException if the value cannot be read so without loss
   */
  public static boolean getBoolean(long keyHash, boolean def) {
    return Contexts.current().getBoolean(keyHash, def);
  }

  /**
   * {@return the String under a hash; as {@link ParamScope#getString(long, String)}}
   *
   * @param keyHash the hash of the key ({@link KeyHash})
   * @param def given if the value is missing or null
   * @throws ParamTypeException if the value cannot be read so without loss
   */
  public static String getString(long keyHash, String def) {
    return Contexts.current().getString(keyHash, def);
  }

  /**
   * {@return the int under a hash; as {@link ParamScope#getInt(long, int)}}
   *
   * @param keyHash the hash of the key ({@link KeyHash})
   * @param def given if the value is missing or null
   * @throws ParamTypeException if the value cannot be read so without loss
   */
  public static int getInt(long keyHash, int def) {
    try {
      long value = getLong(keyHash, def);
      int narrow = (int) value;
      return narrow == value ? narrow : Conversions.narrowToInt(site(keyHash), value);
    } catch (ParamTypeException e) {
      throw e.wanting("int", site(keyHash));
    }
  }

  /**
   * {@return the float under a hash; as {@link ParamScope#getFloat(long, float)}}
   *
   * @param keyHash the hash of the key ({@link KeyHash})
   * @param def given if the value is missing or null
   * @throws ParamTypeException if the value cannot be read so without loss
   */
  public static float getFloat(long keyHash, float def) {
    try {
      double value = getDouble(keyHash, def);
      float narrow = (float) value;
      return Float.isInfinite(narrow) ? Conversions.narrowToFloat(site(keyHash), value) : narrow;
    } catch (ParamTypeException e) {
      throw e.wanting("float", site(keyHash));
    }
  }

  /**
   * The value as a box, text, an enum constant, or an instance of any other class.
   *
   * @param keyHash the hash of the key ({@link KeyHash})
   * @param type the class to convert to; {@code Object.class} gives the value as it is stored
   * @param def given if the value is missing or null
   * @param <T> the type
   * @return the value or {@code def}
   * @throws ParamTypeException if the value is there but cannot be read so
   */
  public static <T extends @Nullable Object> T get(long keyHash, Class<? extends T> type, T def) {
    Object value = raw(keyHash);
    return value == null ? def : Conversions.toType(site(keyHash), value, type);
  }

  /**
   * The value of a type that has a parser; a stored instance is taken as it is.
   *
   * @param keyHash the hash of the key ({@link KeyHash})
   * @param type the class
   * @param parser makes a {@code T} of text
   * @param def given if the value is missing or null
   * @param <T> the type
   * @return the value or {@code def}
   * @throws ParamTypeException if the value is there but cannot be read so
   */
  public static <T extends @Nullable Object> T parse(
      long keyHash, Class<? extends T> type, Function<String, ? extends T> parser, T def) {
    Object value = raw(keyHash);
    return value == null ? def : convert(site(keyHash), value, type, parser);
  }

  /**
   * As {@link #parse(long, Class, Function, Object)}, with a default that is text. It is parsed at
   * each call that needs it: a mutable default is never shared.
   *
   * @param key the key, for messages
   * @param keyHash its hash ({@link KeyHash})
   * @param type the class
   * @param parser makes a {@code T} of text
   * @param def the text of the default
   * @param <T> the type
   * @return the value, or what the parser makes of {@code def}
   * @throws ParamTypeException if the value, or {@code def}, is no {@code T}
   */
  public static <T> T parseOrText(
      String key,
      long keyHash,
      Class<? extends T> type,
      Function<String, ? extends T> parser,
      String def) {
    Object value = raw(keyHash);
    return value == null
        ? convert(new ReadSite.Detached(key, "its @Default"), def, type, parser)
        : convert(site(keyHash), value, type, parser);
  }

  /**
   * The value as an unmodifiable list: of the elements of a stored {@code List}, of the parts of a
   * text between commas (blanks around them ignored, empty text is the empty list), or of one
   * scalar.
   *
   * @param keyHash the hash of the key ({@link KeyHash})
   * @param type the class of the elements
   * @param parser makes an element of text, or null
   * @param def given if the value is missing or null
   * @param <T> the type of the elements
   * @return the list or {@code def}
   * @throws ParamTypeException if the value is there but cannot be read so
   */
  public static <T> @Nullable List<T> list(
      long keyHash,
      Class<T> type,
      @Nullable Function<String, ? extends T> parser,
      @Nullable List<T> def) {
    Object value = raw(keyHash);
    return value == null ? def : toList(site(keyHash), value, type, parser);
  }

  /**
   * A list as {@link #list} reads it from text; what generated code makes its constants with.
   *
   * @param key the key, for messages
   * @param text the elements, separated by commas
   * @param type the class of the elements
   * @param parser makes an element of text, or null
   * @param <T> the type of the elements
   * @return an unmodifiable list
   */
  public static <T> List<T> listOf(
      String key, String text, Class<T> type, @Nullable Function<String, ? extends T> parser) {
    return toList(new ReadSite.Detached(key, "its @Default"), text, type, parser);
  }

  /**
   * The value in an {@code Optional}; empty text is the empty one.
   *
   * @param keyHash the hash of the key ({@link KeyHash})
   * @param type the class of the content
   * @param parser makes the content of text, or null
   * @param def given if the value is missing or null
   * @param <T> the type of the content
   * @return the value or {@code def}
   * @throws ParamTypeException if the value is there but cannot be read so
   */
  public static <T> Optional<T> optional(
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
        : Optional.of(convert(site(keyHash), value, type, parser));
  }

  /**
   * Text read as a class by the rules for text in a scope, outside of any scope.
   *
   * @param key the key, for messages
   * @param text the text
   * @param type a box, {@code String} or enum class
   * @param <T> the type
   * @return the value
   * @throws ParamTypeException if the text is no {@code T}
   */
  public static <T> T convert(String key, String text, Class<T> type) {
    return Conversions.toType(new ReadSite.Detached(key, null), text, type);
  }

  /**
   * The error of a value outside its bounds, to be thrown by the caller that found it so.
   *
   * @param key the key
   * @param keyHash its hash ({@link KeyHash})
   * @param value the value
   * @param bounds what is allowed, such as {@code > 0 and <= 1}
   * @param explicit whether it is an argument of the call
   * @return the exception
   */
  public static ParamRangeException outOfBounds(
      String key, long keyHash, @Nullable Object value, String bounds, boolean explicit) {
    return outOfBounds(key, keyHash, ParamRangeException.NO_INDEX, value, bounds, explicit);
  }

  /**
   * The error of an element of a list outside its bounds, to be thrown by the caller that found it
   * so.
   *
   * @param key the key of the list
   * @param keyHash its hash ({@link KeyHash})
   * @param index where in the list the element is, from 0
   * @param element the element
   * @param bounds what is allowed, such as {@code > 0 and <= 1}
   * @param explicit whether the list is an argument of the call
   * @return the exception
   */
  public static ParamRangeException outOfBounds(
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
    return ReadRules.value(Contexts.current(), keyHash);
  }

  private static ReadSite site(long keyHash) {
    return new ReadSite.InContext(Contexts.current(), keyHash, null);
  }

  private static <T> List<T> toList(
      ReadSite site, Object value, Class<T> type, @Nullable Function<String, ? extends T> parser) {
    List<T> elements = new ArrayList<>();
    if (value instanceof List<?> stored) {
      for (Object element : stored) {
        Object normal = Flatten.normalize(site.key(), element);
        if (normal == null) {
          throw ParamTypeException.of(
              site.key(),
              value,
              "List of " + type.getSimpleName(),
              site.origin(),
              "leave out the element that is null");
        }
        elements.add(convert(site, normal, type, parser));
      }
    } else if (value instanceof String text) {
      if (!text.isBlank()) {
        for (String part : text.split(",", -1)) {
          elements.add(convert(site, part.strip(), type, parser));
        }
      }
    } else {
      elements.add(convert(site, value, type, parser));
    }
    return Collections.unmodifiableList(elements);
  }

  private static <T> T convert(
      ReadSite site,
      Object value,
      Class<? extends T> type,
      @Nullable Function<String, ? extends T> parser) {
    if (parser == null) {
      return Conversions.toType(site, value, type);
    }
    return type.isInstance(value) ? type.cast(value) : parsed(site, value, type, parser);
  }

  /** What a parser makes of a scalar; what it throws becomes the cause of the error. */
  static <T> T parsed(
      ReadSite site, Object value, Class<?> type, Function<String, ? extends T> parser) {
    if (!(value instanceof String
        || value instanceof Long
        || value instanceof Double
        || value instanceof Boolean)) {
      throw ParamTypeException.of(
          site.key(),
          value,
          type.getSimpleName(),
          site.origin(),
          "store an instance of " + type.getName() + ", or text");
    }
    String reason;
    Throwable cause = null;
    try {
      T made = parser.apply(Conversions.toText(site, value));
      if (made != null) {
        return made;
      }
      reason = "its parser returned null";
    } catch (RuntimeException e) {
      reason = "its parser says: " + e.getMessage();
      cause = e;
    }
    ParamTypeException wrong =
        ParamTypeException.of(site.key(), value, type.getSimpleName(), site.origin(), reason);
    wrong.initCause(cause);
    throw wrong;
  }
}
