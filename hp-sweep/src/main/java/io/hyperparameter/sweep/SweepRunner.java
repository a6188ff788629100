package io.hyperparameter.sweep;

import io.hyperparameter.ParamSnapshot;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where trials run: {@link Sweep#local threads of this JVM}, or an engine; {@code hp-spark} brings
 * one for Spark. A runner calls {@link TrialRun#run} once for each trial, wherever it likes.
 */
public interface SweepRunner {
  /**
   * Runs trials and waits for all of them.
   *
   * @param <R> what trials give
   * @param run what to do for each; to be serialized if that is elsewhere
   * @param trials the trials, in the order to begin with
   * @param done told of each result as soon as it is there, never by two threads at once; what it
   *     throws ends the sweep
   * @throws InterruptedException if the calling thread is interrupted; trials are given up then
   */
  <R extends @Nullable Object> void run(
      TrialRun<R> run, List<Trial> trials, Consumer<TrialResult<R>> done)
      throws InterruptedException;

  /**
   * {@return a runner on threads of this JVM}
   *
   * @param threads how many trials run at a time, from 1
   */
  static SweepRunner threads(int threads) {
    return new LocalRunner(threads);
  }

  /**
   * What a runner does for a trial.
   *
   * @param <R> what trials give
   * @param base what the thread saw that started the sweep
   * @param task what to do for each trial
   */
  record TrialRun<R extends @Nullable Object>(ParamSnapshot base, TrialTask<R> task)
      implements java.io.Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * {@return how the trial ended, run on the calling thread in a context of its own}
     *
     * @param trial the trial
     * @throws InterruptedException if the thread is interrupted; that is no result
     */
    public TrialResult<R> run(Trial trial) throws InterruptedException {
      return TrialExecution.run(base, trial, task);
    }
  }
}
