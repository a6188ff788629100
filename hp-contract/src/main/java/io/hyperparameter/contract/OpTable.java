package io.hyperparameter.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** All operations by name, and the loop that carries out a list of them. */
final class OpTable {
  private static final Map<String, Op> OPS = new TreeMap<>();

  static {
    ScopeOps.register(OPS);
    WriteOps.register(OPS);
    ReadOps.register(OPS);
    ThreadOps.register(OPS);
    OPS.put("call", DeclaredCall::run);
    ConfigOps.register(OPS);
  }

  private OpTable() {}

  /** The names of all known operations. */
  static Iterable<String> names() {
    return OPS.keySet();
  }

  /** Carries out a list of operations in order, each with the outcome it states. */
  static void runAll(JsonNode ops, Frame frame) {
    int position = 0;
    for (JsonNode op : ops) {
      String where = "op " + position++ + " " + shorten(op);
      run(where, op, frame);
    }
  }

  private static void run(String where, JsonNode op, Frame frame) {
    Op handler = OPS.get(Fields.text(op, "op"));
    if (handler == null) {
      throw new CaseFormatException("unknown operation in " + where);
    }
    String expected = Fields.textOrNull(op, "expect_error");
    if (expected == null) {
      try {
        handler.run(op, frame);
      } catch (CaseFormatException | RaisedByCase e) {
        throw e;
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(where + "\n  failed: " + e, e);
      }
    } else {
      ExpectedErrors.check(where, op, ErrorClass.named(expected), frame, handler);
    }
  }

  /** Long cases stay readable: nested operations and huge keys are cut. */
  private static String shorten(JsonNode op) {
    String text = op.toString();
    return text.length() <= 300 ? text : text.substring(0, 300) + "...";
  }
}
