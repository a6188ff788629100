package io.hyperparameter.processor;

import io.hyperparameter.spi.ParamValues;

/** Breaks rules, so that a test can see them fail: prints, sets a property, knows the SPI. */
public class PlantedInTheProcessor {
  /** What must not be known here. */
  public static final Class<?> SPI = ParamValues.class;

  /** Does what no library does. */
  public static void misbehave() {
    System.setProperty("hp.planted", "true");
    System.out.println("planted");
  }
}
