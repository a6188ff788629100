package io.hyperparameter.sweep;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What came out of a sweep, in the order of its grid. Immutable.
 *
 * @param <R> what trials give
 * @param results one for each trial
 */
public record SweepResults<R extends @Nullable Object>(List<TrialResult<R>> results)
    implements Iterable<TrialResult<R>> {
  @Override
  public Iterator<TrialResult<R>> iterator() {
    return results.iterator();
  }

  /** {@return those that gave a value} */
  public List<TrialResult<R>> succeeded() {
    return results.stream().filter(TrialResult::succeeded).toList();
  }

  /** {@return those that did not} */
  public List<TrialResult<R>> failed() {
    return results.stream().filter(result -> !result.succeeded()).toList();
  }

  /**
   * {@return the result with the highest score; the first of several}
   *
   * @param score the score of a value; negate what should be low. NaN is never the best
   * @throws NoSuchElementException if no trial succeeded
   */
  public TrialResult<R> best(ToDoubleFunction<? super R> score) {
    Comparator<TrialResult<R>> byScore =
        Comparator.comparingDouble(
            result -> {
              double value = scoreOf(score, result);
              return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
            });
    return succeeded().stream()
        .reduce((a, b) -> byScore.compare(a, b) >= 0 ? a : b)
        .orElseThrow(
            () ->
                new NoSuchElementException(
                    "no trial succeeded; the first failed with "
                        + results.get(0).headline()
                        + "; failed() has them all"));
  }

  @SuppressWarnings("NullAway") // a value that succeeded is an R, null or not
  private static <R extends @Nullable Object> double scoreOf(
      ToDoubleFunction<? super R> score, TrialResult<R> result) {
    return score.applyAsDouble(result.value());
  }

  /** {@return the results, one below the other; empty if the grid was} */
  @Override
  public String toString() {
    return results.stream().map(TrialResult::toString).collect(Collectors.joining("\n"));
  }
}
