package io.hyperparameter.secret;

import io.hyperparameter.ParamScope;

/** Breaks rules, so that a test can see them fail: secrets know a scope. */
public class PlantedInTheSecrets {
  /** What must not be known here. */
  public static final Class<?> KNOWN = ParamScope.class;
}
