package io.hyperparameter.sweep;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the same task once for each point of a {@link Grid}, each in a scope of its own.
 *
 * <pre>{@code
 * SweepResults<Double> results =
 *     Sweep.local(4)
 *         .over(Grid.of("train.lr", 0.1, 0.03, 0.01).and("train.batch", 16, 64))
 *         .journal(Path.of("sweep.jsonl"))
 *         .run(trial -> train().accuracy());
 * results.best(accuracy -> accuracy);
 * }</pre>
 *
 * <p>A trial sees what the thread sees that calls {@link #run}, and over it the values of its
 * point; what it writes ends with it. A trial that fails is a result, too, and the others go on.
 *
 * <p>With a {@link #journal} a sweep that was ended goes on where it was: trials that succeeded are
 * not run again, those that failed are.
 *
 * <p>Immutable and safe on any thread; each method gives another sweep.
 */
public final class Sweep {
  private final SweepRunner runner;
  private final @Nullable Grid grid;
  private final @Nullable Path journal;
  private final Consumer<TrialResult<?>> listener;

  private Sweep(
      SweepRunner runner,
      @Nullable Grid grid,
      @Nullable Path journal,
      Consumer<TrialResult<?>> listener) {
    this.runner = runner;
    this.grid = grid;
    this.journal = journal;
    this.listener = listener;
  }

  /**
   * {@return a sweep on threads of this JVM}
   *
   * @param threads how many trials run at a time, from 1
   */
  public static Sweep local(int threads) {
    return on(SweepRunner.threads(threads));
  }

  /**
   * {@return a sweep on a runner, such as {@code HpSpark.runner(spark)}}
   *
   * @param runner where trials run
   */
  public static Sweep on(SweepRunner runner) {
    return new Sweep(runner, null, null, result -> {});
  }

  /**
   * {@return this sweep with the points to try}
   *
   * @param points the grid
   */
  public Sweep over(Grid points) {
    return new Sweep(runner, points, journal, listener);
  }

  /**
   * {@return this sweep with a journal: a file with a line of JSON for each result, on the disk
   * before the next one is taken}
   *
   * @param file the file, made if it is not there; if it is, the sweep resumes from it
   */
  public Sweep journal(Path file) {
    return new Sweep(runner, grid, file, listener);
  }

  /**
   * {@return this sweep with somebody who is told of each result as it comes}
   *
   * @param told called by one thread at a time; what it throws ends the sweep
   */
  public Sweep onResult(Consumer<TrialResult<?>> told) {
    return new Sweep(runner, grid, journal, told);
  }

  /**
   * Runs all trials and waits for them.
   *
   * @param <R> what trials give; with a journal the type must stay as it was
   * @param task what to do for each
   * @return the results in the order of the grid, those of a journal included
   * @throws IllegalStateException if there is no grid
   * @throws IllegalArgumentException if the journal is of a sweep with other parameters around it,
   *     or is no journal
   * @throws UncheckedIOException if the journal cannot be read or written, or another sweep has it
   * @throws InterruptedException if the thread is interrupted
   */
  public <R extends @Nullable Object> SweepResults<R> run(TrialTask<R> task)
      throws InterruptedException {
    if (grid == null) {
      throw new IllegalStateException("a sweep over nothing; say over(Grid.of(...)) first");
    }
    ParamSnapshot base = ParamScope.capture();
    List<Trial> trials = grid.trials();
    Map<Integer, TrialResult<R>> results = new TreeMap<>();
    SweepRunner.TrialRun<R> run = new SweepRunner.TrialRun<>(base, task);
    if (journal == null) {
      runner.run(run, trials, result -> take(result, results));
    } else {
      try (Journal written = Journal.open(journal, base)) {
        written.<R>succeeded(trials).forEach(result -> results.put(result.trial().index(), result));
        List<Trial> left = new ArrayList<>(trials);
        left.removeIf(trial -> results.containsKey(trial.index()));
        if (!left.isEmpty()) {
          runner.run(
              run,
              left,
              result -> {
                written.append(result);
                take(result, results);
              });
        }
      } catch (IOException e) {
        // the message of some is the path alone
        String why = e instanceof FileSystemException ? e.toString() : e.getMessage();
        throw new UncheckedIOException("the journal " + journal + ": " + why, e);
      }
    }
    if (results.size() != trials.size()) {
      throw new IllegalStateException(
          "the runner gave " + results.size() + " results of " + trials.size() + " trials");
    }
    return new SweepResults<>(List.copyOf(results.values()));
  }

  private <R extends @Nullable Object> void take(
      TrialResult<R> result, Map<Integer, TrialResult<R>> results) {
    results.put(result.trial().index(), result);
    listener.accept(result);
  }
}
