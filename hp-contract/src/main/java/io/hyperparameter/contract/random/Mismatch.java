package io.hyperparameter.contract.random;

import org.jspecify.annotations.Nullable;

/** The API and the model disagree: how, and after which step. */
final class Mismatch extends AssertionError {
  private static final long serialVersionUID = 1L;

  Mismatch(String where, String what, @Nullable Throwable cause) {
    super(what + "\nafter\n" + where, cause);
  }
}
