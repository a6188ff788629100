package io.hyperparameter.recording;

/**
 * Whether anybody may be recording, for those who would tell a recorder and are no reader of a
 * scope: without one they need no context, and so load no storage.
 */
public final class Recordings {
  private static volatile boolean begun;

  private Recordings() {}

  /** A recorder starts. */
  public static void begin() {
    begun = true;
  }

  /** {@return whether there ever was a recorder in this program} */
  public static boolean haveBegun() {
    return begun;
  }
}
