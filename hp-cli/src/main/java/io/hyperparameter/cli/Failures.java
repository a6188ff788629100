package io.hyperparameter.cli;

import io.hyperparameter.ParamException;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/** What a program threw, and what it means. Stateless. */
final class Failures {
  private static final int MOST_CAUSES = 100;

  private Failures() {}

  /**
   * The wrong or missing parameter that a failure is about: itself, or what it carries from another
   * thread. Whatever says something of its own is about that.
   *
   * @return null if it is about something else
   */
  static @Nullable ParamException wrongParameter(Throwable failure) {
    Throwable inner = failure;
    for (int i = 0; inner != null && i < MOST_CAUSES; i++) { // causes may go in a circle
      if (inner instanceof ParamException wrong) {
        return wrong;
      }
      if (!isWrapper(inner)) {
        return null;
      }
      inner = inner.getCause();
    }
    return null;
  }

  /**
   * Whether it is there for its cause alone, and has no message of its own: ExecutionException,
   * CompletionException and their like, also of newer JDKs, that of a class that could not be
   * loaded, that of a reflective call, and RuntimeException.
   */
  private static boolean isWrapper(Throwable failure) {
    Throwable cause = failure.getCause();
    String message = failure.getMessage();
    boolean wraps =
        failure.getClass().getName().startsWith("java.util.concurrent.")
            || failure instanceof ExceptionInInitializerError
            || failure instanceof InvocationTargetException
            || failure.getClass() == RuntimeException.class;
    return wraps && cause != null && (message == null || message.equals(cause.toString()));
  }
}
