package io.hyperparameter.context;

import io.hyperparameter.conversion.Definitions;
import io.hyperparameter.conversion.Flatten;
import io.hyperparameter.conversion.StoredValues;
import io.hyperparameter.spi.KeyCollision;
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
public final class WrittenValues {
  private static final String NO_MAP = "the map of values is null; give an empty one for none";

  private WrittenValues() {}

  /** One value, or the leaves of a map below {@code key}. */
  public static ParamValues of(String key, @Nullable Object value) {
    ParamValues entries = new ParamValues();
    Flatten.flatten(key, value, (name, leaf) -> add(entries, name, leaf));
    return entries;
  }

  /** The leaves of a map, below a key. */
  public static ParamValues ofMap(String key, Map<String, ? extends @Nullable Object> map) {
    return of(key, Objects.requireNonNull(map, NO_MAP));
  }

  /** The leaves of a map. */
  public static ParamValues ofMap(Map<String, ? extends @Nullable Object> map) {
    ParamValues entries = new ParamValues();
    Flatten.flatten(Objects.requireNonNull(map, NO_MAP), (name, leaf) -> add(entries, name, leaf));
    return entries;
  }

  /** The texts of properties, those they have as defaults included. */
  public static Map<String, String> textsOf(Properties properties) {
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
  public static ParamValues ofMap(
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
  public static ParamValues ofDefinitions(String... definitions) {
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
  private static void add(ParamValues entries, String key, @Nullable Object value) {
    StoredValues.put(entries, key, Contexts.hash(key), value);
  }

  /** Refuses entries whose hash {@code known} gives another key for. */
  public static void requireNoCollision(ParamValues entries, LongFunction<@Nullable String> known) {
    for (int i = 0; i < entries.size(); i++) {
      String present = known.apply(entries.hash(i));
      if (present != null && !present.equals(entries.key(i))) {
        throw KeyCollision.refuse(entries.key(i), present, entries.hash(i));
      }
    }
  }
}
