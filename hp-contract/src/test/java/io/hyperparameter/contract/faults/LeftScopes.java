package io.hyperparameter.contract.faults;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ScopeStateException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Leaves scopes where the stack ends at every call of the way: what the level held is in the scope
 * then. For a JVM that compiles how a scope takes what it held, which so needs little stack, and
 * nothing else.
 */
public final class LeftScopes {
  /** More calls than leaving a scope needs. */
  private static final int DEPTHS = 80;

  private LeftScopes() {}

  /** Ends with another status than 0 if a scope has something else. */
  public static void main(String[] args) throws InterruptedException {
    AtStackEnd.everywhere(DEPTHS, LeftScopes::leaveAll);
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
      if (AtStackEnd.ended(width, depth, scope::close)) {
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
