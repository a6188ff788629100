package io.hyperparameter.config;

import io.hyperparameter.config.ConfigError.Kind;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes values in a format, after a look at whether a load would read the same. */
final class ConfigWriter {
  private static final String INCLUDE = "include";

  private final ConfigFormat format;
  private final Problems problems;

  private ConfigWriter(ConfigFormat format, Problems problems) {
    this.format = format;
    this.problems = problems;
  }

  static String write(
      ConfigFormat format,
      Map<String, ? extends @Nullable Object> values,
      Map<String, String> comments) {
    Problems problems = new Problems();
    ConfigLimits limits =
        new ConfigLimits(Integer.MAX_VALUE, ConfigLimits.DEFAULT.depth(), Integer.MAX_VALUE, 0, 1);
    MapNode map =
        new Documents(limits, problems, false)
            .read(new Source.InMemory("the values", new TreeMap<>(values)));
    MapNode sorted = sorted(map);
    new ConfigWriter(format, problems).check(sorted, "", 0);
    problems.throwIfAny();
    return switch (format) {
      case TOML -> TomlWriter.write(sorted, comments);
      case YAML -> YamlWriter.write(sorted);
      case JSON -> JsonWriter.write(sorted);
      case PROPERTIES -> PropertiesWriter.write(sorted);
    };
  }

  private static MapNode sorted(MapNode map) {
    TreeMap<String, MapNode.Member> members = new TreeMap<>();
    map.entries().forEach(entry -> members.put(entry.getKey(), entry.getValue()));
    MapNode sorted = new MapNode(map.origin());
    members.forEach(
        (name, member) ->
            sorted.put(
                name,
                member.node() instanceof MapNode below
                    ? new MapNode.Member(member.at(), sorted(below))
                    : member));
    return sorted;
  }

  private void check(MapNode map, String key, int depth) {
    map.entries()
        .forEach(
            entry -> {
              String name = entry.getKey();
              String full = depth == 0 ? name : key + "." + name;
              Node node = entry.getValue().node();
              if (!Names.isWellFormed(name)) {
                refuse(full, "its name is half a character, which is no UTF-8");
              }
              if (node instanceof Node.Items && (Names.isBefore(name) || Names.isAfter(name))) {
                refuse(full, "a list with '+' in its name would add to another list");
              }
              if (depth == 0 && name.equals(INCLUDE) && Documents.isInclude(node)) {
                refuse(full, "it would include a file");
              }
              if (format == ConfigFormat.YAML && name.equals("<<")) {
                refuse(full, "it would be a merge key");
              }
              check(node, full, depth + 1);
            });
  }

  private void check(Node node, String key, int depth) {
    if (node instanceof MapNode map) {
      if (format == ConfigFormat.PROPERTIES && map.members().isEmpty()) {
        refuse(key, "properties have no empty map");
      }
      check(map, key, depth);
    } else if (node instanceof Node.Items list) {
      if (format == ConfigFormat.PROPERTIES) {
        refuse(key, "properties have no lists");
      }
      list.nodes().forEach(element -> check(element, key, depth));
    } else if (node instanceof Node.Scalar scalar) {
      check(scalar.value(), key);
    }
  }

  private void check(@Nullable Object value, String key) {
    if (value instanceof String text) {
      if (Interpolation.refers(text)) {
        refuse(key, "its text would be a reference");
      } else if (!Names.isWellFormed(text)) {
        refuse(key, "half a character, which is no UTF-8");
      }
    } else if (format == ConfigFormat.PROPERTIES) {
      refuse(key, "properties hold text only");
    } else if (value == null) {
      if (format == ConfigFormat.TOML) {
        refuse(key, "TOML has no null");
      }
    } else if (value instanceof Double number) {
      if (format == ConfigFormat.JSON && !Double.isFinite(number)) {
        refuse(key, "JSON has no " + number);
      }
    } else if (!(value instanceof Long || value instanceof Boolean)) {
      refuse(key, "an object of " + value.getClass().getTypeName() + " has no form as text");
    }
  }

  private void refuse(String key, String why) {
    problems.add(
        Kind.CONVERSION,
        key,
        null,
        Messages.quote(key)
            + " cannot be written as "
            + format
            + ": "
            + why
            + "; remove it, or use another format");
  }
}
