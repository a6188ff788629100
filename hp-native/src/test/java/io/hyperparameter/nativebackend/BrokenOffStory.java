package io.hyperparameter.nativebackend;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.ScopeStateException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * Random steps of one seed with scopes of a few values, most of which are pending levels. Steps are
 * {@linkplain BreakOff broken off} at any access, and the next one follows at once or after a look;
 * a stack of maps says what must be visible.
 */
final class BrokenOffStory {
  static final int STEPS = 60;

  private static final int MOST_OPEN = 7;
  private static final int MOST_ACCESSES = 50;
  private static final int SAMPLES = 2;
  private static final long ABSENT = Long.MIN_VALUE;
  private static final String KEPT = "kept";

  /** The same Strings each time, as those of a program that is compiled. */
  private static final String[] KEYS = {"story.a", "story.b", "base.k7"};

  private final long seed;
  private final Random random;
  private final Deque<Level> open = new ArrayDeque<>();
  private final Map<String, Object> outside;
  private String where = "";
  private long last;
  private int broken;

  /** What is visible in a scope, and what it holds. */
  private record Level(ParamScope scope, Map<String, Object> visible, Map<String, Object> held) {
    void write(String key, Object value) {
      visible.put(key, value);
      held.put(key, value);
    }
  }

  private BrokenOffStory(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
    this.outside = ParamScope.current().toMap();
  }

  /** Tells it in a task over this; how often it was broken off. */
  static int tell(long seed, ParamSnapshot below) {
    return below.call(() -> new BrokenOffStory(seed).run());
  }

  private int run() {
    for (int i = 0; i < STEPS; i++) {
      where = "seed " + seed + ", step " + i;
      step();
      look();
    }
    while (!open.isEmpty()) {
      open.pop().scope.close();
    }
    requireSame(visible(), ParamScope.current().toMap());
    requireSame(0L, TestKernel.depth());
    return broken;
  }

  private void step() {
    switch (random.nextInt(16)) {
      case 0, 1, 2 -> enter(false);
      case 3, 4 -> enter(true);
      case 5, 6, 7, 8 -> close();
      case 9 -> closeAround();
      case 10, 11 -> put(false);
      case 12 -> put(true);
      case 13 -> read();
      case 14 -> breaks(() -> ParamScope.current().toMap());
      default -> callKernel();
    }
  }

  /** Nothing often, so that the next step finds what the last one has left. */
  private void look() {
    int how = random.nextInt(6);
    if (how == 0) {
      requireSame(visible(), ParamScope.current().toMap());
    } else if (how < 3) {
      for (int i = 0; i < SAMPLES; i++) {
        String key = key();
        requireSame(expected(key), found(key));
      }
    }
  }

  private void enter(boolean isOfMore) {
    if (open.size() == MOST_OPEN) {
      return;
    }
    boolean isAsOften = isOfMore && random.nextBoolean();
    String key = isAsOften ? KEYS[0] : key();
    long number = fresh();
    ParamScope scope = ParamScope.of(key, number);
    Map<String, Object> held = new HashMap<>(Map.of(key, number));
    if (isOfMore) {
      String other = isAsOften ? KEYS[1] : key();
      if (random.nextBoolean()) {
        scope = scope.with(other, KEPT);
        held.put(other, KEPT);
      } else {
        scope = scope.with(other, -number);
        held.put(other, -number);
      }
    }
    if (!breaks(scope::enter)) {
      Map<String, Object> visible = new HashMap<>(visible());
      visible.putAll(held);
      open.push(new Level(scope, visible, held));
    }
  }

  private void close() {
    if (!open.isEmpty()) {
      Level left = open.pop();
      breaks(left.scope::close);
      requireHeld(left);
    }
  }

  /** With another open in it; of one that was broken off, both are closed. */
  private void closeAround() {
    if (open.size() < 2) {
      return;
    }
    Level inner = open.pop();
    Level outer = open.pop();
    breaks(
        () -> {
          try {
            outer.scope.close();
          } catch (ScopeStateException e) {
            return; // as expected: it tells of the inner one
          }
          throw new AssertionError(where + ": nobody was told of the scope that was open in it");
        });
    requireHeld(inner);
    requireHeld(outer);
  }

  private void requireHeld(Level left) {
    if (random.nextInt(3) == 0) {
      Map<String, Object> expected = new HashMap<>(visible());
      expected.putAll(left.held);
      requireSame(expected, left.scope.toMap());
    }
  }

  /** Where it was broken off it may have been done. */
  private void put(boolean isText) {
    Level level = open.peek();
    if (level == null) {
      return;
    }
    String key = key();
    long number = fresh();
    Object value = isText ? "text " + number : (Object) number;
    boolean isBroken =
        breaks(
            () -> {
              if (value instanceof String text) {
                ParamScope.current().put(key, text);
              } else {
                ParamScope.current().put(key, number);
              }
            });
    if (!isBroken || value.equals(ParamScope.current().find(key).orElse(null))) {
      level.write(key, value);
    }
  }

  private void read() {
    String key = key();
    Object[] found = {expected(key)};
    breaks(() -> found[0] = found(key));
    requireSame(expected(key), found[0]);
  }

  /** Once Java was asked, as a level that was broken off is there for a kernel until then. */
  private void callKernel() {
    ParamScope now = ParamScope.current();
    String key = key();
    Level level = open.peek();
    if (random.nextInt(3) == 0 && level != null) {
      long number = fresh();
      requireSame(0, TestKernel.putLong(key, number));
      level.write(key, number);
    } else if (expected(key) instanceof String text) {
      requireSame(text, TestKernel.readText(key, "none"));
    } else {
      requireSame(expected(key), TestKernel.readLong(key, ABSENT));
    }
  }

  /** Does it, in part or as a whole; whether the end of the stack was told. */
  private boolean breaks(Runnable act) {
    if (random.nextInt(3) == 0) {
      act.run();
      return false;
    }
    boolean[] isDone = new boolean[1];
    BreakOff.after(
        random.nextInt(1 + random.nextInt(MOST_ACCESSES)),
        () -> {
          act.run();
          isDone[0] = true;
        });
    broken += isDone[0] ? 0 : 1;
    return !isDone[0];
  }

  /** No value is written twice, so that it is known which of two writes is seen. */
  private long fresh() {
    return ++last;
  }

  private String key() {
    return KEYS[random.nextInt(KEYS.length)];
  }

  private Map<String, Object> visible() {
    return open.isEmpty() ? outside : open.element().visible;
  }

  private Object expected(String key) {
    return visible().getOrDefault(key, ABSENT);
  }

  private Object found(String key) {
    return expected(key) instanceof String
        ? ParamScope.current().getString(key, "none")
        : (Object) ParamScope.current().getLong(key, ABSENT);
  }

  private void requireSame(Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new AssertionError(where + ": " + found + " in place of " + expected);
    }
  }
}
