package io.hyperparameter.flight;

/**
 * Writes events for the Flight Recorder, where there is one and a recording asks for them.
 *
 * <p>Whether anybody does is asked of an event object that is never written, so the question
 * allocates nothing. While no recording was ever started its answer is a method that gives false,
 * which the JIT drops with all that hangs on it; after that it is one load.
 */
public final class Flight {
  private static final boolean PRESENT = isPresent();

  private Flight() {}

  /** Without it, as in an image without the module jdk.jfr, no class of an event is touched. */
  private static boolean isPresent() {
    Module recorder = ModuleLayer.boot().findModule("jdk.jfr").orElse(null);
    return recorder != null && Flight.class.getModule().canRead(recorder);
  }

  /** Whether a recording wants to know of scopes that are entered. */
  public static boolean wantsEntered() {
    return PRESENT && ScopeEntered.PROBE.isEnabled();
  }

  /** Whether a recording wants to know of scopes that are left. */
  public static boolean wantsLeft() {
    return PRESENT && ScopeLeft.PROBE.isEnabled();
  }

  /** Whether a recording wants to know of captures. */
  public static boolean wantsCaptured() {
    return PRESENT && SnapshotCaptured.PROBE.isEnabled();
  }

  /** A scope was entered, by the calling thread, which has so many open ones now. */
  public static void entered(int depth) {
    ScopeEntered event = new ScopeEntered();
    event.depth = depth;
    event.commit();
  }

  /** A scope was left, by the calling thread, which still has so many open ones. */
  public static void left(int depth) {
    ScopeLeft event = new ScopeLeft();
    event.depth = depth;
    event.commit();
  }

  /** So many values were captured. */
  public static void captured(int values) {
    SnapshotCaptured event = new SnapshotCaptured();
    event.values = values;
    event.commit();
  }

  /** So many values were frozen. */
  public static void frozen(int values) {
    if (PRESENT) {
      ValuesFrozen event = new ValuesFrozen();
      event.values = values;
      event.commit();
    }
  }
}
