package io.hyperparameter.nativebackend;

import java.nio.charset.StandardCharsets;

/** The statuses of {@code hyperparameter/status.h} that Java tells apart, and their exceptions. */
final class NativeStatus {
  static final int OK = 0;
  static final int ARGUMENT = 1;
  static final int INVALID_KEY = 2;
  static final int KEY_COLLISION = 3;
  static final int STATE = 4;
  static final int NO_MEMORY = 7;

  private NativeStatus() {}

  /** What the calling thread's last failed call said. */
  static String message() {
    byte[] message = NativeMemory.copy(NativeApi.lastError());
    return new String(message, StandardCharsets.UTF_8);
  }

  /** The answer of a call, unless that is a status, which is negative then. */
  static long require(long answer) {
    if (answer < 0) {
      throw exception((int) -answer);
    }
    return answer;
  }

  /** The exception for a status other than {@link #OK}; an error is thrown, not returned. */
  static RuntimeException exception(int status) {
    String message = message();
    if (status == NO_MEMORY) {
      throw new OutOfMemoryError("native memory of the parameter storage: " + message);
    }
    return switch (status) {
      case ARGUMENT, INVALID_KEY, KEY_COLLISION -> new IllegalArgumentException(message);
      default ->
          new IllegalStateException(
              "the native parameter storage refused a call (status " + status + "): " + message);
    };
  }
}
