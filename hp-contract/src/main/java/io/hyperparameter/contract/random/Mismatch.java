package io.hyperparameter.contract.random;

import org.jspecify.annotations.Nullable;

/** The API and the model disagree. */
final class Mismatch extends AssertionError {
  private static final long serialVersionUID = 1L;

  Mismatch(String where, String what, @Nullable Throwable cause) {
    super("after\n" + where + "\n" + what, cause);
  }
}
