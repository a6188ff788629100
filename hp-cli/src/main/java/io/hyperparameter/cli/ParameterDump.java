package io.hyperparameter.cli;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamTypeException;
import io.hyperparameter.config.Config;
import io.hyperparameter.config.ConfigException;
import io.hyperparameter.config.ConfigFormat;
import io.hyperparameter.config.ParamCheck;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a run would use: what was given, and the defaults of everything else, as TOML. */
final class ParameterDump {
  private final Config given;
  private final ParamScope scope;
  private final ParamIndex index;
  private final Map<String, Object> values = new TreeMap<>();
  private final Map<String, String> comments = new TreeMap<>();
  private final List<String> left = new ArrayList<>();

  private ParameterDump(Config given, ParamScope scope, ParamIndex index) {
    this.given = given;
    this.scope = scope;
    this.index = index;
  }

  /**
   * The text: loaded as a file it gives the same run. What TOML cannot hold stands in comments.
   *
   * @param program whose run it is
   * @param scope what was given, ready to be entered
   */
  static String of(String program, Config given, ParamScope scope, ParamIndex index) {
    ParameterDump dump = new ParameterDump(given, scope, index);
    TreeSet<String> keys = new TreeSet<>(given.keys());
    index.entries().forEach(entry -> keys.add(entry.key()));
    keys.forEach(dump::add);
    StringBuilder out = new StringBuilder("# what ").append(program).append(" would use\n");
    dump.left.forEach(line -> out.append("# ").append(line).append('\n'));
    return out.append('\n').append(ConfigFormat.TOML.write(dump.values, dump.comments)).toString();
  }

  private void add(String key) {
    List<ParamEntry> declared = index.find(key);
    ParamEntry entry = declared.isEmpty() ? null : declared.get(0);
    if (entry != null && entry.secret()) {
      left.add(line(key + ": not shown, as it is secret"));
    } else if (given.keys().contains(key)) {
      Object value = given.find(key).orElse(null);
      put(
          key,
          value == null ? null : typed(entry, scope, value),
          kind(entry, value) + given.origin(key).map(place -> ", from " + place).orElse(""));
    } else if (entry != null) {
      String text = entry.defaultValue();
      String comment = Texts.type(entry) + ", default of " + Texts.place(entry);
      if (text == null) {
        left.add(line(key + ": " + Texts.noTextOf(entry) + ", " + comment));
      } else {
        put(key, typed(entry, ParamScope.empty().with(key, text), text), comment);
      }
    }
  }

  private void put(String key, @Nullable Object value, String comment) {
    if (value == null) {
      left.add(line(key + ": null, " + comment));
      return;
    }
    try {
      ConfigFormat.TOML.write(Map.of(key, value));
      values.put(key, value);
      comments.put(key, comment);
    } catch (ConfigException e) {
      left.add(line(e.getMessage() + " (" + comment + ")"));
    }
  }

  /** As the parameter will be read, where the index tells the type by name. */
  private static Object typed(@Nullable ParamEntry entry, ParamScope scope, Object value) {
    Class<?> type = entry == null ? null : ParamCheck.typeOf(entry).orElse(null);
    if (type == null || entry == null || type == String.class) {
      return value;
    }
    Object read;
    try {
      read = scope.get(entry.key(), type);
    } catch (ParamTypeException e) {
      return value; // a typed key may have a parser that takes more
    }
    // by its own digits: 0.1f is 0.1
    return read instanceof Float ? Double.valueOf(read.toString()) : read == null ? value : read;
  }

  private static String kind(@Nullable ParamEntry entry, @Nullable Object value) {
    if (entry != null) {
      return Texts.type(entry);
    }
    return value instanceof String
        ? "text"
        : value instanceof Long
            ? "long"
            : value instanceof Double
                ? "double"
                : value instanceof Boolean ? "boolean" : value == null ? "null" : "list";
  }

  private static String line(@Nullable String text) {
    return String.valueOf(text).strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
