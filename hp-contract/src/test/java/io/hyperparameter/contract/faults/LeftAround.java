package io.hyperparameter.contract.faults;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ScopeStateException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Leaves a scope while others are open in it, where the stack ends at every word of the way: all of
 * them are left, or none is, and each has what its level held. For a JVM that compiles the leaving
 * and nothing else, as that then gets far with less stack than it takes to note that it failed.
 */
public final class LeftAround {
  /** More calls than leaving these scopes needs. */
  private static final int DEPTHS = 30;

  private static final int MOST_INSIDE = 3;

  private static final Map<String, Object> AROUND = Map.of("around", 0L);

  private LeftAround() {}

  /** Ends with another status than 0 if some are left and others are not, or lose something. */
  public static void main(String[] args) throws InterruptedException {
    AtStackEnd.everyWord(
        DEPTHS,
        (width, depth) -> {
          for (int inside = 1; inside <= MOST_INSIDE; inside++) {
            leave(width, depth, inside, false);
            leave(width, depth, inside, true);
          }
        });
  }

  private static void leave(int width, int depth, int inside, boolean areWritten) {
    try (ParamScope around = ParamScope.of("around", 0L).enter()) {
      Entered outer = enter("outer", areWritten);
      List<Entered> all = new ArrayList<>(List.of(outer));
      for (int i = 0; i < inside; i++) {
        all.add(enter("inner." + i, areWritten));
      }
      Map<String, Object> before = ParamScope.current().toMap();
      boolean ended = AtStackEnd.ended(width, depth, () -> closeAround(outer.scope));
      Map<String, Object> now = ParamScope.current().toMap();
      String where = "width " + width + ", depth " + depth + ", " + inside + " inside: ";
      if (ended && now.equals(before)) {
        closeAround(outer.scope); // that it was called had no effect
        now = ParamScope.current().toMap();
      }
      if (!now.equals(AROUND)) {
        throw new AssertionError(where + "found " + now + " in " + around + ", before " + before);
      }
      all.forEach(entered -> entered.requireHeld(where));
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // that is what is played
  private static Entered enter(String name, boolean isWritten) {
    ParamScope scope = ParamScope.of(name, 1L).enter();
    Map<String, Object> held = new HashMap<>(Map.of(name, 1L));
    if (isWritten) {
      Map<String, Object> written = Map.of(name, 2L, name + ".text", "text", "around", name);
      written.forEach(scope::put);
      held.putAll(written);
    }
    return new Entered(scope, held);
  }

  private static void closeAround(ParamScope scope) {
    try {
      scope.close();
    } catch (ScopeStateException e) {
      return; // as expected: it tells of those inside
    }
    throw new AssertionError("nobody was told of those inside");
  }

  private record Entered(ParamScope scope, Map<String, Object> held) {
    void requireHeld(String where) {
      Map<String, Object> expected = new HashMap<>(AROUND);
      expected.putAll(held);
      Map<String, Object> found = scope.toMap();
      if (!found.equals(expected)) {
        throw new AssertionError(where + "expected " + expected + ", found " + scope);
      }
    }
  }
}
