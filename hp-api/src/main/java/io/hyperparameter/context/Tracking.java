package io.hyperparameter.context;

import io.hyperparameter.jvm.Switch;

/** Whether scopes are tracked: read once, so that where they are not, the JIT sees no question. */
public final class Tracking {
  /** {@code -Dhyperparameter.track=true}. */
  public static final boolean ON = Switch.TRACK.isOn();

  private Tracking() {}
}
