package io.hyperparameter.contract;

/** Replays cases against the public API, on whatever backend it uses. */
public final class CaseRunner {
  private static final Object ONE_AT_A_TIME = new Object();

  private CaseRunner() {}

  /**
   * Replays a case in a new thread over an empty frozen snapshot.
   *
   * @throws AssertionError if an operation has another outcome than the case states
   * @throws CaseFormatException if the case is malformed
   */
  public static void replay(ConformanceCase conformanceCase, ReadStyle style) {
    CaseState state = new CaseState(style);
    Runnable operations = () -> OpTable.runAll(conformanceCase.ops(), new Frame(state));
    try {
      synchronized (ONE_AT_A_TIME) {
        FrozenSnapshot.runWhileEmpty(() -> CaseThread.runAndWait(conformanceCase.id(), operations));
      }
    } catch (AssertionError e) {
      throw new AssertionError(conformanceCase + ", read by " + style + "\n  " + e.getMessage(), e);
    } catch (CaseFormatException e) {
      throw new CaseFormatException(conformanceCase + ": " + e.getMessage(), e);
    }
  }
}
