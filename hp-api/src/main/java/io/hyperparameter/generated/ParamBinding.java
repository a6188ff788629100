package io.hyperparameter.generated;

import io.hyperparameter.DoubleParam;
import io.hyperparameter.ParamAccess;
import io.hyperparameter.ParamRangeException;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamTypeException;
import io.hyperparameter.annotation.AutoParam;
import io.hyperparameter.context.Contexts;
import io.hyperparameter.hashing.DeclaredKeys;
import io.hyperparameter.index.ParamEntry;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the calling thread sees, by hash. For the code that is generated for {@link AutoParam}
 * only, see the {@linkplain io.hyperparameter.generated package}.
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
   * Declares a key that is read by its hash: no other key of this hash can be declared or written
   * from now on, so the reads below need not compare names.
   *
   * @param key the key
   * @param keyHash its hash ({@link ParamEntry#hashOf})
   * @return the hash
   * @throws IllegalArgumentException if another key of this hash is declared
   */
  public static long declare(String key, long keyHash) {
    DeclaredKeys.declareForGood(key, keyHash);
    return keyHash;
  }

  /**
   * {@return the long under a hash; as {@link ParamScope#getLong(String, long)}}
   *
   * @param keyHash the hash of the key ({@link ParamEntry#hashOf})
   * @param def given if the value is missing or null
   * @throws ParamTypeException if the value cannot be read so without loss
   */
  public static long getLong(long keyHash, long def) {
    return Contexts.reads().getLong(keyHash, def);
  }

  /**
   * {@return the double under a hash; as {@link ParamScope#getDouble(String, double)}}
   *
   * @param keyHash the hash of the key ({@link ParamEntry#hashOf})
   * @param def given if the value is missing or null
   * @throws ParamTypeException if the value cannot be read so without loss
   */
  public static double getDouble(long keyHash, double def) {
    return Contexts.reads().getDouble(keyHash, def);
  }

  /**
   * {@return the boolean under a hash; as {@link ParamScope#getBoolean(String, boolean)}}
   *
   * @param keyHash the hash of the key ({@link ParamEntry#hashOf})
   * @param def given if the value is missing or null
   * @throws ParamTypeException if the value cannot be read so without loss
   */
  public static boolean getBoolean(long keyHash, boolean def) {
    return Contexts.reads().getBoolean(keyHash, def);
  }

  /**
   * {@return the String under a hash; as {@link ParamScope#getString(String, String)}}
   *
   * @param keyHash the hash of the key ({@link ParamEntry#hashOf})
   * @param def given if the value is missing or null
   * @throws ParamTypeException if the value cannot be read so without loss
   */
  public static String getString(long keyHash, String def) {
    return Contexts.reads().getString(keyHash, def);
  }

  /**
   * {@return the int under a hash; as {@link ParamScope#getInt(String, int)}}
   *
   * @param keyHash the hash of the key ({@link ParamEntry#hashOf})
   * @param def given if the value is missing or null
   * @throws ParamTypeException if the value cannot be read so without loss
   */
  public static int getInt(long keyHash, int def) {
    return HashReads.getInt(keyHash, def);
  }

  /**
   * {@return the float under a hash; as {@link ParamScope#getFloat(String, float)}}
   *
   * @param keyHash the hash of the key ({@link ParamEntry#hashOf})
   * @param def given if the value is missing or null
   * @throws ParamTypeException if the value cannot be read so without loss
   */
  public static float getFloat(long keyHash, float def) {
    return HashReads.getFloat(keyHash, def);
  }

  /**
   * The value as a box, text, an enum constant, or an instance of any other class.
   *
   * @param keyHash the hash of the key ({@link ParamEntry#hashOf})
   * @param type the class to convert to; {@code Object.class} gives the value as it is stored
   * @param def given if the value is missing or null
   * @param <T> the type
   * @return the value or {@code def}
   * @throws ParamTypeException if the value is there but cannot be read so
   */
  public static <T extends @Nullable Object> T get(long keyHash, Class<? extends T> type, T def) {
    return HashReads.get(keyHash, type, def);
  }

  /**
   * The value of a type that has a parser; a stored instance is taken as it is.
   *
   * @param keyHash the hash of the key ({@link ParamEntry#hashOf})
   * @param type the class
   * @param parser makes a {@code T} of text
   * @param def given if the value is missing or null
   * @param <T> the type
   * @return the value or {@code def}
   * @throws ParamTypeException if the value is there but cannot be read so
   */
  public static <T extends @Nullable Object> T parse(
      long keyHash, Class<? extends T> type, Function<String, ? extends T> parser, T def) {
    return HashReads.parse(keyHash, type, parser, def);
  }

  /**
   * As {@link #parse(long, Class, Function, Object)}, with a default that is text. It is parsed at
   * each call that needs it: a mutable default is never shared.
   *
   * @param key the key, for messages
   * @param keyHash its hash ({@link ParamEntry#hashOf})
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
    return HashReads.parseOrText(key, keyHash, type, parser, def);
  }

  /**
   * The value as an unmodifiable list: of the elements of a stored {@code List}, of the parts of a
   * text between commas (blanks around them ignored, empty text is the empty list), or of one
   * scalar.
   *
   * @param keyHash the hash of the key ({@link ParamEntry#hashOf})
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
    return HashReads.list(keyHash, type, parser, def);
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
    return HashReads.listOf(key, text, type, parser);
  }

  /**
   * The value in an {@code Optional}; empty text is the empty one.
   *
   * @param keyHash the hash of the key ({@link ParamEntry#hashOf})
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
    return HashReads.optional(keyHash, type, parser, def);
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
    return HashReads.convert(key, text, type);
  }

  /**
   * The error of a value outside its bounds, to be thrown by the caller that found it so.
   *
   * @param key the key
   * @param keyHash its hash ({@link ParamEntry#hashOf})
   * @param value the value
   * @param bounds what is allowed, such as {@code > 0 and <= 1}
   * @param explicit whether it is an argument of the call
   * @return the exception
   */
  public static ParamRangeException outOfBounds(
      String key, long keyHash, @Nullable Object value, String bounds, boolean explicit) {
    return HashReads.outOfBounds(key, keyHash, value, bounds, explicit);
  }

  /**
   * The error of an element of a list outside its bounds, to be thrown by the caller that found it
   * so.
   *
   * @param key the key of the list
   * @param keyHash its hash ({@link ParamEntry#hashOf})
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
    return HashReads.outOfBounds(key, keyHash, index, element, bounds, explicit);
  }
}
