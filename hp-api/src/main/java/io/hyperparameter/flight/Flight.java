package io.hyperparameter.flight;

import jdk.jfr.FlightRecorder;

/**
 * Writes events for the Flight Recorder, where there is one and a recording asks for them.
 *
 * <p>No class of an event is touched before the program has a recording: the first one makes the
 * JVM start the recorder, for a third of a second. So whoever asks, asks first whether the recorder
 * has started, which is one load and a branch for programs that have none, and then an event object
 * that is never written, so that the question allocates nothing.
 */
public final class Flight {
  private static final boolean PRESENT = isPresent();

  private Flight() {}

  /** Whether the recorder has started, for whatever events. */
  public static boolean isRecording() {
    return PRESENT && FlightRecorder.isInitialized();
  }

  /** Without it, as in an image without the module jdk.jfr, no class of an event is touched. */
  private static boolean isPresent() {
    Module recorder = ModuleLayer.boot().findModule("jdk.jfr").orElse(null);
    return recorder != null && Flight.class.getModule().canRead(recorder);
  }

  /** Whether a recording wants to know of scopes that are entered. */
  public static boolean wantsEntered() {
    return isRecording() && ScopeEntered.PROBE.isEnabled();
  }

  /** Whether a recording wants to know of scopes that are left. */
  public static boolean wantsLeft() {
    return isRecording() && ScopeLeft.PROBE.isEnabled();
  }

  /** Whether a recording wants to know of captures. */
  public static boolean wantsCaptured() {
    return isRecording() && SnapshotCaptured.PROBE.isEnabled();
  }

  /**
   * A scope was entered, by the calling thread, which has so many open ones now. That may need more
   * memory or stack than entering did; where either ends nothing is written, as the scope is open,
   * and who entered it would take an error to say that it is not.
   */
  public static void entered(int depth) {
    try {
      ScopeEntered event = new ScopeEntered();
      event.depth = depth;
      event.commit();
    } catch (StackOverflowError | OutOfMemoryError e) {
      return; // the next call that needs as much says so
    }
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
    if (isRecording()) {
      ValuesFrozen event = new ValuesFrozen();
      event.values = values;
      event.commit();
    }
  }
}
