package io.hyperparameter.contract.random;

/** The model says that an operation fails, and with what class of error. */
final class ModelError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The classes; a malformed key and a malformed argument share an exception in Java. */
  enum Kind {
    MISSING,
    CONVERSION,
    INVALID,
    STATE,
    /** A lazy value threw. */
    LAZY
  }

  final Kind kind;

  ModelError(Kind kind) {
    super(kind.name(), null, false, false);
    this.kind = kind;
  }
}
