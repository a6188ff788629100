package io.hyperparameter.contract;

import io.hyperparameter.carried.hashing.LongHashFunction;
import io.hyperparameter.fallback.JavaBackend;

/** Breaks rules, so that a test can see them fail: the suite knows a backend, and hashes itself. */
public class PlantedInTheContract {
  /** What must not be known here. */
  public static final Class<?> BACKEND = JavaBackend.class;

  /** What only one class may know. */
  public static final Class<?> HASHING = LongHashFunction.class;
}
