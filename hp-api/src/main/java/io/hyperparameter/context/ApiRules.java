package io.hyperparameter.context;

import io.hyperparameter.Suggest;
import io.hyperparameter.conversion.Conversions;
import io.hyperparameter.conversion.ReadSite;
import io.hyperparameter.hashing.DeclaredKeys;
import io.hyperparameter.hashing.KeyHash;
import io.hyperparameter.internal.ApiAccess;
import io.hyperparameter.spi.Context;
import io.hyperparameter.spi.ContextRules;
import io.hyperparameter.spi.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The long way of a read: lazy values, conversion, and errors that name where a value came from.
 */
public final class ApiRules implements ContextRules {
  private static final ApiAccess API = ApiAccess.get();

  public static final ApiRules INSTANCE = new ApiRules();

  private ApiRules() {}

  @Override
  public long hash(String key) {
    return KeyHash.hash(key);
  }

  @Override
  public void requireFree(String key, long hash) {
    DeclaredKeys.requireFree(key, hash);
  }

  @Override
  public long toLong(Context storage, long hash, long def) {
    int kind = storage.kind(hash);
    if (kind == Kind.BOOLEAN) {
      return storage.bits(hash);
    }
    if (kind == Kind.DOUBLE) { // most are whole, and then nothing is allocated
      double number = Double.longBitsToDouble(storage.bits(hash));
      if (number >= -0x1p63 && number < 0x1p63 && number == Math.rint(number)) {
        return (long) number;
      }
    }
    Object value = storage.get(hash);
    if (value instanceof String text) {
      return ContextCompanion.of(storage).parsed().toLong(storage, hash, text);
    }
    value = asked(value, storage, hash);
    return value == null ? def : Conversions.toLong(site(storage, hash), value);
  }

  @Override
  public double toDouble(Context storage, long hash, double def) {
    if (storage.kind(hash) == Kind.LONG) {
      return (double) storage.bits(hash);
    }
    Object value = storage.get(hash);
    if (value instanceof String text) {
      return ContextCompanion.of(storage).parsed().toDouble(storage, hash, text);
    }
    value = asked(value, storage, hash);
    return value == null ? def : Conversions.toDouble(site(storage, hash), value);
  }

  @Override
  public boolean toBoolean(Context storage, long hash, boolean def) {
    Object value = value(storage, hash);
    return value == null ? def : Conversions.toBoolean(site(storage, hash), value);
  }

  @Override
  public String toText(Context storage, long hash, String def) {
    Object value = value(storage, hash);
    return value == null ? def : Conversions.toText(site(storage, hash), value);
  }

  @Override
  public @Nullable Object read(Context storage, long hash, int kind) {
    Object value = value(storage, hash);
    if (value == null) {
      return null;
    }
    ReadSite site = site(storage, hash);
    return switch (kind) {
      case Kind.LONG -> (Object) Conversions.toLong(site, value);
      case Kind.DOUBLE -> Conversions.toDouble(site, value);
      case Kind.BOOLEAN -> Conversions.toBoolean(site, value);
      default -> Conversions.toText(site, value);
    };
  }

  /** The value the calling thread gets: lazy values computed, null if null or absent. */
  public static @Nullable Object value(long hash) {
    Object value = Contexts.reads().get(hash);
    return value instanceof Suggest // few are: for others the context need not be found
        ? asked(value, Contexts.current(), hash)
        : value;
  }

  private static @Nullable Object value(Context storage, long hash) {
    return asked(storage.get(hash), storage, hash);
  }

  private static @Nullable Object asked(@Nullable Object value, Context storage, long hash) {
    return value instanceof Suggest lazy ? API.ask(lazy, site(storage, hash)) : value;
  }

  public static ReadSite site(Context storage, long hash) {
    return new ParamSite.InContext(storage, hash, null);
  }
}
