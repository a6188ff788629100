package io.hyperparameter.contract;

/** The exception a {@code scoped} operation with {@code "raise": true} throws and swallows. */
final class RaisedByCase extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RaisedByCase() {
    super("raised by the case", null, false, false);
  }
}
