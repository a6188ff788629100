package io.hyperparameter.text;

import io.hyperparameter.ParamScope;

/** Breaks rules, so that a test can see them fail: texts know a scope. */
public class PlantedInTheText {
  /** What must not be known here. */
  public static final Class<?> SCOPE = ParamScope.class;
}
