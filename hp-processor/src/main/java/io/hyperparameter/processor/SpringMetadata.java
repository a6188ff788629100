package io.hyperparameter.processor;

import io.hyperparameter.index.ParamEntry;
import io.hyperparameter.index.ParamIndex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The index in the format of Spring Boot's configuration metadata, which many editors read. */
final class SpringMetadata {
  private static final Map<String, String> BOXES =
      Map.of(
          "byte", "java.lang.Byte",
          "short", "java.lang.Short",
          "int", "java.lang.Integer",
          "long", "java.lang.Long",
          "float", "java.lang.Float",
          "double", "java.lang.Double",
          "boolean", "java.lang.Boolean",
          "String", "java.lang.String",
          "Object", "java.lang.Object");

  private final UnaryOperator<String> binaryName;

  private SpringMetadata(UnaryOperator<String> binaryName) {
    this.binaryName = binaryName;
  }

  /**
   * The text of the file.
   *
   * @param binaryName gives {@code p.Outer$Inner} for {@code p.Outer.Inner}, as the format wants it
   */
  static String of(ParamIndex index, UnaryOperator<String> binaryName) {
    return new SpringMetadata(binaryName).text(index);
  }

  private String text(ParamIndex index) {
    Map<String, Map<String, Object>> groups = new LinkedHashMap<>();
    Map<String, Map<String, Object>> properties = new LinkedHashMap<>();
    Map<String, Map<String, Object>> hints = new LinkedHashMap<>();
    for (ParamEntry entry : index.entries()) {
      int dot = entry.key().lastIndexOf('.');
      if (dot > 0) {
        String group = entry.key().substring(0, dot);
        groups.computeIfAbsent(group, name -> group(name, entry));
      }
      properties.computeIfAbsent(entry.key(), unused -> property(entry));
      if (!entry.bounds().oneOf().isEmpty()) {
        hints.computeIfAbsent(entry.key(), unused -> hint(entry));
      }
    }
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("groups", new ArrayList<>(groups.values()));
    metadata.put("properties", new ArrayList<>(properties.values()));
    metadata.put("hints", new ArrayList<>(hints.values()));
    return JsonText.of(metadata);
  }

  private Map<String, Object> group(String name, ParamEntry entry) {
    Map<String, Object> group = new LinkedHashMap<>();
    group.put("name", name);
    group.put("type", binaryName.apply(entry.className()));
    group.put("sourceType", binaryName.apply(entry.className()));
    return group;
  }

  private Map<String, Object> property(ParamEntry entry) {
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("name", entry.key());
    String type = JsonValues.elementType(entry);
    String box = BOXES.get(type);
    String full = box != null ? box : binaryName.apply(type);
    property.put("type", JsonValues.isList(entry) ? "java.util.List<" + full + ">" : full);
    if (!entry.description().isEmpty()) {
      property.put("description", entry.description());
    }
    property.put("sourceType", binaryName.apply(entry.className()));
    Object def = JsonValues.defaultOf(entry);
    if (def != null) {
      property.put("defaultValue", def);
    }
    return property;
  }

  private static Map<String, Object> hint(ParamEntry entry) {
    Set<Object> values = new LinkedHashSet<>();
    for (String text : entry.bounds().oneOf()) {
      values.add(JsonValues.value(JsonValues.elementType(entry), text));
    }
    List<Object> choices = new ArrayList<>();
    values.forEach(value -> choices.add(Map.of("value", value)));
    Map<String, Object> hint = new LinkedHashMap<>();
    hint.put("name", entry.key());
    hint.put("values", choices);
    return hint;
  }
}
