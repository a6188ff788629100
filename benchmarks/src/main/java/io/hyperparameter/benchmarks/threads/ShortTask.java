package io.hyperparameter.benchmarks.threads;

import io.hyperparameter.LongParam;
import io.hyperparameter.ParamScope;
import io.hyperparameter.benchmarks.Workload;

/**
 * What a short-lived thread does with parameters: it reads three of those frozen and overrides one.
 */
public final class ShortTask implements Runnable {
  private static final LongParam FIRST = Workload.SIXTEEN[3];
  private static final LongParam SECOND = Workload.SIXTEEN[7];

  /** Keeps the work alive. */
  public static volatile long sink;

  @Override
  public void run() {
    long sum = FIRST.get() + SECOND.get();
    try (ParamScope in = ParamScope.of().with(Workload.STEPS_KEY, 7L).enter()) {
      sum += Workload.STEPS_KEY.get();
    }
    if (sum < 0) {
      sink = sum;
    }
  }
}
