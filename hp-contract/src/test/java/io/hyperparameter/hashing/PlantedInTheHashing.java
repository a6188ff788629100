package io.hyperparameter.hashing;

import io.hyperparameter.ParamScope;

/** Breaks rules, so that a test can see them fail: hashing knows a scope. */
public class PlantedInTheHashing {
  /** What must not be known here. */
  public static final Class<?> SCOPE = ParamScope.class;
}
