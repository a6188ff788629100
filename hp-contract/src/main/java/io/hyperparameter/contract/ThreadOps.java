package io.hyperparameter.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperparameter.ParamScope;
import java.util.Map;

/**
 * Threads and captured contexts: {@code frozen}, {@code init}, {@code thread}, {@code bind}, {@code
 * capture}.
 */
final class ThreadOps {
  private ThreadOps() {}

  static void register(Map<String, Op> ops) {
    ops.put("frozen", (op, frame) -> ParamScope.frozen());
    ops.put(
        "init",
        (op, frame) -> ParamScope.init(op.has("map") ? frame.state.map(op.get("map")) : null));
    ops.put(
        "thread",
        (op, frame) -> CaseThread.runAndWait("thread", () -> runIn(new Frame(frame.state), op)));
    ops.put("bind", ThreadOps::bind);
    ops.put(
        "capture",
        (op, frame) -> frame.state.name(Fields.text(op, "id"), ParamScope.capture().toScope()));
  }

  /** The task is bound here and run elsewhere; both happen, in this order. */
  private static void bind(JsonNode op, Frame frame) {
    Frame task = new Frame(frame.state);
    Runnable bound = ParamScope.capture().wrap(() -> runIn(task, op));
    CaseThread.runAndWait("bound task", bound);
  }

  private static void runIn(Frame frame, JsonNode op) {
    OpTable.runAll(Fields.required(op, "ops"), frame);
  }
}
