package io.hyperparameter.contract;

import com.fasterxml.jackson.databind.JsonNode;
import io.hyperparameter.ParamScope;
import java.util.Map;

/** Creating, entering and leaving: {@code new}, {@code enter}, {@code exit}, {@code scoped}. */
final class ScopeOps {
  private ScopeOps() {}

  static void register(Map<String, Op> ops) {
    ops.put("new", (op, frame) -> create(op, frame));
    ops.put("enter", (op, frame) -> frame.enter(referredOrCreated(op, frame)));
    ops.put("exit", ScopeOps::exit);
    ops.put("scoped", ScopeOps::scoped);
  }

  /** Builds an idle scope: the map first, then the definitions, later wins (S5). */
  private static ParamScope create(JsonNode op, Frame frame) {
    ParamScope scope;
    if (op.has("config")) {
      scope = ConfigOps.scope(op.get("config"));
    } else if (Fields.flag(op, "empty")) {
      scope = ParamScope.empty();
      if (op.has("map")) {
        scope.putAll(frame.state.map(op.get("map")));
      }
    } else {
      scope = op.has("map") ? ParamScope.of(frame.state.map(op.get("map"))) : ParamScope.of();
    }
    if (op.has("args")) {
      String[] definitions = definitions(op.get("args"));
      boolean alone = !op.has("map") && !op.has("config") && !Fields.flag(op, "empty");
      scope = alone ? ParamScope.define(definitions) : scope.withDefinitions(definitions);
    }
    String id = Fields.textOrNull(op, "id");
    if (id != null) {
      frame.state.name(id, scope);
    }
    return scope;
  }

  private static String[] definitions(JsonNode args) {
    String[] definitions = new String[args.size()];
    for (int i = 0; i < definitions.length; i++) {
      definitions[i] = args.get(i).textValue();
    }
    return definitions;
  }

  private static ParamScope referredOrCreated(JsonNode op, Frame frame) {
    String ref = Fields.textOrNull(op, "ref");
    return ref != null ? frame.state.scope(ref) : create(op, frame);
  }

  private static void exit(JsonNode op, Frame frame) {
    String ref = Fields.textOrNull(op, "ref");
    frame.exit(ref != null ? frame.state.scope(ref) : frame.innermost());
  }

  private static void scoped(JsonNode op, Frame frame) {
    ParamScope scope = referredOrCreated(op, frame);
    try (Entered entered = new Entered(frame, scope)) {
      entered.run(Fields.required(op, "ops"));
      if (Fields.flag(op, "raise")) {
        throw new RaisedByCase();
      }
    } catch (RaisedByCase e) {
      if (e.getSuppressed().length > 0) {
        throw new AssertionError("the scope did not close quietly", e.getSuppressed()[0]);
      }
    }
  }

  /** A scope left by try-with-resources, as programs do. */
  private static final class Entered implements AutoCloseable {
    private final Frame frame;
    private final ParamScope scope;

    Entered(Frame frame, ParamScope scope) {
      this.frame = frame;
      this.scope = frame.enter(scope);
    }

    void run(JsonNode ops) {
      OpTable.runAll(ops, frame);
    }

    @Override
    public void close() {
      frame.exit(scope);
    }
  }
}
