package io.hyperparameter.processor;

import io.hyperparameter.index.ParamBounds;
import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema of a configuration document: dotted keys as nested objects. Draft 7, which every
 * editor knows. Unknown keys are allowed: other jars have parameters, too.
 */
final class JsonSchema {
  /** A level of the document: the parameter that ends here, and what goes on below. */
  private static final class Node {
    private final Map<String, Node> children = new TreeMap<>();
    private @Nullable ParamEntry entry;
  }

  private JsonSchema() {}

  static String of(ParamIndex index) {
    Node root = new Node();
    for (ParamEntry entry : index.entries()) {
      Node node = root;
      for (String segment : entry.key().split("\\.", -1)) {
        node = node.children.computeIfAbsent(segment, unused -> new Node());
      }
      // Where several elements share a key, the one that says most.
      if (node.entry == null || node.entry.description().isEmpty()) {
        node.entry = entry;
      }
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "http://json-schema.org/draft-07/schema#");
    schema.putAll(object(root));
    return JsonText.of(schema);
  }

  private static Map<String, Object> object(Node node) {
    Map<String, Object> properties = new LinkedHashMap<>();
    node.children.forEach((name, child) -> properties.put(name, schema(child)));
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "object");
    object.put("properties", properties);
    return object;
  }

  private static Map<String, Object> schema(Node node) {
    if (node.entry == null) {
      return object(node);
    }
    Map<String, Object> value = value(node.entry);
    return node.children.isEmpty() ? value : Map.of("anyOf", List.of(value, object(node)));
  }

  private static Map<String, Object> value(ParamEntry entry) {
    Map<String, Object> schema = new LinkedHashMap<>();
    if (JsonValues.isList(entry)) {
      schema.put("type", "array");
      Map<String, Object> items = new LinkedHashMap<>();
      describe(items, JsonValues.elementType(entry), entry.bounds());
      schema.put("items", items);
    } else {
      describe(schema, entry.type(), entry.bounds());
    }
    if (!entry.description().isEmpty()) {
      schema.put("description", entry.description());
    }
    Object def = JsonValues.defaultOf(entry);
    if (def != null) {
      schema.put("default", def);
    }
    return schema;
  }

  private static void describe(Map<String, Object> schema, String type, ParamBounds bounds) {
    switch (type) {
      case "byte", "short", "int", "long" -> schema.put("type", "integer");
      case "float", "double" -> schema.put("type", "number");
      case "boolean" -> schema.put("type", "boolean");
      case "Object" -> {}
      case "java.math.BigDecimal", "java.math.BigInteger" ->
          schema.put("type", List.of("string", "number"));
      default -> schema.put("type", "string");
    }
    if (bounds.min() != null) {
      String name = bounds.minExclusive() ? "exclusiveMinimum" : "minimum";
      schema.put(name, JsonValues.value(type, Objects.requireNonNull(bounds.min())));
    }
    if (bounds.max() != null) {
      String name = bounds.maxExclusive() ? "exclusiveMaximum" : "maximum";
      schema.put(name, JsonValues.value(type, Objects.requireNonNull(bounds.max())));
    }
    if (!bounds.oneOf().isEmpty()) {
      List<Object> values = new ArrayList<>();
      bounds.oneOf().forEach(text -> values.add(JsonValues.value(type, text)));
      schema.put("enum", values);
    }
  }
}
