package io.hyperparameter.nativebackend;

import java.io.Serial;

/** Why the native backend cannot serve; each attempt is a suppressed exception. */
final class LoadFailure extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  LoadFailure(String message) {
    super(message);
  }

  LoadFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
