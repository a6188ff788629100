package io.hyperparameter.spi;

import io.hyperparameter.ParamScope;

/** Breaks rules, so that a test can see them fail: the SPI knows the API above it. */
public class PlantedInTheSpi {
  /** What must not be known here. */
  public static final Class<?> API = ParamScope.class;
}
