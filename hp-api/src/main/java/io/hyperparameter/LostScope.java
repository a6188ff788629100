package io.hyperparameter;

import io.hyperparameter.annotation.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scope that did not reach where it was needed, or was not left as it should be. Found while
 * scopes are tracked, see {@link LostScopes}. Immutable and safe on any thread.
 *
 * @param kind what happened
 * @param key the parameter that was read or written; null where it is about a scope
 * @param message what happened, in a sentence; a {@link Secret} value is {@code ***}
 * @param here the stack that it was found on, the caller of this library first; empty if it was
 *     found afterwards
 * @param there the stack that opened the scope, or that started or submitted the work
 * @param remedy the line that mends it
 */
public record LostScope(
    Kind kind,
    @Nullable String key,
    String message,
    List<StackTraceElement> here,
    List<StackTraceElement> there,
    String remedy) {
  private static final int SHOWN = 8;

  /** What happened. */
  public enum Kind {
    /** A read gave a default or a frozen value, where who started the work had another value. */
    LOST_READ,
    /** The same, where nobody knows who started the work, but one who waits for it has another. */
    POSSIBLY_LOST_READ,
    /** A task over a snapshot read a default, where who submitted it had a value by then. */
    STALE_SNAPSHOT,
    /** A scope was still open when its task or thread ended. */
    NOT_CLOSED,
    /** The object of an open scope was collected, so that nobody can close it. */
    COLLECTED,
    /** A scope was closed on another thread, or in another task. */
    CLOSED_ELSEWHERE,
    /** A scope was still open when one around it was closed. */
    OUT_OF_ORDER,
    /** A value was written outside scopes on a pooled thread, where later tasks find it. */
    LEFT_AT_BASE
  }

  /** The message, both stacks (their first lines), and the remedy. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(message);
    append(out, kind == Kind.LEFT_AT_BASE ? "written" : "found", here);
    append(
        out,
        switch (kind) {
          case LOST_READ -> "started";
          case POSSIBLY_LOST_READ -> "that scope was entered";
          case STALE_SNAPSHOT -> "submitted";
          default -> "opened";
        },
        there);
    return out.append("\n  mend it: ").append(remedy).toString();
  }

  private static void append(StringBuilder out, String what, List<StackTraceElement> stack) {
    if (!stack.isEmpty()) {
      out.append("\n  ").append(what).append(" at ").append(stack.get(0));
      stack.stream().skip(1).limit(SHOWN - 1).forEach(at -> out.append("\n    by ").append(at));
    }
  }
}
