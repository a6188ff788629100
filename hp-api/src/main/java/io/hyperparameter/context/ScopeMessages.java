package io.hyperparameter.context;

import io.hyperparameter.ScopeStateException;
import io.hyperparameter.jvm.ThreadNames;
import io.hyperparameter.spi.Context;

/** The messages of {@link ScopeStateException}: what is wrong and the way out. */
public final class ScopeMessages {
  private ScopeMessages() {}

  public static ScopeStateException neverEntered() {
    return new ScopeStateException(
        "this scope was never entered, so there is nothing to close; call enter() first, as in"
            + " try (var s = scope.enter()) { ... }");
  }

  public static ScopeStateException notOpen() {
    return new ScopeStateException(
        "this scope is not open: it is closed already, by itself or with an outer one; close each"
            + " scope once, after each enter() (try-with-resources does)");
  }

  public static ScopeStateException viewClosed() {
    return new ScopeStateException(
        "ParamScope.current() is a view and cannot be closed or entered; keep and close the scope"
            + " that enter() gave, as in try (var s = scope.enter()) { ... }; to enter what is seen"
            + " here once more, use ParamScope.capture().toScope()");
  }

  public static ScopeStateException alreadyOpen(Context context) {
    // Who stands elsewhere can neither close nor list it.
    String wayOut =
        context.isUsedBy(Thread.currentThread())
            ? "close it first, or enter a scope of its own with ParamScope.of(scope.toMap())"
            : "carry its values over with ParamScope.capture().wrap(task), called where it is open";
    return new ScopeStateException(
        "this scope is open already, on " + ThreadNames.of(context.thread()) + "; " + wayOut);
  }

  public static ScopeStateException recorderElsewhere(Context context) {
    return new ScopeStateException(
        "a recorder of "
            + ThreadNames.of(context.thread())
            + " was closed on "
            + ThreadNames.of(Thread.currentThread())
            + ", or in another bound task; close it where it was started");
  }

  public static ScopeStateException recorderEnded() {
    return new ScopeStateException(
        "this recorder has stopped already, as the task ended that started it; close it in that task"
            + " (try-with-resources does)");
  }

  public static ScopeStateException forgotten(int inner, int depth) {
    return new ScopeStateException(
        "the scope at depth "
            + depth
            + " was closed while "
            + (inner == 1 ? "an inner scope was" : inner + " inner scopes were")
            + " still open; closed the inner ones first. Close scopes in reverse order of entering"
            + " (try-with-resources does)");
  }

  public static ScopeStateException attachedLater(int later) {
    return new ScopeStateException(
        "an attached snapshot was closed while "
            + (later == 1 ? "a later one was" : later + " later ones were")
            + " still attached; closed the later ones first. Close them in reverse order of"
            + " attaching (try-with-resources does)");
  }

  public static ScopeStateException notAttached(boolean closed, Thread thread) {
    String why =
        closed
            ? "it is closed already; close it once, after each attach()"
            : thread == Thread.currentThread()
                ? "a task that runs over another snapshot began after it and goes on; close it"
                    + " outside of that task"
                : "it is attached to " + ThreadNames.of(thread) + "; close it there";
    return new ScopeStateException("this snapshot is not attached here: " + why);
  }

  public static ScopeStateException elsewhere(Context context, boolean view) {
    Thread here = Thread.currentThread();
    String where =
        context.thread() == here
            ? "another bound task on the same thread, or from outside of it"
            : ThreadNames.of(here);
    return new ScopeStateException(
        (view ? "a view of" : "a scope that is open on")
            + " "
            + ThreadNames.of(context.thread())
            + " was used from "
            + where
            + "; where it is open, wrap what runs elsewhere with ParamScope.capture().wrap(task),"
            + " which then sees these values through ParamScope.current()");
  }
}
