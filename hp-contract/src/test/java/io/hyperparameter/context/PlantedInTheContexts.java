package io.hyperparameter.context;

import io.hyperparameter.tracking.Findings;

/** Breaks rules, so that a test can see them fail: contexts know who tracks them. */
public class PlantedInTheContexts {
  /** What must not be known here. */
  public static final Class<?> KNOWN = Findings.class;
}
