package io.hyperparameter.workflows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What a YAML document holds, where anything may be missing or of another kind. */
final class Yaml {
  private Yaml() {}

  /** Throws where it is no YAML, or a key stands twice. */
  static Map<String, Object> read(String text, String file) {
    return map(new Load(LoadSettings.builder().setLabel(file).build()).loadFromString(text));
  }

  /** Empty for what is no map; GitHub reads a null as "", too. */
  static Map<String, Object> map(@Nullable Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> entries) {
      entries.forEach((key, entry) -> map.put(String.valueOf(key), entry == null ? "" : entry));
    }
    return map;
  }

  /** A list as it is, nothing as the empty one, anything else as its only element. */
  static List<Object> list(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return List.copyOf(list);
    }
    return value == null || value.equals("") ? List.of() : List.of(value);
  }

  static List<String> strings(@Nullable Object value) {
    return list(value).stream().map(String::valueOf).toList();
  }

  static String string(@Nullable Object value) {
    return value == null ? "" : String.valueOf(value);
  }
}
