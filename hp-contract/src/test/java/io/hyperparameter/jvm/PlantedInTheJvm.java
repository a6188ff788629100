package io.hyperparameter.jvm;

import io.hyperparameter.spi.Kind;

/** Breaks rules, so that a test can see them fail: what both build on knows what is built on it. */
public class PlantedInTheJvm {
  /** What must not be known here. */
  public static final Class<?> SPI = Kind.class;

  /** What may be missing. */
  public static final Class<?> RECORDER = jdk.jfr.Event.class;
}
