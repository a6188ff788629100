package io.hyperparameter;

import io.hyperparameter.bounds.DoubleRange;
import io.hyperparameter.bounds.LongRange;
import io.hyperparameter.context.Contexts;
import io.hyperparameter.context.ParamSite;
import io.hyperparameter.conversion.Conversions;
import io.hyperparameter.conversion.ReadSite;
import io.hyperparameter.hashing.DeclaredKeys;
import io.hyperparameter.hashing.KeyHash;
import io.hyperparameter.secret.Secrets;
import java.io.Serial;
import java.util.Arrays;

/**
 * The typed keys of primitives.
 *
 * <p>They are records because the JIT trusts the final fields of a record: in a read through a
 * {@code static final} key the hash and the default are constants of the compiled code. With a
 * class they are two loads, a fifth of the whole read.
 */
final class TypedKeys {
  private TypedKeys() {}

  static IntParam of(String key, int defaultValue, String description) {
    long hash = KeyHash.hash(key);
    Param.requireDescription(key, description);
    return new OfInt(DeclaredKeys.declare(key, hash), hash, defaultValue, description);
  }

  static LongParam of(String key, long defaultValue, String description) {
    long hash = KeyHash.hash(key);
    Param.requireDescription(key, description);
    return new OfLong(DeclaredKeys.declare(key, hash), hash, defaultValue, description);
  }

  static DoubleParam of(String key, double defaultValue, String description) {
    long hash = KeyHash.hash(key);
    Param.requireDescription(key, description);
    return new OfDouble(DeclaredKeys.declare(key, hash), hash, defaultValue, description);
  }

  static BooleanParam of(String key, boolean defaultValue, String description) {
    long hash = KeyHash.hash(key);
    Param.requireDescription(key, description);
    return new OfBoolean(DeclaredKeys.declare(key, hash), hash, defaultValue, description);
  }

  /** A value that is there, as what a typed key reads it as. */
  static <T> T read(ParamKey<T> key, ReadSite site, Object value) {
    Object read;
    if (key instanceof Param<?> param) {
      read = param.checked(site, value);
    } else if (key instanceof IntParam) {
      int number = Conversions.toInt(site, value);
      read = key instanceof BoundedInt bounded ? bounded.checked(site, number) : number;
    } else if (key instanceof LongParam) {
      long number = Conversions.toLong(site, value);
      read = key instanceof BoundedLong bounded ? bounded.checked(site, number) : number;
    } else if (key instanceof DoubleParam) {
      double number = Conversions.toDouble(site, value);
      read = key instanceof BoundedDouble bounded ? bounded.checked(site, number) : number;
    } else {
      read = Conversions.toBoolean(site, value);
    }
    @SuppressWarnings("unchecked") // each kind of key reads its own type
    T typed = (T) read;
    return typed;
  }

  /** Where a read of the thread by a typed key is. */
  static ReadSite here(ParamKey<?> key) {
    return new ParamSite.InContext(Contexts.current(), key.hash(), key.key());
  }

  /** What a key says of itself. */
  static String describe(String key, Object defaultValue) {
    return key + " (default " + Secrets.mask(key, String.valueOf(defaultValue)) + ")";
  }

  record OfInt(String key, long hash, int defaultValue, String description) implements IntParam {
    @Override
    public int get() {
      try {
        long value = Contexts.reads().getLong(hash, defaultValue);
        int narrow = (int) value;
        return narrow == value ? narrow : Conversions.narrowToInt(here(this), value);
      } catch (ParamTypeException e) {
        throw e.wanting("int", here(this));
      }
    }

    @Override
    public int get(ParamScope scope) {
      return scope.intOf(key, hash, defaultValue);
    }

    @Override
    public IntParam min(int least) {
      return bounded(LongRange.ALL.withMin(least));
    }

    @Override
    public IntParam max(int most) {
      return bounded(LongRange.ALL.withMax(most));
    }

    @Override
    public IntParam oneOf(int... values) {
      return bounded(
          LongRange.ALL.withOneOf(key, Arrays.stream(values).asLongStream().boxed().toList()));
    }

    BoundedInt bounded(LongRange range) {
      return new BoundedInt(this, range.around(key, defaultValue));
    }

    @Override
    public String toString() {
      return describe(key, defaultValue);
    }

    /** The hash of a stream proves nothing, and the key must be declared. */
    @Serial
    private Object readResolve() {
      return of(key, defaultValue, description);
    }
  }

  /**
   * One with bounds, which only its own reads look at.
   *
   * @param open the same without bounds
   * @param range the bounds
   */
  record BoundedInt(OfInt open, LongRange range) implements IntParam {
    @Override
    public int get() {
      int value = open.get();
      return range.has(value) ? value : checked(here(this), value);
    }

    @Override
    public int get(ParamScope scope) {
      int value = open.get(scope);
      return range.has(value) ? value : checked(scope.site(key(), hash()), value);
    }

    /** A value that was read, if it is within the bounds. */
    int checked(ReadSite site, int value) {
      if (!range.has(value)) {
        throw ParamRangeException.of(site, value, range.bounds());
      }
      return value;
    }

    @Override
    public String key() {
      return open.key();
    }

    @Override
    public long hash() {
      return open.hash();
    }

    @Override
    public int defaultValue() {
      return open.defaultValue();
    }

    @Override
    public String description() {
      return open.description();
    }

    @Override
    public IntParam min(int least) {
      return open.bounded(range.withMin(least));
    }

    @Override
    public IntParam max(int most) {
      return open.bounded(range.withMax(most));
    }

    @Override
    public IntParam oneOf(int... values) {
      return open.bounded(
          range.withOneOf(open.key, Arrays.stream(values).asLongStream().boxed().toList()));
    }

    @Override
    public String toString() {
      return open.toString();
    }
  }

  record OfLong(String key, long hash, long defaultValue, String description) implements LongParam {
    @Override
    public long get() {
      return Contexts.reads().getLong(hash, defaultValue);
    }

    @Override
    public long get(ParamScope scope) {
      return scope.longOf(key, hash, defaultValue);
    }

    @Override
    public LongParam min(long least) {
      return bounded(LongRange.ALL.withMin(least));
    }

    @Override
    public LongParam max(long most) {
      return bounded(LongRange.ALL.withMax(most));
    }

    @Override
    public LongParam oneOf(long... values) {
      return bounded(LongRange.ALL.withOneOf(key, Arrays.stream(values).boxed().toList()));
    }

    BoundedLong bounded(LongRange range) {
      return new BoundedLong(this, range.around(key, defaultValue));
    }

    @Override
    public String toString() {
      return describe(key, defaultValue);
    }

    /** The hash of a stream proves nothing, and the key must be declared. */
    @Serial
    private Object readResolve() {
      return of(key, defaultValue, description);
    }
  }

  /**
   * One with bounds, which only its own reads look at.
   *
   * @param open the same without bounds
   * @param range the bounds
   */
  record BoundedLong(OfLong open, LongRange range) implements LongParam {
    @Override
    public long get() {
      long value = open.get();
      return range.has(value) ? value : checked(here(this), value);
    }

    @Override
    public long get(ParamScope scope) {
      long value = open.get(scope);
      return range.has(value) ? value : checked(scope.site(key(), hash()), value);
    }

    /** A value that was read, if it is within the bounds. */
    long checked(ReadSite site, long value) {
      if (!range.has(value)) {
        throw ParamRangeException.of(site, value, range.bounds());
      }
      return value;
    }

    @Override
    public String key() {
      return open.key();
    }

    @Override
    public long hash() {
      return open.hash();
    }

    @Override
    public long defaultValue() {
      return open.defaultValue();
    }

    @Override
    public String description() {
      return open.description();
    }

    @Override
    public LongParam min(long least) {
      return open.bounded(range.withMin(least));
    }

    @Override
    public LongParam max(long most) {
      return open.bounded(range.withMax(most));
    }

    @Override
    public LongParam oneOf(long... values) {
      return open.bounded(range.withOneOf(open.key, Arrays.stream(values).boxed().toList()));
    }

    @Override
    public String toString() {
      return open.toString();
    }
  }

  record OfDouble(String key, long hash, double defaultValue, String description)
      implements DoubleParam {
    @Override
    public double get() {
      return Contexts.reads().getDouble(hash, defaultValue);
    }

    @Override
    public double get(ParamScope scope) {
      return scope.doubleOf(key, hash, defaultValue);
    }

    @Override
    public DoubleParam min(double least) {
      return bounded(DoubleRange.ALL.withMin(least));
    }

    @Override
    public DoubleParam max(double most) {
      return bounded(DoubleRange.ALL.withMax(most));
    }

    @Override
    public DoubleParam oneOf(double... values) {
      return bounded(DoubleRange.ALL.withOneOf(key, Arrays.stream(values).boxed().toList()));
    }

    BoundedDouble bounded(DoubleRange range) {
      return new BoundedDouble(this, range.around(key, defaultValue));
    }

    @Override
    public String toString() {
      return describe(key, defaultValue);
    }

    /** The hash of a stream proves nothing, and the key must be declared. */
    @Serial
    private Object readResolve() {
      return of(key, defaultValue, description);
    }
  }

  /**
   * One with bounds, which only its own reads look at.
   *
   * @param open the same without bounds
   * @param range the bounds
   */
  record BoundedDouble(OfDouble open, DoubleRange range) implements DoubleParam {
    @Override
    public double get() {
      double value = open.get();
      return range.has(value) ? value : checked(here(this), value);
    }

    @Override
    public double get(ParamScope scope) {
      double value = open.get(scope);
      return range.has(value) ? value : checked(scope.site(key(), hash()), value);
    }

    /** A value that was read, if it is within the bounds. */
    double checked(ReadSite site, double value) {
      if (!range.has(value)) {
        throw ParamRangeException.of(site, value, range.bounds());
      }
      return value;
    }

    @Override
    public String key() {
      return open.key();
    }

    @Override
    public long hash() {
      return open.hash();
    }

    @Override
    public double defaultValue() {
      return open.defaultValue();
    }

    @Override
    public String description() {
      return open.description();
    }

    @Override
    public DoubleParam min(double least) {
      return open.bounded(range.withMin(least));
    }

    @Override
    public DoubleParam max(double most) {
      return open.bounded(range.withMax(most));
    }

    @Override
    public DoubleParam oneOf(double... values) {
      return open.bounded(range.withOneOf(open.key, Arrays.stream(values).boxed().toList()));
    }

    @Override
    public String toString() {
      return open.toString();
    }
  }

  record OfBoolean(String key, long hash, boolean defaultValue, String description)
      implements BooleanParam {
    @Override
    public boolean get() {
      return Contexts.reads().getBoolean(hash, defaultValue);
    }

    @Override
    public boolean get(ParamScope scope) {
      return scope.booleanOf(key, hash, defaultValue);
    }

    @Override
    public String toString() {
      return describe(key, defaultValue);
    }

    /** The hash of a stream proves nothing, and the key must be declared. */
    @Serial
    private Object readResolve() {
      return of(key, defaultValue, description);
    }
  }
}
