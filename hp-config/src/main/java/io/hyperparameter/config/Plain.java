package io.hyperparameter.config;

import io.hyperparameter.ParamScope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Trees as plain maps, lists and values. Stateless. */
final class Plain {
  private Plain() {}

  static @Nullable Object of(Node node) {
    if (node instanceof MapNode map) {
      return map(map);
    }
    if (node instanceof Node.Items list) {
      return list(list);
    }
    if (node instanceof Node.Scalar scalar) {
      return scalar.value();
    }
    return of(((Node.Patch) node).alone());
  }

  static Map<String, @Nullable Object> map(MapNode map) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    map.entries().forEach(e -> plain.put(e.getKey(), of(e.getValue().node())));
    return Collections.unmodifiableMap(plain);
  }

  private static List<@Nullable Object> list(Node.Items list) {
    List<@Nullable Object> plain = new ArrayList<>();
    list.nodes().forEach(node -> plain.add(of(node)));
    return Collections.unmodifiableList(plain);
  }

  /** Hands each value that is no map to the sink under its full key; empty maps give nothing. */
  static void leaves(MapNode map, BiConsumer<String, Node> sink) {
    leaves(map, null, sink);
  }

  private static void leaves(MapNode map, @Nullable String prefix, BiConsumer<String, Node> sink) {
    map.entries()
        .forEach(
            entry -> {
              String key = prefix == null ? entry.getKey() : prefix + "." + entry.getKey();
              if (entry.getValue().node() instanceof MapNode below) {
                leaves(below, key, sink);
              } else {
                sink.accept(key, entry.getValue().node());
              }
            });
  }

  /** An idle scope with every value and its origin (rule F8). */
  static ParamScope scope(MapNode map) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    Map<String, String> origins = new LinkedHashMap<>();
    leaves(
        map,
        (key, node) -> {
          values.put(key, of(node));
          origins.put(key, node.origin().toString());
        });
    return ParamScope.of(values, origins);
  }
}
