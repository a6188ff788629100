package io.hyperparameter.contract.faults;

import io.hyperparameter.ParamScope;
import java.util.List;
import java.util.Map;

/**
 * Two scopes, one in the other, as try-with-resources leaves them, where the stack ends at every
 * call of the way. Leaving the outer one finds that leaving the inner one was broken off, and is
 * broken off, too: both are left when there is stack again. For a JVM that compiles nothing, so
 * that who could enter a scope can call its {@code close()}.
 */
public final class NestedScopes {
  /** More calls than entering and leaving need. */
  private static final int DEPTHS = 150;

  private NestedScopes() {}

  /** Ends with another status than 0 if one stays open. */
  public static void main(String[] args) throws InterruptedException {
    AtStackEnd.everywhere(
        DEPTHS,
        (width, depth) -> {
          leave(width, depth, NestedScopes::oneInTheOther);
          leave(width, depth, NestedScopes::oneWithMoreInTheOther);
        });
  }

  private static void leave(int width, int depth, Runnable scopes) {
    AtStackEnd.ended(width, depth, scopes);
    Map<String, Object> outside = ParamScope.current().toMap();
    if (!outside.isEmpty()) {
      throw new AssertionError("depth " + depth + " left open: " + outside);
    }
  }

  private static void oneInTheOther() {
    try (ParamScope outer = ParamScope.of("a", 1L).enter();
        ParamScope inner = ParamScope.of("b", 2L).with("t", "text").enter()) {
      // what they were entered with is all
    }
  }

  private static void oneWithMoreInTheOther() {
    try (ParamScope outer = ParamScope.of("a", 1L).enter()) {
      outer.put("c", 3L);
      try (ParamScope inner = ParamScope.of("b", 2L).enter()) {
        inner.put("o", List.of(1));
        inner.put("t", "text");
      }
    }
  }
}
