package io.hyperparameter;

import io.hyperparameter.spi.ParamStorage;
import io.hyperparameter.spi.StorageRules;
import org.jspecify.annotations.Nullable;

/**
 * The long way of a read: lazy values, conversion, and errors that name where a value came from.
 */
final class ReadRules implements StorageRules {
  static final ReadRules INSTANCE = new ReadRules();

  private ReadRules() {}

  @Override
  public long hash(String key) {
    return KeyHash.hash(key);
  }

  @Override
  public void requireFree(String key, long hash) {
    DeclaredKeys.requireFree(key, hash);
  }

  @Override
  public long toLong(ParamStorage storage, long hash, long def) {
    Object value = storage.get(hash);
    if (value instanceof String text) {
      return ContextExtras.of(storage).toLong(site(storage, hash), hash, text);
    }
    value = Suggest.resolve(value);
    return value == null ? def : Conversions.toLong(site(storage, hash), value);
  }

  @Override
  public double toDouble(ParamStorage storage, long hash, double def) {
    Object value = storage.get(hash);
    if (value instanceof String text) {
      return ContextExtras.of(storage).toDouble(site(storage, hash), hash, text);
    }
    value = Suggest.resolve(value);
    return value == null ? def : Conversions.toDouble(site(storage, hash), value);
  }

  @Override
  public boolean toBoolean(ParamStorage storage, long hash, boolean def) {
    Object value = value(storage, hash);
    return value == null ? def : Conversions.toBoolean(site(storage, hash), value);
  }

  @Override
  public String toText(ParamStorage storage, long hash, String def) {
    Object value = value(storage, hash);
    return value == null ? def : Conversions.toText(site(storage, hash), value);
  }

  /** The value a reader gets: lazy values computed, null if null or absent. */
  static @Nullable Object value(ParamStorage storage, long hash) {
    return Suggest.resolve(storage.get(hash));
  }

  private static ReadSite site(ParamStorage storage, long hash) {
    return new ReadSite.InContext(storage, hash, null);
  }
}
