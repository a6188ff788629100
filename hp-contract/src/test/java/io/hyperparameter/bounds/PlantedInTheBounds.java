package io.hyperparameter.bounds;

import io.hyperparameter.ParamScope;

/** Breaks rules, so that a test can see them fail: bounds know a scope. */
public class PlantedInTheBounds {
  /** What must not be known here. */
  public static final Class<?> KNOWN = ParamScope.class;
}
