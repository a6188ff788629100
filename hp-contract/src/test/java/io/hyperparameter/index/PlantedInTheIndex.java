package io.hyperparameter.index;

import io.hyperparameter.ParamScope;

/** Breaks rules, so that a test can see them fail: the index knows a scope. */
public class PlantedInTheIndex {
  /** What must not be known here. */
  public static final Class<?> SCOPE = ParamScope.class;
}
