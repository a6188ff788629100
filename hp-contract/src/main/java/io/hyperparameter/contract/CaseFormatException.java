package io.hyperparameter.contract;

/**
 * A case file says something the format does not know. Not an {@link IllegalArgumentException}, so
 * that it can never pass for an error that a case expects from the library.
 */
public final class CaseFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** States what is wrong and where. */
  public CaseFormatException(String message) {
    super(message);
  }

  /** States what is wrong and where, and what led to it. */
  public CaseFormatException(String message, Throwable cause) {
    super(message, cause);
  }
}
