package io.hyperparameter.benchmarks.training;

import java.lang.invoke.MethodHandles;

/** Gives other packages access to this one's classes for copying. */
public final class Trainings {
  private Trainings() {}

  /** A lookup with the rights of this package. */
  public static MethodHandles.Lookup lookup() {
    return MethodHandles.lookup();
  }
}
