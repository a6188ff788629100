package io.hyperparameter.nativebackend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.ScopeStateException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Java and C++ write at random into one scope, on several threads at once; both must read what a
 * plain stack of maps says, also where the stack ends inside what Java does. {@code
 * -Dhp.minutes=5}: for so long instead of a moment; {@code -Dhp.random.operations=N}: so many
 * steps.
 */
class RandomStoryTest extends NativeTest {
  private static final int MINUTES = Integer.getInteger("hp.minutes", 0);
  private static final long OPERATIONS = Long.getLong("hp.random.operations", 0);
  private static final int STORIES = 40;
  private static final int STEPS = 1_500;
  private static final int KEYS = 60;
  private static final int THREADS = 3;
  private static final int KINDS = 3;
  private static final int DEPTHS = 120;
  private static final long SMALL_STACK = 160_000;

  @Test
  void onPlatformThreads() throws Exception {
    tell(stories -> new Thread(stories).start(), false);
  }

  @Test
  void onVirtualThreads() throws Exception {
    tell(NativeTest::startVirtual, false);
  }

  @Test
  void whereStacksEnd() throws Exception {
    tell(stories -> new Thread(null, stories, "a small stack", SMALL_STACK).start(), true);
  }

  /** Starts a thread. */
  private interface Start {
    void start(Runnable stories) throws ReflectiveOperationException;
  }

  private static void tell(Start start, boolean stackEnds) throws Exception {
    long end = System.nanoTime() + MINUTES * 60_000_000_000L / KINDS;
    ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    int seed = 0;
    do {
      CountDownLatch done = new CountDownLatch(THREADS);
      for (int i = 0; i < THREADS; i++) {
        int first = seed;
        Runnable stories =
            () -> {
              try {
                for (int story = first; story < first + STORIES / THREADS; story++) {
                  new Story(story, stackEnds).run();
                }
              } catch (Throwable e) {
                failures.add(e);
              } finally {
                done.countDown();
              }
            };
        start.start(stories);
        seed += STORIES / THREADS;
      }
      done.await();
    } while (failures.isEmpty()
        && (System.nanoTime() < end || (long) seed * STEPS * KINDS < OPERATIONS));
    if (!failures.isEmpty()) {
      throw new AssertionError(failures.size() + " stories went wrong", failures.peek());
    }
  }

  /** What one seed tells, in a context of its own. */
  private static final class Story {
    private final int seed;
    private final Random random;
    private final Deque<ParamScope> open = new ArrayDeque<>();
    private final Deque<Map<String, Object>> model = new ArrayDeque<>();
    private String where = "";

    private final boolean stackEnds;
    private int deepest;
    private int calls;
    private int inVain;

    Story(int seed, boolean stackEnds) {
      this.seed = seed;
      this.stackEnds = stackEnds;
      this.random = new Random(seed);
      model.push(new HashMap<>());
    }

    void run() throws Exception {
      ParamSnapshot nothing = ParamScope.empty().call(ParamScope::capture);
      nothing.run(
          () -> {
            for (int step = 0; step < STEPS; step++) {
              where = "seed " + seed + " step " + step;
              step();
              check("key." + random.nextInt(KEYS));
              if (random.nextInt(50) == 0) {
                assertEquals(model.peek(), ParamScope.current().toMap(), where);
                Thread.yield();
              }
            }
            while (!open.isEmpty()) {
              close();
              assertEquals(model.peek(), ParamScope.current().toMap(), where);
            }
          });
    }

    private void step() {
      String key = "key." + random.nextInt(KEYS);
      switch (random.nextInt(10)) {
        case 0, 1 -> putByJava(key);
        case 2, 3 -> putByCpp(key);
        case 4 -> {
          Map<String, Object> after = new HashMap<>(model.peek());
          after.remove(key);
          write(after, () -> ParamScope.current().remove(key));
        }
        case 5 -> {
          TestKernel.removeKey(key);
          model.peek().remove(key);
        }
        case 6, 7 -> open();
        case 8 -> close();
        default -> inAScopeOfCpp(key);
      }
    }

    private Object value() {
      return switch (random.nextInt(4)) {
        case 0 -> (long) random.nextInt();
        case 1 -> random.nextInt(1000) / 4.0;
        case 2 -> random.nextBoolean();
        default -> "text \u00e9\ud83d\udd27 ".repeat(random.nextInt(4)) + random.nextInt(100);
      };
    }

    private void putByJava(String key) {
      Map<String, Object> values = new HashMap<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        values.put("key." + random.nextInt(KEYS), value());
      }
      Object value = value();
      Map<String, Object> after = new HashMap<>(model.peek());
      if (values.isEmpty()) {
        after.put(key, value);
        write(after, () -> ParamScope.current().put(key, value));
      } else {
        after.putAll(values);
        write(after, () -> ParamScope.current().putAll(values));
      }
    }

    /** The operation happens, or where it says that the stack ended, perhaps not. */
    private void write(Map<String, Object> after, Runnable operation) {
      if (succeeds(operation) || ParamScope.current().toMap().equals(after)) {
        model.pop();
        model.push(after);
      } else {
        assertEquals(model.peek(), ParamScope.current().toMap(), where);
      }
    }

    /** False where the stack ended inside it. */
    private boolean succeeds(Runnable operation) {
      if (!stackEnds || random.nextInt(4) != 0) {
        operation.run();
        return true;
      }
      if (calls++ % 512 == 0 || ++inVain == 24) { // compiled meanwhile, calls need less
        deepest = deepest();
        inVain = 0;
      }
      try {
        down(Math.max(0, deepest - random.nextInt(DEPTHS)), operation);
        return true;
      } catch (StackOverflowError e) {
        inVain = 0;
        return false;
      }
    }

    private static int deepest() {
      int good = 0;
      int bad = 1 << 17;
      while (bad - good > 1) {
        int depth = (good + bad) >>> 1;
        try {
          down(depth, () -> {});
          good = depth;
        } catch (StackOverflowError e) {
          bad = depth;
        }
      }
      return good;
    }

    private static void down(int more, Runnable task) {
      if (more > 0) {
        down(more - 1, task);
      } else {
        task.run();
      }
    }

    private void putByCpp(String key) {
      Object value = value();
      int status;
      if (value instanceof Long number) {
        status = TestKernel.putLong(key, number);
      } else if (value instanceof Double number) {
        status = TestKernel.putDouble(key, number);
      } else if (value instanceof Boolean truth) {
        status = TestKernel.putBoolean(key, truth);
      } else {
        status = TestKernel.putText(key, (String) value);
      }
      assertEquals(0, status, where);
      model.peek().put(key, value);
    }

    private void open() {
      if (open.size() == 10) {
        return;
      }
      Map<String, Object> values = new HashMap<>();
      for (int i = random.nextInt(5); i > 0; i--) {
        values.put("key." + random.nextInt(KEYS), value());
      }
      boolean isolating = random.nextInt(6) == 0;
      ParamScope scope = isolating ? ParamScope.empty() : ParamScope.of();
      for (Map.Entry<String, Object> entry : values.entrySet()) {
        scope = scope.with(entry.getKey(), entry.getValue());
      }
      if (!succeeds(scope::enter)) {
        closeAgain(scope); // if it is open
        assertEquals(model.peek(), ParamScope.current().toMap(), where);
        return;
      }
      open.push(scope);
      Map<String, Object> visible = isolating ? new HashMap<>() : new HashMap<>(model.peek());
      visible.putAll(values);
      model.push(visible);
    }

    private void close() {
      if (!open.isEmpty()) {
        ParamScope scope = open.pop();
        model.pop();
        if (!succeeds(scope::close)) {
          closeAgain(scope);
        }
      }
    }

    private static void closeAgain(ParamScope scope) {
      try {
        scope.close();
      } catch (ScopeStateException e) {
        return; // it is closed
      }
    }

    private void inAScopeOfCpp(String key) {
      long value = random.nextInt();
      assertEquals(value, TestKernel.readInScope(key, value), where);
    }

    /** One key, by both, as what it is. */
    private void check(String key) {
      @Nullable Object expected = model.peek().get(key);
      ParamScope current = ParamScope.current();
      assertEquals(expected != null, current.contains(key), where);
      if (expected == null) {
        assertEquals(-7, TestKernel.readLong(key, -7), where);
        assertEquals(-7, current.getLong(key, -7), where);
      } else if (expected instanceof Long number) {
        assertEquals(number, TestKernel.readLong(key, -7), where);
        assertEquals(number, current.getLong(key, -7), where);
      } else if (expected instanceof Double number) {
        assertEquals(number, TestKernel.readDouble(key, -7), where);
        assertEquals(number, current.getDouble(key, -7), where);
      } else if (expected instanceof Boolean truth) {
        assertEquals(truth, TestKernel.readBoolean(key, !truth), where);
        assertEquals(truth, current.getBoolean(key, !truth), where);
      } else {
        assertEquals(expected, TestKernel.readText(key, "-"), where);
        assertEquals(expected, current.getString(key, "-"), where);
      }
    }
  }
}
