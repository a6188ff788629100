package io.hyperparameter.sweep;

import java.io.Serializable;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How one trial ended.
 *
 * @param <R> what trials give
 * @param trial the trial
 * @param value what it gave; null if it failed
 * @param error why it failed: the exception and its stack trace, as they are printed; null if it
 *     did not
 * @param took how long it ran
 */
@SuppressWarnings("serial") // values are portable
public record TrialResult<R extends @Nullable Object>(
    Trial trial, @Nullable R value, @Nullable String error, Duration took) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Where a printed stack begins. */
  private static final Pattern STACK = Pattern.compile("\\R\\s+at ");

  /** {@return whether it gave a value} */
  public boolean succeeded() {
    return error == null;
  }

  /** What was thrown and its message, without the stack trace; empty if nothing was. */
  String headline() {
    return error == null ? "" : STACK.split(error, 2)[0].strip();
  }

  /** {@return the trial and what it gave, or why it failed, without the stack trace} */
  @Override
  public String toString() {
    return trial
        + ": "
        + (succeeded() ? value : "failed with " + headline())
        + " ("
        + took.toMillis()
        + " ms)";
  }
}
