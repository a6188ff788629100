package io.hyperparameter.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reading: {@code get}, {@code require}, {@code contains}, {@code keys}, {@code to_map}, {@code
 * hash}.
 */
final class ReadOps {
  private ReadOps() {}

  static void register(Map<String, Op> ops) {
    ops.put("get", ReadOps::get);
    ops.put("require", ReadOps::require);
    ops.put("contains", ReadOps::contains);
    ops.put("keys", ReadOps::keys);
    ops.put("to_map", ReadOps::toMap);
    ops.put("hash", ReadOps::hash);
  }

  /** The key of an operation. A null key is a case of its own (K3), whatever the API declares. */
  @SuppressWarnings("NullAway")
  static String key(JsonNode op) {
    Fields.required(op, "key");
    return Fields.textOrNull(op, "key");
  }

  private static void get(JsonNode op, Frame frame) {
    Object def = frame.state.value(Fields.required(op, "default"));
    String as = Fields.text(op, "as");
    Object actual = Reads.get(frame.state.style, frame.state.on(op), key(op), as, def);
    compare(op, frame, actual);
  }

  private static void require(JsonNode op, Frame frame) {
    String as = Fields.text(op, "as");
    compare(op, frame, Reads.require(frame.state.style, frame.state.on(op), key(op), as));
  }

  private static void compare(JsonNode op, Frame frame, @Nullable Object actual) {
    if (op.has("expect_error")) {
      return; // reported by the caller, as this read should not have returned
    }
    Object expected = frame.state.value(Fields.required(op, "expect"));
    if (!Values.same(expected, actual)) {
      throw mismatch(expected, actual);
    }
  }

  private static void contains(JsonNode op, Frame frame) {
    ParamScope scope = frame.state.on(op);
    String key = key(op);
    int dot = Reads.splitAt(key);
    boolean actual =
        (frame.state.style == ReadStyle.PATH && dot >= 0)
            ? scope.at(key.substring(0, dot)).contains(key.substring(dot + 1))
            : scope.contains(key);
    if (!op.has("expect_error") && actual != Fields.flag(op, "expect")) {
      throw mismatch(!actual, actual);
    }
  }

  private static void keys(JsonNode op, Frame frame) {
    List<String> actual = new ArrayList<>(frame.state.on(op).keys());
    List<String> expected = new ArrayList<>();
    Fields.required(op, "expect").forEach(key -> expected.add(key.textValue()));
    TreeSet<String> unique = new TreeSet<>(actual);
    if (unique.size() != actual.size() || !unique.equals(new TreeSet<>(expected))) {
      throw mismatch(expected, actual);
    }
  }

  private static void toMap(JsonNode op, Frame frame) {
    Map<String, @Nullable Object> actual = frame.state.on(op).toMap();
    Map<String, @Nullable Object> expected = frame.state.map(Fields.required(op, "expect"));
    if (!Values.same(expected, actual)) {
      throw mismatch(expected, actual);
    }
  }

  private static void hash(JsonNode op, Frame frame) {
    String actual = Long.toUnsignedString(Param.ofLong(key(op), 0).hash());
    String expected = op.has("expect_error") ? actual : Fields.text(op, "expect");
    if (!actual.equals(expected)) {
      throw mismatch(expected, actual);
    }
  }

  static AssertionError mismatch(@Nullable Object expected, @Nullable Object actual) {
    return new AssertionError(
        "expected " + Values.show(expected) + " but was " + Values.show(actual));
  }
}
