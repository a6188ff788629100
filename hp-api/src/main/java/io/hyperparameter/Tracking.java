package io.hyperparameter;

/** Whether scopes are tracked: read once, so that where they are not, the JIT sees no question. */
final class Tracking {
  /** {@code -Dhyperparameter.track=true}. */
  static final boolean ON = Boolean.getBoolean("hyperparameter.track");

  private Tracking() {}
}
