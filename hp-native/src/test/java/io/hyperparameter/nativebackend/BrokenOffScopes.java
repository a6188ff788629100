package io.hyperparameter.nativebackend;

import io.hyperparameter.LongParam;
import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Enters and leaves scopes, and reads between them, {@linkplain BreakOff broken off} at every
 * access: what is visible then, and in the scopes that follow, is what it would be if that had not
 * been tried. Then random ones: see {@link BrokenOffStory}.
 */
public final class BrokenOffScopes {
  /** More than C++ copies at the first write. */
  private static final int MANY = 40;

  private static final String KEY = "broken.key";
  private static final String MIDDLE = "broken.middle";
  private static final String INNER = "broken.inner";
  private static final long ENTERED = 5;

  private static final LongParam BELOW = Param.ofLong("base.k7", -1);
  private static final LongParam NOWHERE = Param.ofLong("broken.nowhere", -1);

  /** How many random steps, where that is more than usual. */
  static final String STEPS_PROPERTY = "hp.random.operations";

  /** Of the first of these stories. */
  static final String SEED_PROPERTY = "hp.random.seed";

  private static final long USUAL_STEPS = 100_000;

  private static long broken;

  private BrokenOffScopes() {}

  /** Ends with another status than 0 if something else is visible, or if nothing was broken off. */
  public static void main(String[] args) {
    for (int size : new int[] {MANY, 0}) {
      ParamSnapshot snapshot = snapshot(size);
      for (Consumer<Tried> act :
          List.<Consumer<Tried>>of(
              BrokenOffScopes::first,
              BrokenOffScopes::again,
              BrokenOffScopes::valuesAgain,
              BrokenOffScopes::inOthers,
              BrokenOffScopes::readBetween,
              tried -> left(tried, ParamScope.of(KEY, ENTERED)),
              tried -> left(tried, ParamScope.of(KEY, ENTERED).with(MIDDLE, 6L).with(INNER, 7L)),
              BrokenOffScopes::written,
              BrokenOffScopes::textEntered,
              BrokenOffScopes::textLeft)) {
        everywhere(snapshot, act);
      }
    }
    tellStories(Math.max(USUAL_STEPS, Long.getLong(STEPS_PROPERTY, 0)));
    System.out.println("broken off " + broken + " times");
    System.exit(broken > 0 ? 0 : 1);
  }

  private static ParamSnapshot snapshot(int size) {
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < size; i++) {
      values.put("base.k" + i, (long) i);
    }
    return ParamScope.empty().call(() -> ParamScope.of(values).call(ParamScope::capture));
  }

  private static void tellStories(long steps) {
    ParamSnapshot[] below = {snapshot(MANY), snapshot(0)};
    long first = Long.getLong(SEED_PROPERTY, 0);
    for (long i = 0; i < steps / BrokenOffStory.STEPS; i++) {
      broken += BrokenOffStory.tell(first + i, below[(int) ((first + i) & 1)]);
    }
  }

  private static void everywhere(ParamSnapshot snapshot, Consumer<Tried> act) {
    boolean isBroken = true;
    for (int accesses = 0; isBroken; accesses++) {
      int count = accesses;
      isBroken =
          snapshot.call(
              () -> {
                Tried tried = new Tried(count);
                act.accept(tried);
                return tried.isBroken;
              });
      broken++;
    }
  }

  /** Where a level was, and everything is as before it. */
  private static void first(Tried tried) {
    tried.getUsedTo(KEY);
    tried.requireAsBefore();
    tried.enter(KEY);
    tried.requireThatScopesFollow();
  }

  /** Where one of the key was left just before. */
  private static void again(Tried tried) {
    tried.getUsedTo(KEY);
    tried.enter(KEY);
    tried.requireThatScopesFollow();
  }

  /**
   * Where a level of the same values was left just before, and is entered by what is noted of that.
   */
  private static void valuesAgain(Tried tried) {
    for (long i = 0; i < 4; i++) {
      three(i).enter().close();
    }
    ParamScope scope = three(ENTERED);
    if (tried.succeeds(scope::enter)) {
      tried.require(ENTERED, KEY);
      tried.require(-ENTERED, MIDDLE);
      tried.requireSame("text", ParamScope.current().getString(INNER, ""));
      scope.close();
    }
    tried.requireThatScopesFollow();
    three(ENTERED).enter().close();
    tried.requireAsBefore();
  }

  private static ParamScope three(long number) {
    return ParamScope.of(MIDDLE, -number).with(INNER, "text").with(KEY, number);
  }

  /** Where others are open, in which one of the key was not entered before. */
  private static void inOthers(Tried tried) {
    List.of(KEY, MIDDLE, INNER).forEach(tried::getUsedTo);
    tried.requireAsBefore();
    try (ParamScope outer = ParamScope.of(KEY, 1L).enter();
        ParamScope middle = ParamScope.of(MIDDLE, 2L).enter()) {
      tried.enter(INNER);
      tried.require(1, KEY);
      tried.require(2, MIDDLE);
      tried.require(-1, INNER);
    }
    tried.requireThatScopesFollow();
  }

  private static void readBetween(Tried tried) {
    tried.getUsedTo(KEY);
    tried.succeeds(
        () -> {
          BELOW.get();
          NOWHERE.get();
        });
    tried.requireThatScopesFollow();
  }

  /** And a kernel writes before Java is asked again: what the level held is what it was before. */
  private static void left(Tried tried, ParamScope scope) {
    List.of(KEY, MIDDLE, INNER).forEach(tried::getUsedTo);
    scope.enter();
    if (!tried.succeeds(scope::close)) {
      requireWritten(TestKernel.putLong("broken.of.kernel", 8));
    }
    tried.requireAsBefore();
    tried.requireSame(ENTERED, scope.getLong(KEY));
    ParamScope next = ParamScope.of(KEY, ENTERED);
    next.run(() -> ParamScope.current().put(KEY, "written"));
    tried.requireSame("written", next.getString(KEY));
    tried.requireThatScopesFollow();
  }

  private static void requireWritten(int status) {
    if (status != 0) {
      throw new AssertionError("a kernel could not write: " + status);
    }
  }

  /** What is visible is what the scope has then. */
  private static void written(Tried tried) {
    tried.getUsedTo(KEY);
    ParamScope scope = ParamScope.of(KEY, ENTERED).enter();
    tried.succeeds(() -> scope.put(KEY, 6L));
    long visible = scope.getLong(KEY);
    scope.close();
    tried.requireSame(visible, scope.getLong(KEY));
    tried.requireThatScopesFollow();
  }

  /** And a kernel reads before Java is asked again: it takes no number for an address. */
  private static void textEntered(Tried tried) {
    overNumber(
        tried,
        scope -> {
          boolean isEntered = tried.succeeds(scope::enter);
          TestKernel.readText(KEY, "none");
          if (isEntered) {
            scope.close();
          }
        });
  }

  private static void textLeft(Tried tried) {
    overNumber(
        tried,
        scope -> {
          scope.enter();
          if (!tried.succeeds(scope::close)) {
            TestKernel.readText(KEY, "none");
          }
        });
  }

  /** Over one that looks as if it referred to a text, at an address where none is. */
  private static void overNumber(Tried tried, Consumer<ParamScope> act) {
    long number = 64 | NativeLayout.TAG_TEXT;
    tried.getUsedTo(KEY);
    try (ParamScope around = ParamScope.of(KEY, number).enter()) {
      for (int i = 0; i < 3; i++) {
        ParamScope.of(KEY, "text").enter().close();
      }
      act.accept(ParamScope.of(KEY, "text"));
      tried.require(number, KEY);
    }
    tried.requireThatScopesFollow();
  }

  /** What is tried in a task. */
  private static final class Tried {
    private final Map<String, Object> before = ParamScope.current().toMap();
    private final long below = (Long) before.getOrDefault("base.k7", -1L);
    private final int accesses;
    private boolean isBroken;

    Tried(int accesses) {
      this.accesses = accesses;
    }

    void getUsedTo(String key) {
      for (long i = 0; i < 3; i++) {
        ParamScope.of(key, i).enter().close();
      }
    }

    /** Whether it returned. */
    boolean succeeds(Runnable act) {
      boolean[] isDone = new boolean[1];
      isBroken =
          BreakOff.after(
              accesses,
              () -> {
                act.run();
                isDone[0] = true;
              });
      return isDone[0];
    }

    void enter(String key) {
      ParamScope scope = ParamScope.of(key, ENTERED);
      if (succeeds(scope::enter)) {
        require(ENTERED, key);
        scope.close();
      }
    }

    /** Scopes first, before anything is read that might mend what is broken. */
    void requireThatScopesFollow() {
      for (long number = 10; number < 12; number++) {
        try (ParamScope scope = ParamScope.of(KEY, number).enter()) {
          require(number, KEY);
          requireSame(below, BELOW.get());
          try (ParamScope inner = ParamScope.of(MIDDLE, -number).enter()) {
            require(-number, MIDDLE);
            require(number, KEY);
          }
          require(-1, MIDDLE);
        }
        require(-1, KEY);
      }
      requireAsBefore();
      requireSame(before, ParamScope.capture().toMap());
      requireSame(0L, TestKernel.depth());
    }

    void require(long expected, String key) {
      requireSame(expected, ParamScope.current().getLong(key, -1));
    }

    void requireAsBefore() {
      requireSame(before, ParamScope.current().toMap());
    }

    private void requireSame(Object expected, Object found) {
      if (!expected.equals(found)) {
        throw new AssertionError(
            "broken off after " + accesses + " accesses: " + found + " in place of " + expected);
      }
    }
  }
}
