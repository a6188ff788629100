package io.hyperparameter.contract.faults;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.ScopeStateException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One operation, tried in a setting of its own where memory or stack may end at any point of it;
 * and what may be seen then: what was before it or what is after it, and nothing else.
 *
 * @param name for messages
 * @param inner whether a scope of its own is open around the operation, with values and later
 *     writes
 * @param act the operation, told of that scope, or else of the scope that is open around everything
 * @param after what is visible after it, from what was before
 */
record Story(
    String name,
    boolean inner,
    Consumer<ParamScope> act,
    UnaryOperator<Map<String, Object>> after) {

  private static final Map<String, Object> FEW =
      Map.of("o.long", 7L, "f.text", "t", "f.double", 2.5);

  /**
   * The scope that a story entered last: where the stack ends, its close may not even be called.
   */
  private static @Nullable ParamScope last;

  /** Closes what is still open as its close could not be called; with room, that must succeed. */
  static void closeLast() {
    ParamScope scope = last;
    last = null;
    if (scope != null) {
      try {
        scope.close();
      } catch (ScopeStateException e) {
        return; // it was closed, or never entered
      }
    }
  }

  static List<Story> all() {
    List<Story> all = new ArrayList<>();
    ParamScope one = ParamScope.of("o.long", 2L);
    ParamScope fresh = ParamScope.of("fresh", 2L);
    ParamScope few = ParamScope.of(FEW);
    ParamScope many = ParamScope.of(many(40));
    ParamScope isolating = ParamScope.empty();
    isolating.putAll(FEW);
    Map<String, Object> thirty = many(30);
    Map<String, Object> everDeeper = everDeeper();
    UnaryOperator<Map<String, Object>> same = before -> before;

    all.add(new Story("a scope of one value", false, s -> enterAndLeave(one), same));
    all.add(new Story("a scope of one new key", false, s -> enterAndLeave(fresh), same));
    all.add(new Story("a scope of a few values", false, s -> enterAndLeave(few), same));
    all.add(new Story("a scope of many values", false, s -> enterAndLeave(many), same));
    all.add(new Story("an isolating scope", false, s -> enterAndLeave(isolating), same));
    all.add(new Story("a scope built on the spot", false, s -> builtOnTheSpot(), same));
    all.add(new Story("a scope given to run", false, s -> run(few), same));
    all.add(new Story("put", false, s -> s.put("o.long", 9L), with("o.long", 9L)));
    all.add(
        new Story(
            "put of another kind", false, s -> s.put("o.long", "nine"), with("o.long", "nine")));
    all.add(new Story("put of a new key", false, s -> s.put("new", 9L), with("new", 9L)));
    all.add(
        new Story(
            "put of an object",
            false,
            s -> s.put("o.text", List.of(1)),
            with("o.text", List.of(1))));
    all.add(new Story("remove", false, s -> s.remove("o.text"), without("o.text")));
    all.add(new Story("putAll", false, s -> s.putAll(thirty), withAll(thirty)));
    all.add(
        new Story(
            "putAll of kinds that need ever more",
            false,
            s -> s.putAll(everDeeper),
            withAll(everDeeper)));
    all.add(new Story("clear", false, ParamScope::clear, before -> Map.of()));
    all.add(new Story("reads", false, s -> reads(), same));
    all.add(new Story("capture", false, s -> ParamScope.capture(), same));
    all.add(new Story("frozen", false, s -> ParamScope.frozen(), same));
    all.add(new Story("a task", false, s -> Setting.NOTHING.run(() -> {}), same));
    all.add(new Story("a task of this scope", false, Story::readInTask, same));
    all.add(new Story("a task that forgets a scope", false, s -> forgetInTask(), same));
    all.add(
        new Story("a task in a task", false, s -> Setting.NOTHING.run(Story::forgetInTask), same));
    all.add(new Story("close", true, Story::close, same));
    all.add(new Story("close around a forgotten scope", true, Story::forgetAndClose, same));
    return all;
  }

  static Map<String, Object> many(int count) {
    Map<String, Object> many = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      many.put("many." + i, i % 3 == 0 ? "text " + i : (Object) (long) i);
    }
    return many;
  }

  /** Later ones need more stack and memory than those before them. */
  private static Map<String, Object> everDeeper() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("o.long", 9L);
    values.put("o.double", 9.5);
    values.put("o.text", "nine");
    values.put("deeper.number", 9L);
    values.put("deeper.text", "nine \u00e9".repeat(40));
    values.put("deeper.object", List.of(1));
    return values;
  }

  private static void enterAndLeave(ParamScope scope) {
    last = scope;
    try (scope) {
      scope.enter();
      writeAround();
    } catch (ScopeStateException e) {
      // the scope could not be entered, and closing it says so
    }
  }

  private static void builtOnTheSpot() {
    ParamScope built = ParamScope.of("o.long", 3L).with("spot", 1.5);
    last = built;
    try (ParamScope scope = built.enter()) {
      scope.put("spot.more", "text");
    }
  }

  private static void run(ParamScope scope) {
    last = scope;
    scope.run(Story::writeAround);
  }

  private static void writeAround() {
    ParamScope.current().put("o.double", 3L);
    ParamScope.current().put("around", "text");
    ParamScope.current().remove("base.text");
  }

  private static void reads() {
    ParamScope now = ParamScope.current();
    now.getLong("o.long", 0);
    now.getDouble("o.long", 0);
    now.getString("o.double", "");
    now.getLong("base.number", 0);
    now.contains("nothing");
    now.keys();
  }

  private static void readInTask(ParamScope outer) {
    ParamSnapshot seen = ParamScope.capture();
    long before = outer.getLong("o.long", 0);
    long inTask = seen.call(() -> ParamScope.current().getLong("o.long", 0));
    if (before != inTask) {
      throw new AssertionError("a task saw " + inTask + " instead of " + before);
    }
  }

  private static void forgetInTask() {
    Setting.NOTHING.run(
        () -> {
          ParamScope.of("o.long", 4L).enter();
          ParamScope.current().put("of the task", "text");
        });
  }

  private static void close(ParamScope inner) {
    inner.close();
  }

  private static void forgetAndClose(ParamScope inner) {
    ParamScope.of("forgotten", 1L).enter();
    ParamScope.current().put("forgotten.more", "text");
    try {
      inner.close();
    } catch (ScopeStateException e) {
      // the report of the forgotten one
    }
  }

  private static UnaryOperator<Map<String, Object>> with(String key, Object value) {
    return withAll(Map.of(key, value));
  }

  private static UnaryOperator<Map<String, Object>> withAll(Map<String, Object> values) {
    return before -> {
      Map<String, Object> after = new TreeMap<>(before);
      after.putAll(values);
      return after;
    };
  }

  private static UnaryOperator<Map<String, Object>> without(String key) {
    return before -> {
      Map<String, Object> after = new TreeMap<>(before);
      after.remove(key);
      return after;
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
