package io.hyperparameter.contract.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.ScopeStateException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random steps of one seed, in a context of its own, each of which may find that memory or stack
 * ends inside it. A stack of maps says what must be visible: what was before the step or what is
 * after it.
 */
final class FaultyStory {
  private static final int STEPS = 300;
  private static final int MOST_OPEN = 12;
  private static final int FEW_KEYS = 20;
  private static final int MANY_KEYS = 400;

  /** After a step without a fault, everything is compared once in so many; else a few keys are. */
  private static final int RARELY = 10;

  private static final int SAMPLES = 3;
  private static final ParamSnapshot NOTHING = Setting.NOTHING;

  private final long seed;
  private final Random random;
  private final Way way;
  private final int keys;
  private final Deque<ParamScope> open = new ArrayDeque<>();

  /** What is visible: outside scopes at the bottom, now at the top. */
  private final Deque<Map<String, Object>> visible = new ArrayDeque<>();

  private String where = "";

  /** How an operation is called. */
  interface Way {
    /** True: the operation has returned. False: memory or stack ended, in it or before it. */
    boolean succeeds(Random random, Runnable operation);
  }

  private FaultyStory(long seed, Way way) {
    this.seed = seed;
    this.random = new Random(seed);
    this.way = way;
    this.keys = random.nextInt(3) == 0 ? MANY_KEYS : FEW_KEYS;
    visible.push(new HashMap<>());
  }

  /** Tells the stories of these seeds; the number of steps. */
  static long tell(long first, long count, Way way) {
    for (long seed = first; seed < first + count; seed++) {
      FaultyStory story = new FaultyStory(seed, way);
      NOTHING.run(story::run);
    }
    return count * STEPS;
  }

  private void run() {
    for (int i = 0; i < STEPS; i++) {
      where = "seed " + seed + ", step " + i;
      step();
    }
    while (!open.isEmpty()) {
      where = "seed " + seed + ", the end";
      open.pop().close();
      visible.pop();
      assertEquals(visible.peek(), now(), where);
    }
  }

  private void step() {
    String key = key();
    switch (random.nextInt(13)) {
      case 0, 1, 2 -> {
        Object value = value();
        Map<String, Object> after = copy();
        after.put(key, value);
        write(" put", key, after, () -> ParamScope.current().put(key, value));
      }
      case 3 -> {
        Map<String, Object> after = copy();
        after.remove(key);
        write(" remove", key, after, () -> ParamScope.current().remove(key));
      }
      case 4, 5 -> {
        Map<String, Object> values = values(50);
        Map<String, Object> after = copy();
        after.putAll(values);
        write(" putAll", key, after, () -> ParamScope.current().putAll(values));
      }
      case 6 -> {
        if (random.nextInt(4) == 0) {
          write(" clear", key, new HashMap<>(), () -> ParamScope.current().clear());
        }
      }
      case 7, 8 -> enter();
      case 9, 10 -> close();
      case 11 -> read(key);
      default -> unchanged(" a task", FaultyStory::task);
    }
  }

  private Map<String, Object> copy() {
    return new HashMap<>(visible.element());
  }

  private void write(String what, String key, Map<String, Object> after, Runnable operation) {
    Map<String, Object> before = visible.element();
    boolean done = way.succeeds(random, operation);
    if (done && random.nextInt(RARELY) > 0) {
      visible.pop();
      visible.push(after);
      assertShows(key, what);
      assertShowsSome(what);
      return;
    }
    Map<String, Object> now = now();
    if (now.equals(after)) {
      visible.pop();
      visible.push(after);
    } else {
      assertTrue(!done && now.equals(before), () -> where + what + ": " + now + " was " + before);
    }
  }

  private void unchanged(String what, Runnable operation) {
    compare(way.succeeds(random, operation), what);
  }

  /** Compares everything after a fault, and rarely without one; else some of it. */
  private void compare(boolean done, String what) {
    if (done && random.nextInt(RARELY) > 0) {
      assertShowsSome(what);
    } else {
      assertEquals(visible.element(), now(), () -> where + what);
    }
  }

  private void assertShowsSome(String what) {
    for (int i = 0; i < SAMPLES; i++) {
      assertShows(key(), what);
    }
  }

  private void assertShows(String key, String what) {
    Object expected = visible.element().get(key);
    Object found = ParamScope.current().find(key).orElse(null);
    assertEquals(expected, found, () -> where + what + ": " + key);
  }

  private void enter() {
    if (open.size() == MOST_OPEN) {
      return;
    }
    Map<String, Object> values = values(10);
    boolean isolating = random.nextInt(5) == 0;
    ParamScope scope = isolating ? ParamScope.empty() : ParamScope.of();
    scope.putAll(values);
    Map<String, Object> after = isolating ? new HashMap<>() : new HashMap<>(visible.element());
    after.putAll(values);
    if (way.succeeds(random, scope::enter)) {
      open.push(scope);
      visible.push(after);
      compare(true, " enter");
      return;
    }
    isClosed(scope, after); // if it is open
    assertEquals(visible.element(), now(), () -> where + " a failed enter, and close");
  }

  private void close() {
    if (open.isEmpty()) {
      return;
    }
    ParamScope scope = open.pop();
    Map<String, Object> inside = visible.pop();
    boolean done = way.succeeds(random, scope::close);
    if (!done) {
      isClosed(scope, inside);
    }
    compare(done, " close");
  }

  /** Closes the scope of an operation that failed, if it is open; only then it may be seen. */
  private void isClosed(ParamScope scope, Map<String, Object> inside) {
    Map<String, Object> before = now();
    try {
      scope.close();
    } catch (ScopeStateException e) {
      return;
    }
    assertEquals(inside, before, () -> where + ": the scope was open");
  }

  private void read(String key) {
    Object expected = visible.element().get(key);
    Object[] found = {expected};
    unchanged(" read", () -> found[0] = ParamScope.current().find(key).orElse(null));
    assertEquals(expected, found[0], () -> where + " read of " + key);
  }

  private static void task() {
    ParamScope.capture()
        .run(
            () -> {
              ParamScope.current().put("of the task", 1);
              ParamScope.of("of the task", "text").enter();
            });
  }

  private static Map<String, Object> now() {
    return ParamScope.current().toMap();
  }

  private String key() {
    return "key." + random.nextInt(keys);
  }

  private Map<String, Object> values(int most) {
    Map<String, Object> values = new HashMap<>();
    for (int i = random.nextInt(most); i > 0; i--) {
      values.put(key(), value());
    }
    return values;
  }

  private Object value() {
    return switch (random.nextInt(5)) {
      case 0 -> (long) random.nextInt();
      case 1 -> random.nextDouble();
      case 2 -> random.nextBoolean();
      case 3 -> "text " + "\u00e9".repeat(random.nextInt(60)) + random.nextInt(100);
      default -> new ArrayList<>(List.of(random.nextInt()));
    };
  }
}
