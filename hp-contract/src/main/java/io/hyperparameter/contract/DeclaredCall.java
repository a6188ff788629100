package io.hyperparameter.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperparameter.MissingParamException;
import io.hyperparameter.ParamScope;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operation {@code call}: a function with declared parameters (rules A1 to A8), bound by hand
 * from the public API, as generated code does it.
 */
final class DeclaredCall {
  private DeclaredCall() {}

  static void run(JsonNode op, Frame frame) {
    // bound under the caller's context; only the body runs in the fresh scope (A7, A8)
    Map<String, @Nullable Object> bound = bind(op, frame.state);
    if (op.has("body")) {
      ParamScope fresh = ParamScope.of();
      frame.enter(fresh);
      try {
        OpTable.runAll(op.get("body"), frame);
      } finally {
        frame.exit(fresh);
      }
    }
    if (!op.has("expect_error")) {
      Map<String, @Nullable Object> expected = frame.state.map(Fields.required(op, "expect"));
      if (!Values.same(expected, bound)) {
        throw ReadOps.mismatch(expected, bound);
      }
    }
  }

  private static Map<String, @Nullable Object> bind(JsonNode op, CaseState state) {
    Map<String, @Nullable Object> explicit = explicit(op, state);
    String namespace = namespace(op);
    Map<String, @Nullable Object> bound = new LinkedHashMap<>();
    for (JsonNode param : Fields.required(op, "params")) {
      String name = Fields.text(param, "name");
      if (explicit.containsKey(name)) {
        bound.put(name, explicit.get(name));
      } else if (param.has("default")) {
        Object def = state.value(param.get("default"));
        bound.put(name, fromScope(namespace + "." + name, def));
      } else {
        throw new IllegalArgumentException("argument " + name + " has no value and no default");
      }
    }
    return bound;
  }

  /** The arguments by name: positional ones in order, then those given by name (A3). */
  private static Map<String, @Nullable Object> explicit(JsonNode op, CaseState state) {
    JsonNode params = Fields.required(op, "params");
    JsonNode args = op.path("args");
    if (args.size() > params.size()) {
      throw new IllegalArgumentException(args.size() + " arguments, " + params.size() + " taken");
    }
    Map<String, @Nullable Object> explicit = new LinkedHashMap<>();
    for (int i = 0; i < args.size(); i++) {
      explicit.put(Fields.text(params.get(i), "name"), state.value(args.get(i)));
    }
    if (op.has("kwargs")) {
      state.map(op.get("kwargs")).forEach((name, value) -> named(name, value, params, explicit));
    }
    return explicit;
  }

  private static void named(
      String name, @Nullable Object value, JsonNode params, Map<String, @Nullable Object> into) {
    boolean known = false;
    for (JsonNode param : params) {
      known |= Fields.text(param, "name").equals(name);
    }
    if (!known || into.containsKey(name)) {
      throw new IllegalArgumentException("argument " + name + " is unknown or given twice");
    }
    into.put(name, value);
  }

  /** The given namespace, absolutely, else the simple name of the function (A2). */
  private static String namespace(JsonNode op) {
    String namespace = Fields.textOrNull(op, "namespace");
    if (namespace != null) {
      return namespace;
    }
    String function = Fields.text(op, "function");
    return function.substring(function.lastIndexOf('.') + 1);
  }

  /** The value of the scope, converted to the kind of the default; null gives it (A5, A6). */
  private static @Nullable Object fromScope(String key, @Nullable Object def) {
    ParamScope scope = ParamScope.current();
    if (def instanceof Long number) {
      return scope.getLong(key, number);
    } else if (def instanceof Double number) {
      return scope.getDouble(key, number);
    } else if (def instanceof Boolean truth) {
      return scope.getBoolean(key, truth);
    } else if (def instanceof String text) {
      return scope.getString(key, text);
    }
    try {
      Object raw = scope.get(key, Object.class);
      return raw == null ? def : raw;
    } catch (MissingParamException e) {
      return def;
    }
  }
}
