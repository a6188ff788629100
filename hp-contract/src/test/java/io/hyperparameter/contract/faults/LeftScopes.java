package io.hyperparameter.contract.faults;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ScopeStateException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * Leaves scopes where the stack ends at every call of the way: what the level held is in the scope
 * then. For a JVM that compiles how a scope takes what it held, which so needs little stack, and
 * nothing else.
 */
public final class LeftScopes {
  private static final long STACK_BYTES = 200_000;

  /** More calls than leaving a scope needs. */
  private static final int DEPTHS = 80;

  private static final int WARM = 3;

  private static int overflows;

  private LeftScopes() {}

  /** Prints the first failure and ends with another status than 0, if there is one. */
  public static void main(String[] args) throws InterruptedException {
    boolean failed = false;
    try {
      SmallStack.call(STACK_BYTES, Executors.callable(LeftScopes::leaveEverywhere));
    } catch (ExecutionException e) {
      failed = true;
      e.printStackTrace(System.out);
    }
    System.out.println("the stack ended " + overflows + " times");
    System.exit(!failed && overflows > SmallStack.WIDTHS ? 0 : 1);
  }

  private static void leaveEverywhere() {
    for (int i = 0; i < WARM; i++) { // classes are loaded with room
      leaveAll(0, 0);
    }
    for (int width = 0; width < SmallStack.WIDTHS; width++) {
      int deepest = SmallStack.deepest(width);
      for (int depth = deepest - DEPTHS; depth <= deepest; depth++) {
        leaveAll(width, depth);
      }
    }
  }

  private static void leaveAll(int width, int depth) {
    Map<String, Object> none = Map.of();
    Map<String, Object> several = new LinkedHashMap<>();
    several.put("b", "text");
    several.put("c", true);
    several.put("a", 1L); // the one given last is the one written, which is a way of its own
    for (Map<String, Object> first : List.of(none, Map.<String, Object>of("a", 1L), several)) {
      leave(width, depth, first, Map.of("a", 7L));
      leave(width, depth, first, Map.of("a", 7L, "new", "new"));
      leave(width, depth, first, Map.of("a", List.of(1), "d", 2.5, "e", 3L, "f", "f", "g", 4L));
    }
  }

  private static void leave(
      int width, int depth, Map<String, Object> first, Map<String, Object> written) {
    ParamScope scope = ParamScope.of();
    first.forEach(scope::put);
    Map<String, Object> held = new HashMap<>(first);
    held.putAll(written);
    try (ParamScope outer = ParamScope.of("a", 0L).enter()) {
      scope.enter();
      written.forEach(scope::put);
      try {
        SmallStack.down(width, depth, scope::close);
      } catch (StackOverflowError e) {
        overflows++;
        closeIfOpen(scope);
      }
      Map<String, Object> found = scope.toMap();
      if (!held.equals(found) || outer.toMap().size() > 1 || outer.getLong("a", -1) != 0) {
        throw new AssertionError(
            "depth %d: expected %s, found %s in %s".formatted(depth, held, found, outer));
      }
    }
  }

  private static void closeIfOpen(ParamScope scope) {
    try {
      scope.close();
    } catch (ScopeStateException e) {
      return; // the level was left, or is by now
    }
  }
}
