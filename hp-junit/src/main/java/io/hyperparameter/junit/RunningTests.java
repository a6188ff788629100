package io.hyperparameter.junit;

import io.hyperparameter.spi.FreezeGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The tests that run now, in the order in which they began; asked before values are frozen, and
 * refuses where a test must not.
 */
final class RunningTests {
  private static final List<TestContext> RUNNING = new CopyOnWriteArrayList<>();

  private RunningTests() {}

  static void add(TestContext test) {
    FreezeGuard.set(RunningTests::refuseToFreeze);
    RUNNING.add(test);
  }

  static void remove(TestContext test) {
    RUNNING.remove(test);
  }

  private static void refuseToFreeze() {
    List<TestContext> suspects = new ArrayList<>(RUNNING);
    if (suspects.stream().anyMatch(TestContext::mayFreeze)) {
      return; // it runs alone, but for what contains it
    }
    for (TestContext test : List.copyOf(suspects)) {
      suspects.remove(test.around()); // a class is there for its tests
    }
    // Backwards: a thread that waits in a test may run another one meanwhile.
    for (int i = suspects.size() - 1; i >= 0; i--) {
      if (suspects.get(i).isHere()) {
        suspects = List.of(suspects.get(i));
        break;
      }
    }
    if (!suspects.isEmpty()) {
      throw blame(suspects);
    }
  }

  /** On a thread of no test it may be any that runs: all of them are told. */
  private static AssertionError blame(List<TestContext> suspects) {
    Thread thread = Thread.currentThread();
    AssertionError frozen =
        new AssertionError(
            "ParamScope.frozen() was called on thread "
                + (thread.getName().isEmpty()
                    ? "#" + thread.getId() // as virtual ones are
                    : "\"" + thread.getName() + "\"")
                + " during "
                + String.join(", or ", suspects.stream().map(TestContext::name).toList())
                + ": threads of other tests would start with what it freezes, so nothing was"
                + " frozen; annotate the test with @FreezesParams to have it run alone");
    suspects.forEach(test -> test.froze(frozen));
    return frozen;
  }
}
