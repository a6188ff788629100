package io.hyperparameter.contract.random;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Cuts a failing sequence down by dropping ever smaller runs of steps, and by taking bodies apart,
 * as long as what remains still fails.
 */
final class Shrinker {
  private final Predicate<List<Step>> fails;
  private final long deadline;

  /**
   * @param fails whether a sequence fails
   * @param patienceMillis after this time the best sequence so far is good enough
   */
  Shrinker(Predicate<List<Step>> fails, long patienceMillis) {
    this.fails = fails;
    this.deadline = System.nanoTime() + patienceMillis * 1_000_000;
  }

  /** A small part of {@code failing} that fails as well. */
  List<Step> shrink(List<Step> failing) {
    List<Step> best = failing;
    int size;
    do {
      size = weight(best);
      best = dropRuns(best);
      best = simplifyBodies(best);
    } while (weight(best) < size && inTime());
    return best;
  }

  private List<Step> dropRuns(List<Step> failing) {
    List<Step> best = failing;
    for (int run = Math.max(1, best.size() / 2); run >= 1; run /= 2) {
      for (int from = best.size() - run; from >= 0 && inTime(); from -= run) {
        List<Step> fewer = new ArrayList<>(best.subList(0, from));
        fewer.addAll(best.subList(Math.min(best.size(), from + run), best.size()));
        if (fails.test(fewer)) {
          best = fewer;
          from = Math.min(from, best.size());
        }
      }
    }
    return best;
  }

  private List<Step> simplifyBodies(List<Step> failing) {
    List<Step> best = failing;
    for (int i = 0; i < best.size() && inTime(); i++) {
      int position = i;
      List<Step> around = best;
      Step step = around.get(i);
      if (step.body().isEmpty()) {
        continue;
      }
      List<Step> flat = replaced(around, position, step.body());
      if (fails.test(flat)) {
        best = flat;
        i--;
        continue;
      }
      Predicate<List<Step>> inPlace =
          body -> fails.test(replaced(around, position, List.of(step.withBody(body))));
      long left = (deadline - System.nanoTime()) / 1_000_000;
      List<Step> body = new Shrinker(inPlace, Math.max(0, left)).shrink(step.body());
      best = replaced(around, position, List.of(step.withBody(body)));
    }
    return best;
  }

  private static List<Step> replaced(List<Step> steps, int position, List<Step> by) {
    List<Step> result = new ArrayList<>(steps.subList(0, position));
    result.addAll(by);
    result.addAll(steps.subList(position + 1, steps.size()));
    return result;
  }

  private boolean inTime() {
    return System.nanoTime() < deadline;
  }

  /** The number of steps, those in bodies included. */
  static int weight(List<Step> steps) {
    int weight = 0;
    for (Step step : steps) {
      weight += 1 + weight(step.body());
    }
    return weight;
  }
}
