package io.hyperparameter.contract;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ScopeStateException;
import java.util.function.Supplier;

/**
 * Reads by hash as generated code makes them: of what the thread sees. A read through a scope is
 * made inside it, which by the rules S7, S8 and S11 is the same.
 */
public final class ByHash {
  private ByHash() {}

  /**
   * {@return what a read of the thread gives inside a scope}
   *
   * @param scope the scope to read through, idle or open
   * @param read reads what the thread sees
   * @param <T> what it reads
   */
  public static <T> T inside(ParamScope scope, Supplier<T> read) {
    try {
      scope.enter();
    } catch (ScopeStateException e) {
      boolean unused = scope.contains(""); // refused too where the scope is open elsewhere
      return read.get();
    }
    try (scope) {
      return read.get();
    }
  }
}
