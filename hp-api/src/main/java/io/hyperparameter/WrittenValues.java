package io.hyperparameter;

import io.hyperparameter.conversion.Definitions;
import io.hyperparameter.conversion.Flatten;
import io.hyperparameter.spi.KeyCollision;
import io.hyperparameter.spi.Kind;
import io.hyperparameter.spi.ParamValues;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a caller writes (a value, a map, definitions) into storable entries. All checks happen
 * here, before anything is changed.
 */
final class WrittenValues {
  private static final String NO_MAP = "the map of values is null; give an empty one for none";

  private WrittenValues() {}

  /** One value, or the leaves of a map below {@code key}. */
  static ParamValues of(String key, @Nullable Object value) {
    ParamValues entries = new ParamValues();
    Flatten.flatten(key, value, (name, leaf) -> add(entries, name, leaf));
    return entries;
  }

  /** The leaves of a map, below a key. */
  static ParamValues ofMap(String key, Map<String, ? extends @Nullable Object> map) {
    return of(key, Objects.requireNonNull(map, NO_MAP));
  }

  /** The leaves of a map. */
  static ParamValues ofMap(Map<String, ? extends @Nullable Object> map) {
    ParamValues entries = new ParamValues();
    Flatten.flatten(Objects.requireNonNull(map, NO_MAP), (name, leaf) -> add(entries, name, leaf));
    return entries;
  }

  /** The texts of properties, those they have as defaults included. */
  static Map<String, String> textsOf(Properties properties) {
    properties.forEach(
        (name, value) -> {
          if (!(name instanceof String && value instanceof String)) {
            throw new IllegalArgumentException(
                "the properties hold "
                    + name
                    + " = "
                    + value
                    + ", and properties are texts; give it as a text, or all of them as a map");
          }
        });
    Map<String, String> texts = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      texts.put(name, String.valueOf(properties.getProperty(name)));
    }
    return texts;
  }

  /** The leaves of a map, each knowing where it came from, if {@code origins} does. */
  static ParamValues ofMap(
      Map<String, ? extends @Nullable Object> map, Map<String, String> origins) {
    ParamValues entries = ofMap(map);
    for (int i = 0; i < entries.size(); i++) {
      String origin = origins.get(entries.key(i));
      if (origin != null) {
        entries.setOrigin(entries.key(i), origin);
      }
    }
    return entries;
  }

  /** Text values of {@code key=value} definitions, each knowing the definition it came from. */
  static ParamValues ofDefinitions(String... definitions) {
    Objects.requireNonNull(
        definitions,
        "the array of definitions is null; give key=value texts, such as \"train.lr=0.001\", or none");
    ParamValues entries = new ParamValues();
    for (String definition : definitions) {
      Definitions.Definition parsed = Definitions.parse(definition);
      add(entries, parsed.key(), parsed.value());
      entries.setOrigin(parsed.key(), Definitions.origin(definition));
    }
    return entries;
  }

  /** Adds one value that is normalized and not a map. */
  static void add(ParamValues entries, String key, @Nullable Object value) {
    long hash = Contexts.hash(key);
    if (value == null) {
      entries.put(key, hash, Kind.NULL, 0, null);
    } else if (value instanceof Long number) {
      entries.put(key, hash, Kind.LONG, number, null);
    } else if (value instanceof Double number) {
      entries.put(key, hash, Kind.DOUBLE, Double.doubleToRawLongBits(number), null);
    } else if (value instanceof Boolean flag) {
      entries.put(key, hash, Kind.BOOLEAN, flag ? 1 : 0, null);
    } else if (value instanceof String text) {
      entries.put(key, hash, Kind.TEXT, 0, text);
    } else {
      entries.put(key, hash, Kind.OBJECT, 0, value);
    }
  }

  /** Refuses entries whose hash {@code known} gives another key for. */
  static void requireNoCollision(ParamValues entries, LongFunction<@Nullable String> known) {
    for (int i = 0; i < entries.size(); i++) {
      String present = known.apply(entries.hash(i));
      if (present != null && !present.equals(entries.key(i))) {
        throw KeyCollision.refuse(entries.key(i), present, entries.hash(i));
      }
    }
  }
}
