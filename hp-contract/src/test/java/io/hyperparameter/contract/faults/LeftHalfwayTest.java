package io.hyperparameter.contract.faults;

import io.hyperparameter.contract.BackendGate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * However leaving a level is broken off, what it held comes as a whole, and nothing that was there
 * before it; see {@link LeftHalfway} and {@link LeftScopes}. And it is left: see {@link
 * NestedScopes} and {@link RecordedScopes}, {@link LeftAround} for those that others are open in,
 * and {@link EndedTasks} for what tasks and attached snapshots leave.
 */
class LeftHalfwayTest {
  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  @Test
  void whatALevelHeldIsNotMixedWithWhatWasBefore() throws Exception {
    FaultyJvm.run(LeftHalfway.class, "-Xint", "-Xshare:auto");
  }

  @Test
  void noScopeStaysOpen() throws Exception {
    FaultyJvm.run(NestedScopes.class, "-Xint", "-Xshare:auto");
  }

  @Test
  void noScopeStaysOpenThatTheFlightRecorderWasNotToldOf() throws Exception {
    FaultyJvm.run(RecordedScopes.class, "-Xint", "-Xshare:auto");
  }

  @Test
  void noScopeStaysOpenThatIsNotTracked() throws Exception {
    FaultyJvm.run(RecordedScopes.class, "-Xint", "-Xshare:auto", "-Dhyperparameter.track=true");
  }

  @Test
  void noTaskIsCurrentThatHasEnded() throws Exception {
    FaultyJvm.run(EndedTasks.class, "-Xint", "-Xshare:auto");
  }

  @Test
  void aScopeThatLearnsLateHasWhatItsLevelHeld() throws Exception {
    FaultyJvm.run(LearntLate.class, "-Xint", "-Xshare:auto");
  }

  @Test
  void aScopeIsLeftWithThoseInIt() throws Exception {
    FaultyJvm.run(
        LeftAround.class,
        "-Xcomp",
        "-XX:CompileCommand=quiet",
        "-XX:CompileCommand=compileonly,io.hyperparameter.ScopeAccess::leave*",
        "-XX:CompileCommand=compileonly,io.hyperparameter.spi.Context::unwindTo");
  }

  @Test
  void aScopeHasWhatItsLevelHeld() throws Exception {
    FaultyJvm.run(
        LeftScopes.class,
        "-Xcomp",
        "-XX:CompileCommand=quiet",
        "-XX:CompileCommand=compileonly,io.hyperparameter.Scope*::*");
  }
}
