package io.hyperparameter;

import io.hyperparameter.fallback.JavaBackend;

/** Breaks rules, so that a test can see them fail: the API names a backend. */
public class PlantedInTheApi {
  /** What must not be known here. */
  public static final Class<?> BACKEND = JavaBackend.class;
}
