package io.hyperparameter;

import io.hyperparameter.spi.ParamStorage;

/** The messages of {@link ScopeStateException}: what is wrong and the way out. */
final class ScopeStates {
  private ScopeStates() {}

  static ScopeStateException notOpen() {
    return new ScopeStateException(
        "this scope is not open: it was never entered, or is closed already; close each scope once,"
            + " after entering it (try-with-resources does)");
  }

  static ScopeStateException viewClosed() {
    return new ScopeStateException(
        "ParamScope.current() is a view and cannot be closed or entered; close the scope that was"
            + " entered");
  }

  static ScopeStateException alreadyOpen(ParamStorage context) {
    // Who stands elsewhere can neither close nor list it.
    String wayOut =
        context.isCurrentOf(Thread.currentThread())
            ? "close it first, or enter a scope of its own with ParamScope.of(scope.toMap())"
            : "carry its values over with ParamScope.capture(), called where it is open";
    return new ScopeStateException(
        "this scope is open already, on thread \"" + context.thread().getName() + "\"; " + wayOut);
  }

  static ScopeStateException forgotten(int inner, int depth) {
    return new ScopeStateException(
        "the scope at depth "
            + depth
            + " was closed while "
            + (inner == 1 ? "an inner scope was" : inner + " inner scopes were")
            + " still open; closed the inner ones first. Close scopes in reverse order of entering"
            + " (try-with-resources does)");
  }

  static ScopeStateException elsewhere(ParamStorage context, boolean view) {
    Thread here = Thread.currentThread();
    String where =
        context.thread() == here
            ? "another bound task on the same thread, or from outside of it"
            : "thread \"" + here.getName() + "\"";
    return new ScopeStateException(
        (view ? "a view of" : "a scope that is open on")
            + " thread \""
            + context.thread().getName()
            + "\" was used from "
            + where
            + "; carry values over with ParamScope.capture() or ParamScope.frozen()");
  }
}
