package io.hyperparameter.config;

import io.hyperparameter.ParamScope;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The formats of configurations: how they are read by name, and how values are written. */
public enum ConfigFormat {
  /** TOML 1.0. Dates and times are text. There is no null. */
  TOML,
  /** One document of YAML 1.2 with the core schema: {@code no} is text, {@code 1e-3} a number. */
  YAML,
  /** JSON by RFC 8259. There is no NaN and no infinity. */
  JSON,
  /** Java's properties in UTF-8: all values are text. */
  PROPERTIES;

  static final String ENDINGS = ".toml, .yaml, .yml, .json, .properties";

  /**
   * The format of a file name: {@code .json}, {@code .yaml}, {@code .yml}, {@code .properties},
   * otherwise TOML.
   *
   * @param fileName a name or path
   * @return the format
   */
  public static ConfigFormat of(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    if (name.endsWith(".json")) {
      return JSON;
    }
    if (name.endsWith(".yaml") || name.endsWith(".yml")) {
      return YAML;
    }
    return name.endsWith(".properties") ? PROPERTIES : TOML;
  }

  /** Whether a file of a directory is a configuration. */
  static boolean isKnown(String fileName) {
    return of(fileName) != TOML || fileName.toLowerCase(Locale.ROOT).endsWith(".toml");
  }

  Node read(Reading reading) {
    return switch (this) {
      case TOML -> TomlReader.read(reading);
      case YAML -> YamlReader.read(reading);
      case JSON -> JsonReader.read(reading);
      case PROPERTIES -> PropertiesReader.read(reading);
    };
  }

  /**
   * Values as text of this format, sorted by key, such that loading it gives the same values of the
   * same kinds.
   *
   * @param values names to values, nested or dotted; numbers, booleans, text, nulls, and lists and
   *     maps of these
   * @return the text, ending with a line break
   * @throws ConfigException naming each key whose value this format cannot hold: objects, a null in
   *     TOML, NaN in JSON, anything but text in properties, and text or keys that a load would take
   *     for references, includes or additions to lists
   */
  public String write(Map<String, ? extends @Nullable Object> values) {
    return ConfigWriter.write(this, values, Map.of());
  }

  /**
   * Values as {@link #write(Map)} writes them, some with a comment behind them.
   *
   * @param values names to values, nested or dotted
   * @param comments full keys to a line each, without a comment sign
   * @return the text, ending with a line break
   * @throws ConfigException naming each key whose value this format cannot hold
   * @throws IllegalArgumentException if this is not TOML: the others have no place for comments, or
   *     are not written with them
   */
  public String write(
      Map<String, ? extends @Nullable Object> values, Map<String, String> comments) {
    if (this != TOML) {
      throw new IllegalArgumentException("comments are written in TOML only, not in " + this);
    }
    return ConfigWriter.write(this, values, comments);
  }

  /**
   * What is visible through a scope, as {@link #write(Map)} writes it.
   *
   * @param scope an open or idle scope
   * @return the text, ending with a line break
   * @throws ConfigException naming each key whose value this format cannot hold
   */
  public String write(ParamScope scope) {
    return write(scope.toMap());
  }
}
