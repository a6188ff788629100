package io.hyperparameter.portable;

import io.hyperparameter.ParamSnapshot;

/** Breaks rules, so that a test can see them fail: a form knows the snapshot. */
public class PlantedInThePortableForms {
  /** What must not be known here. */
  public static final Class<?> KNOWN = ParamSnapshot.class;
}
