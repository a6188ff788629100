package io.hyperparameter.contract.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.ScopeStateException;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What stands around the operation of a {@link Story}: values outside scopes, an open scope,
 * perhaps another one in it. All of it is checked when the operation was tried, by the rules of the
 * contract alone.
 */
final class Setting {
  /** What contexts start on. */
  static final ParamSnapshot NOTHING = nothing();

  private final Story story;
  private final Map<String, Object> outside;
  private final ParamScope outer;
  private final Map<String, Object> inOuter;
  private final ParamScope inner;
  private final Map<String, Object> before;
  private final Runnable task;

  /**
   * On the calling thread, which has no scope open.
   *
   * @param more how many values more there are, so that one more or less makes tables grow
   */
  private Setting(Story story, int more) {
    this.story = story;
    ParamScope.current().put("base.text", "text");
    ParamScope.current().put("base.number", "17");
    outside = ParamScope.current().toMap();
    outer =
        ParamScope.of(
            Map.of(
                "o.long",
                1L,
                "o.double",
                0.5,
                "o.text",
                "outer",
                "o.boolean",
                true,
                "base.long",
                2));
    for (int i = 0; i < more; i++) {
      outer.put("more." + i, i);
    }
    outer.enter();
    inOuter = ParamScope.current().toMap();
    inner = ParamScope.of(Map.of("i.long", 1L, "o.text", "inner"));
    if (story.inner()) {
      inner.enter();
      inner.put("i.later", "text");
      inner.put("o.long", 5L);
    }
    before = ParamScope.current().toMap();
    ParamScope told = story.inner() ? inner : outer;
    task = () -> story.act().accept(told); // made while there is memory
  }

  /**
   * Tries a story in a context of its own, and checks what is to be seen then.
   *
   * @param more how many values more there are
   * @param way how the operation is called, and what becomes of the error
   * @param how for messages
   */
  static void tryOut(Story story, int more, Consumer<Runnable> way, String how) {
    NOTHING.run(
        () -> {
          Setting setting = new Setting(story, more);
          way.accept(setting.task);
          setting.check(how + ", with " + more + " values more");
        });
  }

  private static ParamSnapshot nothing() {
    try {
      return ParamScope.empty().call(ParamScope::capture);
    } catch (Exception e) {
      throw new AssertionError("capture() threw a checked exception", e);
    }
  }

  /** Checks what is to be seen now, and closes everything. */
  private void check(String how) {
    String where = story + ", " + how;
    Story.closeLast();
    if (story.inner()) {
      closeInner(where);
      assertEquals(inOuter, ParamScope.current().toMap(), where + ": after the inner scope");
      assertEquals(before, inner.toMap(), where + ": what the inner scope holds");
    }
    Map<String, Object> now = ParamScope.current().toMap();
    Map<String, Object> start = story.inner() ? inOuter : before;
    Map<String, Object> done = story.after().apply(start);
    assertTrue(now.equals(start) || now.equals(done), () -> where + ": " + now + " was " + start);
    checkAnotherScope(where, now);
    outer.close();
    assertEquals(outside, ParamScope.current().toMap(), where + ": outside");
    assertEquals(now, outer.toMap(), where + ": what the outer scope holds");
    checkAnotherScope(where, outside);
  }

  private void closeInner(String where) {
    try {
      inner.close();
    } catch (ScopeStateException e) {
      // it was closed, or forgot another scope
    }
    assertEquals(inOuter, ParamScope.current().toMap(), where);
  }

  private static void checkAnotherScope(String where, Map<String, Object> around) {
    try (ParamScope another = ParamScope.of("another", "text").enter()) {
      another.put("o.long", 11L);
      assertEquals(11, ParamScope.current().getLong("o.long", 0), where);
      assertEquals("text", another.getString("another"), where);
    }
    assertEquals(around, ParamScope.current().toMap(), where + ": after another scope");
  }
}
