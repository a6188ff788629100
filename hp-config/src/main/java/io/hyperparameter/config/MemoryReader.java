package io.hyperparameter.config;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a tree of a map in memory. */
final class MemoryReader {
  private final Reading reading;
  private final ConfigOrigin origin;

  private MemoryReader(Reading reading, ConfigOrigin origin) {
    this.reading = reading;
    this.origin = origin;
  }

  static MapNode read(Source.InMemory source, Reading reading) {
    ConfigOrigin origin = ConfigOrigin.of(source.name());
    return new MemoryReader(reading, origin).map(source.map(), source.origins(), 0);
  }

  private MapNode map(Map<?, ?> values, Map<String, String> origins, int depth) {
    reading.depth(depth, origin);
    reading.count(1, origin);
    MapNode map = new MapNode(origin);
    values.forEach(
        (name, value) -> {
          if (name instanceof String text) {
            String from = origins.get(text);
            ConfigOrigin at = from == null ? origin : ConfigOrigin.of(from);
            map.put(text, at, node(value, at, depth));
          } else {
            reading.wrong(origin, "the key " + name + " is no String; every key must be one");
          }
        });
    return map;
  }

  private Node node(@Nullable Object value, ConfigOrigin at, int depth) {
    if (value instanceof Map<?, ?> map) {
      return map(map, Map.of(), depth + 1);
    }
    if (value instanceof List<?> list) {
      reading.depth(depth + 1, at);
      List<Node> nodes = new ArrayList<>();
      list.forEach(element -> nodes.add(node(element, at, depth + 1)));
      reading.count(1, at);
      return Node.Items.of(nodes, at);
    }
    reading.count(1, at);
    return scalar(value, at);
  }

  /** A value in the form in which a scope would store it. */
  static Node.Scalar scalar(@Nullable Object value, ConfigOrigin origin) {
    if (value instanceof CharSequence || value instanceof Character) {
      return Node.Scalar.ofText(value.toString(), origin);
    }
    if (value instanceof Enum<?> constant) {
      return Node.Scalar.ofText(constant.name(), origin);
    }
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return new Node.Scalar(((Number) value).longValue(), null, origin);
    }
    if (value instanceof Float number) {
      return new Node.Scalar(number.doubleValue(), null, origin);
    }
    if (value instanceof BigInteger number) {
      return Numbers.decimal(number.toString(), number.toString(), origin);
    }
    return new Node.Scalar(value, null, origin);
  }
}
