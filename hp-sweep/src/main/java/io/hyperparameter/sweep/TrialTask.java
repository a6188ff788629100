package io.hyperparameter.sweep;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep runs for each trial. It reads its parameters as any code does, by name; whoever
 * wants the place of the trial in the grid has that, too.
 *
 * <p>A runner on other machines serializes it: it must hold nothing but serializable objects.
 *
 * @param <R> what it gives: null, a boolean, number or text, or lists and maps of these, which is
 *     what a journal can hold
 */
@FunctionalInterface
public interface TrialTask<R extends @Nullable Object> extends Serializable {
  /**
   * {@return what came out}
   *
   * @param trial the trial, whose values the calling thread sees
   * @throws Exception if the trial fails; the sweep goes on with the others
   */
  R run(Trial trial) throws Exception;
}
