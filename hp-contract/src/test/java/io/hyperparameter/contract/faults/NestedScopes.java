package io.hyperparameter.contract.faults;

import io.hyperparameter.ParamScope;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/**
 * Two scopes, one in the other, as try-with-resources leaves them, where the stack ends at every
 * call of the way. Leaving the outer one finds that leaving the inner one was broken off, and is
 * broken off, too: both are left when there is stack again. For a JVM that compiles nothing, so
 * that who could enter a scope can call its {@code close()}.
 */
public final class NestedScopes {
  private static final long STACK_BYTES = 200_000;

  /** More calls than entering and leaving need. */
  private static final int DEPTHS = 150;

  private static final int WARM = 3;

  private static int overflows;

  private NestedScopes() {}

  /** Prints the first failure and ends with another status than 0, if there is one. */
  public static void main(String[] args) throws InterruptedException {
    boolean failed = false;
    try {
      SmallStack.call(STACK_BYTES, Executors.callable(NestedScopes::leaveEverywhere));
    } catch (ExecutionException e) {
      failed = true;
      e.printStackTrace(System.out);
    }
    System.out.println("the stack ended " + overflows + " times");
    System.exit(!failed && overflows > SmallStack.WIDTHS ? 0 : 1);
  }

  private static void leaveEverywhere() {
    for (int i = 0; i < WARM; i++) { // classes are loaded with room
      leave(0, 0, NestedScopes::oneInTheOther);
      leave(0, 0, NestedScopes::oneWithMoreInTheOther);
    }
    for (int width = 0; width < SmallStack.WIDTHS; width++) {
      int deepest = SmallStack.deepest(width);
      for (int depth = deepest - DEPTHS; depth <= deepest; depth++) {
        leave(width, depth, NestedScopes::oneInTheOther);
        leave(width, depth, NestedScopes::oneWithMoreInTheOther);
      }
    }
  }

  private static void leave(int width, int depth, Runnable scopes) {
    try {
      SmallStack.down(width, depth, scopes);
    } catch (StackOverflowError e) {
      overflows++;
    }
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
