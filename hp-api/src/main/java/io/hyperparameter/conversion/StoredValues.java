package io.hyperparameter.conversion;

import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.ParamValues;
import org.jspecify.annotations.Nullable;

/** Puts values in their stored form where a context takes them from: each by its {@link Kind}. */
public final class StoredValues {
  private StoredValues() {}

  /** Adds one value that is {@linkplain Flatten#normalize normalized} and not a map. */
  public static void put(ParamValues into, String key, long hash, @Nullable Object value) {
    if (value == null) {
      into.put(key, hash, Kind.NULL, 0, null);
    } else if (value instanceof Long number) {
      into.put(key, hash, Kind.LONG, number, null);
    } else if (value instanceof Double number) {
      into.put(key, hash, Kind.DOUBLE, Double.doubleToRawLongBits(number), null);
    } else if (value instanceof Boolean flag) {
      into.put(key, hash, Kind.BOOLEAN, flag ? 1 : 0, null);
    } else if (value instanceof String text) {
      into.put(key, hash, Kind.TEXT, 0, text);
    } else {
      into.put(key, hash, Kind.OBJECT, 0, value);
    }
  }
}
