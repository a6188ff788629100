package io.hyperparameter.config;

import io.hyperparameter.spi.ParamValues;

/** Breaks rules, so that a test can see them fail: the loader knows the SPI. */
public class PlantedInTheConfiguration {
  /** What must not be known here. */
  public static final Class<?> SPI = ParamValues.class;
}
