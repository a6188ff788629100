package io.hyperparameter;

/**
 * A scope was used in a state that does not allow it: entered while open, left while not open, left
 * out of order, or used from another thread than the one it is open in.
 *
 * <p>It tells of a mistake in the program; the context stays usable. Safe on any thread.
 */
public final class ScopeStateException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  /**
   * With a message only.
   *
   * @param message names the scope, its state and the way out
   */
  public ScopeStateException(String message) {
    super(message);
  }

  /**
   * With a message and what led to it.
   *
   * @param message names the scope, its state and the way out
   * @param cause what brought the scope into its state
   */
  public ScopeStateException(String message, Throwable cause) {
    super(message, cause);
  }
}
