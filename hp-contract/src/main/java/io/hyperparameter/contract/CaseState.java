package io.hyperparameter.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperparameter.ParamScope;
import io.hyperparameter.Suggest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is local to one replay of a case: its named scopes and opaque objects. Shared by the threads
 * of the case, which take turns.
 */
final class CaseState {
  final ReadStyle style;
  private final Map<String, ParamScope> scopes = new TreeMap<>();
  private final Map<String, Object> objects = new TreeMap<>();
  private final Map<String, Suggest> lazies = new TreeMap<>();

  CaseState(ReadStyle style) {
    this.style = style;
  }

  void name(String id, ParamScope scope) {
    scopes.put(id, scope);
  }

  ParamScope scope(String id) {
    ParamScope scope = scopes.get(id);
    if (scope == null) {
      throw new CaseFormatException("no scope named \"" + id + "\" was created");
    }
    return scope;
  }

  Map<String, ParamScope> scopes() {
    return Collections.unmodifiableMap(scopes);
  }

  /** The scope an operation works on: the one it names, else the thread's current context. */
  ParamScope on(JsonNode op) {
    String on = Fields.textOrNull(op, "on");
    return on == null ? ParamScope.current() : scope(on);
  }

  /** A typed value as the Java object a program would write or read. */
  @Nullable Object value(JsonNode typed) {
    String type = Fields.text(typed, "type");
    KnownFields.checkValue(type, typed);
    return switch (type) {
      case "long" -> longValue(Fields.required(typed, "value"));
      case "double" -> doubleValue(Fields.required(typed, "value"));
      case "bool" -> Fields.flag(typed, "value");
      case "string" -> Fields.text(typed, "value");
      case "null" -> null;
      case "list" -> list(Fields.required(typed, "value"));
      case "map" -> map(Fields.required(typed, "value"));
      case "object" -> objects.computeIfAbsent(Fields.text(typed, "id"), OpaqueObject::new);
      case "lazy" -> lazy(typed);
      default -> throw new CaseFormatException("unknown type \"" + type + "\" in " + typed);
    };
  }

  /** A JSON object of typed values. */
  Map<String, @Nullable Object> map(JsonNode node) {
    if (!node.isObject()) {
      throw new CaseFormatException("not a map: " + node);
    }
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    node.properties().forEach(field -> map.put(field.getKey(), value(field.getValue())));
    return map;
  }

  /** An array of typed values. */
  List<@Nullable Object> list(JsonNode node) {
    if (!node.isArray()) {
      throw new CaseFormatException("not a list: " + node);
    }
    List<@Nullable Object> list = new ArrayList<>();
    node.forEach(element -> list.add(value(element)));
    return Collections.unmodifiableList(list);
  }

  private Suggest lazy(JsonNode typed) {
    String id = Fields.text(typed, "id");
    Suggest known = lazies.get(id);
    if (known == null) {
      known = Suggest.from(new Sequence(list(Fields.required(typed, "values"))));
      lazies.put(id, known);
    }
    return known;
  }

  private static long longValue(JsonNode node) {
    if (node.isTextual()) {
      return Long.parseLong(node.textValue());
    }
    if (!node.canConvertToLong() || !node.isIntegralNumber()) {
      throw new CaseFormatException("no 64-bit integer: " + node);
    }
    return node.longValue();
  }

  private static double doubleValue(JsonNode node) {
    if (!node.isTextual() && !node.isNumber()) {
      throw new CaseFormatException("no double: " + node);
    }
    return node.isTextual() ? Double.parseDouble(node.textValue()) : node.doubleValue();
  }

  /** An object the library knows nothing about; equal to itself only. */
  private static final class OpaqueObject {
    private final String id;

    OpaqueObject(String id) {
      this.id = id;
    }

    @Override
    public String toString() {
      return "object:" + id;
    }
  }

  /** Gives the values one by one, the last one for ever. */
  private static final class Sequence implements Supplier<@Nullable Object> {
    private final List<@Nullable Object> values;
    private int next;

    Sequence(List<@Nullable Object> values) {
      if (values.isEmpty()) {
        throw new CaseFormatException("a lazy value without values");
      }
      this.values = values;
    }

    @Override
    public synchronized @Nullable Object get() {
      Object value = values.get(next);
      next = Math.min(next + 1, values.size() - 1);
      return value;
    }
  }
}
