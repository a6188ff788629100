package io.hyperparameter.fallback;

import io.hyperparameter.nativebackend.PlantedInTheNativeBackend;
import org.bytedeco.javacpp.Pointer;

/** Breaks rules, so that a test can see them fail: the Java backend knows JavaCPP. */
public class PlantedInTheJavaBackend {
  /** What must not be known here. */
  public static final Class<?> JAVACPP = Pointer.class;

  /** One half of a cycle. */
  public static final Class<?> OTHER = PlantedInTheNativeBackend.class;
}
