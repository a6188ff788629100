package io.hyperparameter.context;

/** Whether scopes are tracked: read once, so that where they are not, the JIT sees no question. */
public final class Tracking {
  /** {@code -Dhyperparameter.track=true}. */
  public static final boolean ON = isOn();

  private Tracking() {}

  /** What a security manager does not let us see is not set. */
  private static boolean isOn() {
    try {
      return Boolean.getBoolean("hyperparameter.track");
    } catch (SecurityException e) {
      return false;
    }
  }
}
