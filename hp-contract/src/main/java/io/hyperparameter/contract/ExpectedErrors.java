package io.hyperparameter.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ScopeStateException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks an operation that must fail: that it does, with the right class of error, with a message
 * that helps, and that it leaves everything as it was.
 */
final class ExpectedErrors {
  private ExpectedErrors() {}

  static void check(String where, JsonNode op, ErrorClass expected, Frame frame, Op handler) {
    Map<String, Object> before = everything(frame);
    RuntimeException raised = null;
    try {
      handler.run(op, frame);
    } catch (CaseFormatException | RaisedByCase e) {
      throw e;
    } catch (RuntimeException e) {
      raised = e;
    }
    if (raised == null) {
      throw new AssertionError(where + "\n  raised nothing instead of " + expected);
    }
    if (!expected.includes(raised)) {
      throw new AssertionError(where + "\n  raised " + raised + " instead of " + expected, raised);
    }
    checkMessage(where, op, expected, raised);
    // rule S16: leaving an outer scope unwinds before it reports
    if (!Fields.text(op, "op").equals("exit")) {
      Map<String, Object> after = everything(frame);
      if (!Values.same(before, after)) {
        throw new AssertionError(
            where + "\n  failed but changed something\n  before " + before + "\n  after  " + after);
      }
    }
  }

  /** Rules M5, M6, R5: the error names the key. S4: the definition is quoted. */
  private static void checkMessage(
      String where, JsonNode op, ErrorClass expected, RuntimeException raised) {
    String message = String.valueOf(raised.getMessage());
    boolean namesKey = expected == ErrorClass.MISSING_KEY || expected == ErrorClass.CONVERSION;
    JsonNode key = op.get("key");
    if (namesKey && key != null && key.isTextual() && isPlain(key.textValue())) {
      require(where, raised, message.contains(key.textValue()), "does not name the key");
    }
    if (expected == ErrorClass.ARGUMENT && op.path("op").asText().equals("enter")) {
      boolean quoted = false;
      for (JsonNode arg : op.path("args")) {
        String text = arg.asText();
        quoted |= text.indexOf('=') < 0 && message.contains(text);
      }
      require(where, raised, quoted || !op.has("args"), "does not quote the definition");
    }
  }

  private static void require(String where, RuntimeException raised, boolean ok, String problem) {
    if (!ok) {
      throw new AssertionError(where + "\n  the message " + problem + ": " + raised, raised);
    }
  }

  /** Whether a key appears in a message as it stands, whatever the message does to odd ones. */
  private static boolean isPlain(String key) {
    return !key.isEmpty() && key.length() < 100 && key.matches("[A-Za-z0-9._-]+");
  }

  /** What the thread sees, and what every named scope gives. */
  private static Map<String, Object> everything(Frame frame) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("current context", ParamScope.current().toMap());
    frame.state.scopes().forEach((id, scope) -> all.put("scope " + id, visible(scope)));
    return all;
  }

  private static Object visible(ParamScope scope) {
    try {
      Map<String, @Nullable Object> map = scope.toMap();
      return map;
    } catch (ScopeStateException e) {
      return "open elsewhere";
    }
  }
}
