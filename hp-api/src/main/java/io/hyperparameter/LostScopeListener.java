package io.hyperparameter;

/** Told of scopes that got lost, see {@link LostScopes#listen}. */
@FunctionalInterface
public interface LostScopeListener {
  /**
   * A scope got lost. Called on the thread that found out, in the middle of a read or close: be
   * quick, and throw nothing.
   *
   * @param report what happened
   */
  void lost(LostScope report);
}
