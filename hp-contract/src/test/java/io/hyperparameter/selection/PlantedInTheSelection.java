package io.hyperparameter.selection;

import io.hyperparameter.ParamScope;

/** Breaks rules, so that a test can see them fail: the choice of a storage knows a scope. */
public class PlantedInTheSelection {
  /** What must not be known here. */
  public static final Class<?> KNOWN = ParamScope.class;
}
