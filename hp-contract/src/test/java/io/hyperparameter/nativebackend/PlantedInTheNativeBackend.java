package io.hyperparameter.nativebackend;

import io.hyperparameter.fallback.PlantedInTheJavaBackend;

/** Breaks rules, so that a test can see them fail: one backend knows the other. */
public class PlantedInTheNativeBackend {
  /** The other half of a cycle. */
  public static final Class<?> OTHER = PlantedInTheJavaBackend.class;
}
