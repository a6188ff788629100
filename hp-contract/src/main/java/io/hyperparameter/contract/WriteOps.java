package io.hyperparameter.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperparameter.ParamAccess;
import io.hyperparameter.ParamScope;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writing: {@code put}, {@code update}, {@code delete}, {@code clear}. */
final class WriteOps {
  private WriteOps() {}

  static void register(Map<String, Op> ops) {
    ops.put("put", WriteOps::put);
    ops.put(
        "update",
        (op, frame) -> frame.state.on(op).putAll(frame.state.map(Fields.required(op, "map"))));
    ops.put("delete", WriteOps::delete);
    ops.put("clear", (op, frame) -> frame.state.on(op).clear());
  }

  private static void put(JsonNode op, Frame frame) {
    String key = ReadOps.key(op);
    Object value = frame.state.value(Fields.required(op, "value"));
    ParamScope scope = frame.state.on(op);
    ReadStyle style = frame.state.style;
    int dot = Reads.splitAt(key);
    if (style == ReadStyle.PATH && dot >= 0) {
      put(scope.at(key.substring(0, dot)), key.substring(dot + 1), value);
    } else if (style == ReadStyle.HASH) {
      scope.put(key, value);
    } else {
      put(scope, key, value);
    }
  }

  /** With the overload of the value's kind. */
  private static void put(ParamAccess scope, String key, @Nullable Object value) {
    if (value instanceof Long number) {
      scope.put(key, number.longValue());
    } else if (value instanceof Double number) {
      scope.put(key, number.doubleValue());
    } else if (value instanceof Boolean truth) {
      scope.put(key, truth.booleanValue());
    } else if (value instanceof String text) {
      scope.put(key, text);
    } else {
      scope.put(key, value);
    }
  }

  private static void delete(JsonNode op, Frame frame) {
    String key = ReadOps.key(op);
    int dot = Reads.splitAt(key);
    if (frame.state.style == ReadStyle.PATH && dot >= 0) {
      frame.state.on(op).at(key.substring(0, dot)).remove(key.substring(dot + 1));
    } else {
      frame.state.on(op).remove(key);
    }
  }
}
