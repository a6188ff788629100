package io.hyperparameter.contract.faults;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ScopeStateException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Uses a scope that was closed by the one around it, where the stack ends at every call of the way:
 * whenever it is used next, it has what its level held.
 */
public final class LearntLate {
  /** More calls than it takes to learn that. */
  private static final int DEPTHS = 80;

  private static final Map<String, Object> HELD = Map.of("a", 2L, "b", 5L, "c", "text");

  private LearntLate() {}

  /** Ends with another status than 0 if a scope has something else. */
  public static void main(String[] args) throws InterruptedException {
    AtStackEnd.everywhere(DEPTHS, LearntLate::useAll);
  }

  private static void useAll(int width, int depth) {
    List<Consumer<ParamScope>> uses =
        List.of(scope -> scope.getLong("a", 0), ParamScope::toMap, scope -> scope.put("b", 5L));
    for (Consumer<ParamScope> use : uses) {
      use(width, depth, use);
    }
  }

  private static void use(int width, int depth, Consumer<ParamScope> use) {
    ParamScope scope = closedByAnother();
    AtStackEnd.ended(width, depth, () -> use.accept(scope));
    if (!scope.toMap().equals(HELD)) {
      throw new AssertionError("depth " + depth + ": found " + scope);
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // that is what is played
  private static ParamScope closedByAnother() {
    ParamScope outer = ParamScope.of("o", 0L).enter();
    ParamScope scope = ParamScope.of("a", 1L).enter();
    HELD.forEach(scope::put);
    try {
      outer.close();
    } catch (ScopeStateException e) {
      return scope; // as expected: it tells of it
    }
    throw new AssertionError("nobody was told of the scope that was left open");
  }
}
