package io.hyperparameter.nativebackend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
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
 * plain stack of maps says. {@code -Dhp.minutes=5}: for so long instead of a moment.
 */
class RandomStoryTest extends NativeTest {
  private static final int MINUTES = Integer.getInteger("hp.minutes", 0);
  private static final int STORIES = 40;
  private static final int STEPS = 1_500;
  private static final int KEYS = 60;
  private static final int THREADS = 3;

  @Test
  void onPlatformThreads() throws Exception {
    tell(false);
  }

  @Test
  void onVirtualThreads() throws Exception {
    tell(true);
  }

  private static void tell(boolean virtual) throws Exception {
    long end = System.nanoTime() + MINUTES * 60_000_000_000L / 2;
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
                  new Story(story).run();
                }
              } catch (Throwable e) {
                failures.add(e);
              } finally {
                done.countDown();
              }
            };
        if (virtual) {
          startVirtual(stories);
        } else {
          new Thread(stories).start();
        }
        seed += STORIES / THREADS;
      }
      done.await();
    } while (failures.isEmpty() && System.nanoTime() < end);
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

    Story(int seed) {
      this.seed = seed;
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
          ParamScope.current().remove(key);
          model.peek().remove(key);
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
      Object value = value();
      ParamScope.current().put(key, value);
      model.peek().put(key, value);
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
      open.push(scope.enter());
      Map<String, Object> visible = isolating ? new HashMap<>() : new HashMap<>(model.peek());
      visible.putAll(values);
      model.push(visible);
    }

    private void close() {
      if (!open.isEmpty()) {
        open.pop().close();
        model.pop();
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
