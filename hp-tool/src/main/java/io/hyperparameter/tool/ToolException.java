package io.hyperparameter.tool;

/** What was asked for cannot be done; the message tells why and the way out. Exit code 2. */
final class ToolException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ToolException(String message) {
    super(message);
  }

  ToolException(String message, Throwable cause) {
    super(message, cause);
  }
}
