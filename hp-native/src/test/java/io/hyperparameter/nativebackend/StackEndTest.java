package io.hyperparameter.nativebackend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.hyperparameter.ParamScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The stack ends at every depth inside enter, put and read; once the outer scope is left,
 * everything is as before, and what is an object is still that object.
 */
@Timeout(300)
class StackEndTest extends NativeTest {
  private static final int ROUNDS = 400;
  private static final long STACK = 256 * 1024;

  /** Runs {@code step} with a little more of the stack each time it is called. */
  private static void deep(int depth, Runnable step) {
    if (depth == 0) {
      step.run();
    } else {
      deep(depth - 1, step);
    }
  }

  /** Looked for near the last one: an end of the stack costs as much as all else here. */
  private static int deepest(int last) {
    int step = 1;
    int low = Math.max(0, last);
    while (low > 0 && !fits(low)) {
      low = Math.max(0, low - step);
      step *= 2;
    }
    step = 1;
    while (fits(low + step)) {
      low += step;
      step *= 2;
    }
    for (; step > 0; step /= 2) {
      if (fits(low + step)) {
        low += step;
      }
    }
    return low;
  }

  private static boolean fits(int depth) {
    try {
      deep(depth, () -> {});
      return true;
    } catch (StackOverflowError e) {
      return false;
    }
  }

  @Test
  void everythingIsAsBeforeOnceTheOuterScopeIsLeft() throws Exception {
    List<String> wrong = new ArrayList<>();
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              overflow(wrong);
              return null;
            });
    Thread thread = new Thread(null, task, "small stack", STACK);
    thread.start();
    task.get();
    assertEquals(List.of(), wrong);
  }

  private static void overflow(List<String> wrong) {
    ParamScope now = ParamScope.current();
    Object object = new Object[1];
    now.put("base", 1);
    now.put("text", "outside");
    now.put("object", object);
    Map<String, Object> before = new TreeMap<>(now.toMap());
    int overflows = 0;
    int deepest = 0;
    for (int round = 0; round < ROUNDS; round++) {
      int number = round;
      deepest = deepest(deepest); // anew, for compiled frames are smaller
      ParamScope outer = ParamScope.of("outer", round).enter();
      try {
        deep(deepest - round % 200, () -> step(number, object));
      } catch (StackOverflowError e) {
        overflows++;
      }
      try {
        outer.close();
      } catch (RuntimeException e) {
        // an inner scope was left open by the overflow: it is closed now
        assertNull(e.getCause());
      }
      if (TestKernel.depth() != 0) {
        wrong.add("round " + round + ": depth " + TestKernel.depth());
        return;
      }
      Map<String, Object> after = new TreeMap<>(now.toMap());
      if (!after.equals(before)) {
        wrong.add("round " + round + ": " + after);
        return;
      }
    }
    if (overflows == 0) {
      wrong.add("no stack ended");
    }
  }

  private static void step(int number, Object object) {
    try (var inner =
        ParamScope.of("base", number).with("text", "of " + number).with("o", object).enter()) {
      inner.put("text", "another text of " + number);
      inner.put("new." + number % 7, List.of(number));
      inner.put("object", new int[1]);
      inner.getString("text", "");
    }
  }
}
