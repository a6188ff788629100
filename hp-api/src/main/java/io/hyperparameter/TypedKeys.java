package io.hyperparameter;

import java.util.Objects;

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
    Objects.requireNonNull(description, "description");
    return new OfInt(DeclaredKeys.declare(key, hash), hash, defaultValue, description);
  }

  static LongParam of(String key, long defaultValue, String description) {
    long hash = KeyHash.hash(key);
    Objects.requireNonNull(description, "description");
    return new OfLong(DeclaredKeys.declare(key, hash), hash, defaultValue, description);
  }

  static DoubleParam of(String key, double defaultValue, String description) {
    long hash = KeyHash.hash(key);
    Objects.requireNonNull(description, "description");
    return new OfDouble(DeclaredKeys.declare(key, hash), hash, defaultValue, description);
  }

  static BooleanParam of(String key, boolean defaultValue, String description) {
    long hash = KeyHash.hash(key);
    Objects.requireNonNull(description, "description");
    return new OfBoolean(DeclaredKeys.declare(key, hash), hash, defaultValue, description);
  }

  /** What a key says of itself. */
  static String describe(String key, Object defaultValue) {
    return key + " (default " + defaultValue + ")";
  }

  record OfInt(String key, long hash, int defaultValue, String description) implements IntParam {
    private ReadSite site() {
      return new ReadSite.InContext(Contexts.current(), hash, key);
    }

    @Override
    public int get() {
      try {
        long value = Contexts.current().getLong(hash, defaultValue);
        int narrow = (int) value;
        return narrow == value ? narrow : Conversions.narrowToInt(site(), value);
      } catch (ParamTypeException e) {
        throw e.wanting("int", site());
      }
    }

    @Override
    public int get(ParamScope scope) {
      return scope.intOf(key, hash, defaultValue);
    }

    @Override
    public String toString() {
      return describe(key, defaultValue);
    }
  }

  record OfLong(String key, long hash, long defaultValue, String description) implements LongParam {
    @Override
    public long get() {
      return Contexts.current().getLong(hash, defaultValue);
    }

    @Override
    public long get(ParamScope scope) {
      return scope.longOf(key, hash, defaultValue);
    }

    @Override
    public String toString() {
      return describe(key, defaultValue);
    }
  }

  record OfDouble(String key, long hash, double defaultValue, String description)
      implements DoubleParam {
    @Override
    public double get() {
      return Contexts.current().getDouble(hash, defaultValue);
    }

    @Override
    public double get(ParamScope scope) {
      return scope.doubleOf(key, hash, defaultValue);
    }

    @Override
    public String toString() {
      return describe(key, defaultValue);
    }
  }

  record OfBoolean(String key, long hash, boolean defaultValue, String description)
      implements BooleanParam {
    @Override
    public boolean get() {
      return Contexts.current().getBoolean(hash, defaultValue);
    }

    @Override
    public boolean get(ParamScope scope) {
      return scope.booleanOf(key, hash, defaultValue);
    }

    @Override
    public String toString() {
      return describe(key, defaultValue);
    }
  }
}
