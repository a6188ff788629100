package io.hyperparameter.contract.random;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is stored of what is written: rules V1 and V2. */
final class ModelValues {
  private ModelValues() {}

  /** A value under a key, a map flattened below it. */
  static Map<String, @Nullable Object> single(String key, @Nullable Object value) {
    Map<String, @Nullable Object> flat = new LinkedHashMap<>();
    // the key itself counts even if an empty map stores nothing under it
    Model.requireValid(key);
    add(flat, key, value);
    return flat;
  }

  /** A map of dotted or nested names. */
  static Map<String, @Nullable Object> flat(Map<?, ?> map) {
    Map<String, @Nullable Object> flat = new LinkedHashMap<>();
    map.forEach((key, value) -> add(flat, (String) key, value));
    return flat;
  }

  /** The values of {@code key=value} definitions. */
  static Map<String, @Nullable Object> defined(String... definitions) {
    Map<String, @Nullable Object> flat = new LinkedHashMap<>();
    for (String definition : definitions) {
      int split = definition.indexOf('=');
      if (split < 0) {
        throw new ModelError(ModelError.Kind.INVALID);
      }
      flat.put(definition.substring(0, split), definition.substring(split + 1));
    }
    return flat;
  }

  private static void add(Map<String, @Nullable Object> flat, String key, @Nullable Object value) {
    if (value instanceof Map<?, ?> nested) {
      Model.requireValid(key);
      nested.forEach((name, inner) -> add(flat, key + "." + name, inner));
    } else {
      if (flat.containsKey(key)) { // one map spells it twice
        throw new ModelError(ModelError.Kind.INVALID);
      }
      flat.put(key, stored(value));
    }
  }

  /** A value that is no map, as it is kept. */
  static @Nullable Object stored(@Nullable Object value) {
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    } else if (value instanceof Float number) {
      return (double) number;
    } else if (value instanceof BigInteger number) {
      if (number.bitLength() > 63) {
        throw new ModelError(ModelError.Kind.INVALID);
      }
      return number.longValue();
    } else if (value instanceof Enum<?> constant) {
      return constant.name();
    }
    return value;
  }
}
