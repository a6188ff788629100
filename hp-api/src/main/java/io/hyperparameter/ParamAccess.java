package io.hyperparameter;

import io.hyperparameter.annotation.Default;
import io.hyperparameter.context.Contexts;
import io.hyperparameter.conversion.Conversions;
import io.hyperparameter.conversion.ReadSite;
import io.hyperparameter.spi.Kind;
import io.hyperparameter.text.ParamText;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reading and writing parameters by key: what {@link ParamScope} and {@link ParamPath} have in
 * common.
 *
 * <p><b>Keys</b> are any Unicode text, compared exactly; dots separate segments by convention only.
 * Null, unpaired surrogates and U+0000 are refused with {@link IllegalArgumentException} by every
 * method here, before anything is changed. Reads and writes that take a key through a String
 * constant cost no hashing after a few times; one made for the call costs its hash.
 *
 * <p><b>Defaults</b> stand in for a missing value, never for a wrong one: if a value is there but
 * cannot be read as the wanted type without loss, every getter throws {@link ParamTypeException},
 * which names the key, the value, the type and where the value came from. A value that is
 * explicitly null gives the default. Getters without a default throw {@link MissingParamException}
 * for a missing key and {@link ParamTypeException} for an explicit null.
 *
 * <p><b>Errors</b> of a value are {@link ParamException}s.
 *
 * <p><b>Conversions.</b> Integers are stored with 64 bits, floating point as double. Text is read
 * as a number or boolean where it is one exactly ({@code "1e6"} is a long, {@code "3.5"} is not;
 * {@code yes/no}, {@code on/off}, {@code t/f}, {@code y/n}, {@code 1/0} and {@code true/false} are
 * booleans in any ASCII case); integers are read as doubles and booleans; whole doubles and
 * booleans (as 0 and 1) as integers; scalars as text; a {@code BigDecimal} as a number where all
 * its digits survive. The rules are R1 to R7 of the contract shipped with {@code hp-contract}.
 *
 * <p><b>Cost.</b> Reads of numbers, booleans and of stored text and objects take a few nanoseconds
 * and allocate nothing; so do numbers and booleans read as another kind of number through an open
 * scope, on storage in Java. A number given as text of up to 256 characters is parsed at the first
 * read and remembered; other conversions from or to text cost what parsing costs, at each read, and
 * a number read as text is a new text each time. Reads as objects ({@link #find}, {@link #get},
 * {@link #toMap}) make the objects.
 *
 * <p><b>Threads.</b> Not thread-safe: an instance belongs to one thread at a time. Every method,
 * reads included, throws {@link ScopeStateException} if the scope is open elsewhere than in what
 * the calling thread runs.
 */
public abstract sealed class ParamAccess permits ScopeValues, ParamPath {
  ParamAccess() {}

  // ---- typed reads with a default ----

  /**
   * {@return the value as a long, or {@code def} if missing or null}
   *
   * @param key the full key, or for a {@link ParamPath} the part below its prefix
   * @param def what to give where the key is missing or explicitly null
   * @throws ParamTypeException if the value cannot be read so without loss
   */
  public abstract long getLong(String key, long def);

  /**
   * {@return the value as a double, or {@code def} if missing or null}
   *
   * @param key the full key, or for a {@link ParamPath} the part below its prefix
   * @param def what to give where the key is missing or explicitly null
   * @throws ParamTypeException if the value cannot be read so without loss
   */
  public abstract double getDouble(String key, double def);

  /**
   * {@return the value as a boolean, or {@code def} if missing or null}
   *
   * @param key the full key, or for a {@link ParamPath} the part below its prefix
   * @param def what to give where the key is missing or explicitly null
   * @throws ParamTypeException if the value cannot be read so without loss
   */
  public abstract boolean getBoolean(String key, boolean def);

  /**
   * {@return the value as text, or {@code def} if missing or null}
   *
   * @param key the full key, or for a {@link ParamPath} the part below its prefix
   * @param def what to give where the key is missing or explicitly null
   * @throws ParamTypeException if the value cannot be read so without loss
   */
  public abstract String getString(String key, String def);

  /**
   * {@return the value as an int, or {@code def} if missing or null; outside 32 bits is an error}
   *
   * @param key the full key, or for a {@link ParamPath} the part below its prefix
   * @param def what to give where the key is missing or explicitly null
   * @throws ParamTypeException if the value cannot be read so without loss
   */
  public final int getInt(String key, int def) {
    try {
      long value = getLong(key, def);
      int narrow = (int) value;
      return narrow == value ? narrow : Conversions.narrowToInt(site(key), value);
    } catch (ParamTypeException e) {
      throw e.wanting("int", site(key));
    }
  }

  /**
   * {@return the float nearest to the value, or {@code def} if missing or null; a finite value
   * beyond the float range is an error}
   *
   * @param key the full key, or for a {@link ParamPath} the part below its prefix
   * @param def what to give where the key is missing or explicitly null
   * @throws ParamTypeException if the value cannot be read so without loss
   */
  public final float getFloat(String key, float def) {
    try {
      double value = getDouble(key, def);
      float narrow = (float) value;
      return Float.isInfinite(narrow) ? Conversions.narrowToFloat(site(key), value) : narrow;
    } catch (ParamTypeException e) {
      throw e.wanting("float", site(key));
    }
  }

  /**
   * {@return the value as a constant of {@code def}'s enum, or {@code def} if missing or null} Text
   * names a constant exactly, or in another ASCII case if only one constant matches so.
   *
   * @param <E> the enum
   * @param key the full key, or for a {@link ParamPath} the part below its prefix
   * @param def what to give where the key is missing or explicitly null; tells the enum
   * @throws ParamTypeException if the value cannot be read so without loss
   */
  public final <E extends Enum<E>> E getEnum(String key, E def) {
    Objects.requireNonNull(
        def, "the default is null, which tells no enum; give one of its constants");
    Object value = raw(key);
    return value == null ? def : Conversions.toEnum(site(key), value, def.getDeclaringClass());
  }

  // ---- required reads ----

  /**
   * {@return the value as an int}
   *
   * @param key the full key, or for a {@link ParamPath} the part below its prefix
   * @throws MissingParamException if the key is missing; the message names near misses
   * @throws ParamTypeException if the value cannot be read so without loss
   */
  public final int getInt(String key) {
    return isPlain(key) ? getInt(key, 0) : Conversions.toInt(site(key), required(key, "int"));
  }

  /**
   * {@return the value as a long}
   *
   * @param key the full key, or for a {@link ParamPath} the part below its prefix
   * @throws MissingParamException if the key is missing; the message names near misses
   * @throws ParamTypeException if the value cannot be read so without loss
   */
  public final long getLong(String key) {
    return isPlain(key) ? getLong(key, 0L) : Conversions.toLong(site(key), required(key, "long"));
  }

  /**
   * {@return the value as a double}
   *
   * @param key the full key, or for a {@link ParamPath} the part below its prefix
   * @throws MissingParamException if the key is missing; the message names near misses
   * @throws ParamTypeException if the value cannot be read so without loss
   */
  public final double getDouble(String key) {
    return isPlain(key)
        ? getDouble(key, 0.0)
        : Conversions.toDouble(site(key), required(key, "double"));
  }

  /**
   * {@return the value as a float}
   *
   * @param key the full key, or for a {@link ParamPath} the part below its prefix
   * @throws MissingParamException if the key is missing; the message names near misses
   * @throws ParamTypeException if the value cannot be read so without loss
   */
  public final float getFloat(String key) {
    return isPlain(key)
        ? getFloat(key, 0f)
        : Conversions.toFloat(site(key), required(key, "float"));
  }

  /**
   * {@return the value as a boolean}
   *
   * @param key the full key, or for a {@link ParamPath} the part below its prefix
   * @throws MissingParamException if the key is missing; the message names near misses
   * @throws ParamTypeException if the value cannot be read so without loss
   */
  public final boolean getBoolean(String key) {
    return isPlain(key)
        ? getBoolean(key, false)
        : Conversions.toBoolean(site(key), required(key, "boolean"));
  }

  /**
   * {@return the value as text}
   *
   * @param key the full key, or for a {@link ParamPath} the part below its prefix
   * @throws MissingParamException if the key is missing; the message names near misses
   * @throws ParamTypeException if the value cannot be read so without loss
   */
  public final String getString(String key) {
    return isPlain(key)
        ? getString(key, "")
        : Conversions.toText(site(key), required(key, "String"));
  }

  /**
   * {@return the value as a constant of an enum}
   *
   * @param <E> the enum
   * @param key the full key, or for a {@link ParamPath} the part below its prefix
   * @param type the class of the enum
   * @throws MissingParamException if the key is missing; the message names near misses
   * @throws ParamTypeException if the value cannot be read so without loss
   */
  public final <E extends Enum<E>> E getEnum(String key, Class<E> type) {
    requireType(key, type);
    return Conversions.toEnum(site(key), required(key, type.getSimpleName()), type);
  }

  /**
   * {@return the value as any type} Boxed numbers, {@code Boolean}, {@code String} and enum classes
   * convert as the getters above do. Of another type the stored object is an instance, or the type
   * is public and makes one of the value's text: by a static {@code valueOf}, {@code parse}, {@code
   * of}, {@code fromString} or {@code create}, or a constructor, as for a {@link Default} ({@code
   * Duration}, {@code Path}, {@code BigDecimal}, a record of yours). A text such as {@code [1, 2]}
   * or {@code 1, 2} is a {@code List} of the texts between the commas. {@code Object.class} gives
   * the value as it is stored: {@code Long}, {@code Double}, {@code Boolean}, {@code String}, the
   * object itself, or null if it is explicitly null.
   *
   * @param <T> the type to read
   * @param key the full key, or for a {@link ParamPath} the part below its prefix
   * @param type a box or primitive, String, an enum, List, or any class as said above
   * @throws MissingParamException if the key is missing
   * @throws ParamTypeException if the value is something else
   */
  public final <T> @Nullable T get(String key, Class<T> type) {
    Object value = present(key);
    if (type == Object.class || (value != null && value.getClass() == type)) {
      return type.cast(value); // nothing to convert, nothing to say of it
    }
    requireType(key, type);
    return Conversions.toType(site(key), given(key, value, type.getSimpleName()), type);
  }

  private static void requireType(String key, @Nullable Class<?> type) {
    if (type == null) {
      throw new NullPointerException(
          ParamText.key(key)
              + ": the type to read is null; give a class, or Object.class for the value as it is"
              + " stored");
    }
  }

  /**
   * {@return the value as it is stored; empty if missing or explicitly null}
   *
   * @param key the full key, or for a {@link ParamPath} the part below its prefix
   */
  public final Optional<Object> find(String key) {
    return Optional.ofNullable(raw(key));
  }

  /**
   * {@return whether the key has a value: true for false, 0, empty text and an explicit null}
   *
   * @param key the full key, or for a {@link ParamPath} the part below its prefix
   */
  public final boolean contains(String key) {
    return Kind.isPresent(storedKind(key));
  }

  // ---- writes ----

  /**
   * Writes a long.
   *
   * @param key the full key, or for a {@link ParamPath} the part below its prefix
   * @param value stored with all its 64 bits
   * @throws IllegalArgumentException if the key is malformed, or another key has its hash
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public abstract void put(String key, long value);

  /**
   * Writes a double.
   *
   * @param key the full key, or for a {@link ParamPath} the part below its prefix
   * @param value any double, NaN and the infinities included
   * @throws IllegalArgumentException if the key is malformed, or another key has its hash
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public abstract void put(String key, double value);

  /**
   * Writes a boolean.
   *
   * @param key the full key, or for a {@link ParamPath} the part below its prefix
   * @param value true or false
   * @throws IllegalArgumentException if the key is malformed, or another key has its hash
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public abstract void put(String key, boolean value);

  /**
   * Writes a character as text, not as a number.
   *
   * @param key the full key, or for a {@link ParamPath} the part below its prefix
   * @param value the only character of the text
   * @throws IllegalArgumentException if the key is malformed, or another key has its hash
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public final void put(String key, char value) {
    put(key, String.valueOf(value)); // without this method it would be widened to a long
  }

  /**
   * Writes text; null is an explicit null.
   *
   * @param key the full key, or for a {@link ParamPath} the part below its prefix
   * @param value the text, or null for an explicit null
   * @throws IllegalArgumentException if the key is malformed, or another key has its hash
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public abstract void put(String key, @Nullable String value);

  /**
   * Writes any value. Integers up to 64 bits are stored as long, float and double as double, enum
   * constants as their name, a {@link Suggest} is asked at each read, null is an explicit null, a
   * map is flattened below the key, any other object is kept by identity.
   *
   * @param key the full key, or for a {@link ParamPath} the part below its prefix
   * @param value the value, or null for an explicit null
   * @throws IllegalArgumentException for a malformed key, one whose hash another key has, an
   *     integer outside 64 bits, a map with a key that is not text, one that gives a key twice
   *     ({@code a.b} beside a nested {@code a} with {@code b}), or one that contains itself;
   *     nothing is written
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public abstract void put(String key, @Nullable Object value);

  /**
   * Writes all values of a map, nested maps flattened with dots; nothing if any is refused.
   *
   * @param values names to values; nested maps are flattened, null values are explicit nulls
   * @throws IllegalArgumentException if a key or value is refused; nothing is written
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public abstract void putAll(Map<String, ? extends @Nullable Object> values);

  /**
   * Makes the key missing, also if an outer level has it. A missing key is no error.
   *
   * @param key the full key, or for a {@link ParamPath} the part below its prefix
   * @throws IllegalArgumentException if the key is malformed
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public abstract void remove(String key);

  /**
   * Makes every visible key missing; an idle scope also forgets its values and hides, once entered,
   * all it inherits.
   *
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public abstract void clear();

  // ---- listing ----

  /**
   * {@return every visible key once, sorted; an unmodifiable copy} Explicit nulls count, deleted
   * keys do not. A {@link ParamPath} gives the keys below its prefix, without it.
   *
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public final SortedSet<String> keys() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(toMap().keySet()));
  }

  /**
   * {@return every visible value by key, sorted, as stored; an unmodifiable copy} Lazy values are
   * not computed, explicit nulls are there as null. The keys are those of {@link #keys}.
   *
   * @throws ScopeStateException if this is open elsewhere than in what the calling thread runs
   */
  public abstract Map<String, @Nullable Object> toMap();

  // ---- for this package ----

  /** The {@link Kind} of what a reader of this key finds. */
  abstract int storedKind(String key);

  /** Whether a read with a default finds a value to convert, so that the default cannot matter. */
  private boolean isPlain(String key) {
    int kind = storedKind(key);
    return Kind.LONG <= kind && kind <= Kind.TEXT;
  }

  /** The value under a key with lazy values computed; null if missing or null. */
  abstract @Nullable Object raw(String key);

  /** Where and under which full key this instance reads {@code key}. */
  abstract ReadSite site(String key);

  /** As {@link #raw}, but a missing key is an error. */
  final @Nullable Object present(String key) {
    Object value = raw(key);
    if (value == null && !contains(key)) {
      SortedSet<String> visible = visibleKeys();
      boolean isBare = visible.isEmpty() && ParamScope.current().keys().isEmpty();
      throw MissingParamException.of(site(key).key(), visible, isBare && Contexts.mayBeElsewhere());
    }
    return value;
  }

  /** As {@link #present}, but null is an error, too. */
  final Object required(String key, String wanted) {
    return given(key, present(key), wanted);
  }

  private Object given(String key, @Nullable Object value, String wanted) {
    if (value == null) {
      ReadSite site = site(key);
      throw ParamTypeException.of(
          site.key(), null, wanted, site.origin(), "give a value, or read it with a default");
    }
    return value;
  }

  /** Every key a reader of this instance could mean, in full. */
  abstract SortedSet<String> visibleKeys();
}
