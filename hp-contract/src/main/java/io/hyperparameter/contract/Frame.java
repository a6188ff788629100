package io.hyperparameter.contract;

import io.hyperparameter.ParamScope;
import java.util.ArrayList;
import java.util.List;

/**
 * What one thread or bound task of a case has entered and not left, innermost last, and where in
 * the case it is.
 */
final class Frame {
  final CaseState state;
  private final List<ParamScope> entered = new ArrayList<>();

  Frame(CaseState state) {
    this.state = state;
  }

  /** Enters a scope and remembers it. */
  ParamScope enter(ParamScope scope) {
    ParamScope open = scope.enter();
    entered.add(open);
    return open;
  }

  /** The innermost scope entered here, or a fresh one that never was. */
  ParamScope innermost() {
    return entered.isEmpty() ? ParamScope.of() : entered.get(entered.size() - 1);
  }

  /**
   * Leaves a scope. Inner ones end with it, whether or not an error reports them (S16); one that
   * was not entered here takes nothing along.
   */
  void exit(ParamScope scope) {
    try {
      scope.close();
    } finally {
      int position = lastPosition(scope);
      if (position >= 0) {
        entered.subList(position, entered.size()).clear();
      }
    }
  }

  private int lastPosition(ParamScope scope) {
    for (int i = entered.size() - 1; i >= 0; i--) {
      if (entered.get(i) == scope) {
        return i;
      }
    }
    return -1;
  }
}
