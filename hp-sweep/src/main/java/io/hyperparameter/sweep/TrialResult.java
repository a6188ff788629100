package io.hyperparameter.sweep;

import java.io.Serializable;
import java.time.Duration;
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

  /** {@return whether it gave a value} */
  public boolean succeeded() {
    return error == null;
  }
}
