package io.hyperparameter.annotation;

import io.hyperparameter.ParamScope;

/** Breaks rules, so that a test can see them fail: an annotation knows a scope. */
public class PlantedInTheAnnotations {
  /** What must not be known here. */
  public static final Class<?> SCOPE = ParamScope.class;
}
