package io.hyperparameter.contract.faults;

import io.hyperparameter.ParamScope;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;

/**
 * Enters a scope, of which the Flight Recorder is told, and the tracking where that is on, where
 * the stack ends at every call of the way: telling needs more of it than entering does, and a scope
 * whose {@code enter()} fails is not open. For a JVM that compiles nothing, where a call needs as
 * much stack each time.
 */
public final class RecordedScopes {
  /** More calls than entering and telling need. */
  private static final int DEPTHS = 80;

  private RecordedScopes() {}

  /** Ends with another status than 0 if one is open. */
  public static void main(String[] args) throws InterruptedException {
    try (Recording recording = new Recording()) {
      for (String event : List.of("ScopeEntered", "ScopeLeft")) {
        recording.enable("io.hyperparameter." + event);
      }
      recording.start();
      AtStackEnd.everywhere(DEPTHS, RecordedScopes::enter);
    }
  }

  private static void enter(int width, int depth) {
    ParamScope scope = ParamScope.of("a", 1L);
    boolean[] isEntered = new boolean[1];
    AtStackEnd.ended(
        width,
        depth,
        () -> {
          scope.enter();
          isEntered[0] = true;
        });
    if (isEntered[0]) {
      scope.close();
    }
    Map<String, Object> outside = ParamScope.current().toMap();
    if (!outside.isEmpty()) {
      throw new AssertionError("width " + width + ", depth " + depth + " left open: " + outside);
    }
  }
}
