package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Scopes of several values that are entered where one of the same keys was left, as {@link
 * EnteredAgainTest}, with something else in between each time. What is asserted between is asked by
 * reads alone: more than those may make a backend forget what it keeps.
 */
class ValuesEnteredAgainTest {
  private static final String COUNT = "values.count";
  private static final String RATE = "values.rate";
  private static final String NAME = "values.name";
  private static final String OTHER = "values.other";
  private static final int ROUNDS = 12;

  /** More than a table has room for, whatever it holds. */
  private static final int MANY = 300;

  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  /**
   * Does something in rounds, below a snapshot of many values, and below nothing, each in a scope
   * and in none; on a new thread, whose context knows nothing yet.
   */
  private static void inRounds(IntConsumer round) {
    FutureTask<Void> rounds = new FutureTask<>(() -> below(round), null);
    new Thread(rounds).start();
    assertDoesNotThrow(() -> rounds.get());
  }

  private static void below(IntConsumer round) {
    Map<String, Object> many = new HashMap<>();
    for (int i = 0; i < MANY; i++) {
      many.put("values.base" + i, (long) i);
    }
    for (ParamSnapshot base :
        new ParamSnapshot[] {
          ParamScope.of(many).call(ParamScope::capture),
          ParamScope.empty().call(ParamScope::capture)
        }) {
      base.run(
          () -> {
            repeat(round, 0);
            try (ParamScope around = ParamScope.of("values.around", 1L).enter()) {
              repeat(round, 1);
              ParamScope.current().put(OTHER, 5L);
            }
            assertEquals(-1, ParamScope.current().getLong("values.around", -1));
            assertEquals(-1, ParamScope.current().getLong(OTHER, -1));
          });
    }
  }

  private static void repeat(IntConsumer round, int depth) {
    for (int i = 0; i < ROUNDS; i++) {
      round.accept(i);
    }
    ParamScope.current().put(OTHER, 5L);
    int writtenAt = ParamScope.explain(OTHER).effective().orElseThrow().depth();
    assertEquals(depth, writtenAt, "as many scopes are open as were before");
    ParamScope.current().remove(OTHER);
  }

  private static void check(long count, double rate, String name) {
    ParamScope seen = ParamScope.current();
    assertEquals(count, seen.getLong(COUNT, -1));
    assertEquals(rate, seen.getDouble(RATE, -1));
    assertEquals(name, seen.getString(NAME, "none"));
  }

  /** A scope of three values, entered and left, around something else. */
  private static void three(int number, Runnable inside) {
    try (ParamScope in =
        ParamScope.of(RATE, number / 8.0).with(NAME, "adam").with(COUNT, number).enter()) {
      check(number, number / 8.0, "adam");
      inside.run();
      check(number, number / 8.0, "adam");
    }
  }

  private static void three(int number) {
    three(number, () -> {});
  }

  @Test
  void theBaseIsWritten() {
    inRounds(
        i -> {
          ParamScope base = ParamScope.current();
          if (i == 0) {
            base.remove(RATE);
            base.remove(NAME);
          }
          base.put(COUNT, 100L + i);
          three(i);
          check(100 + i, i == 0 ? -1 : 99.5 + i, i == 0 ? "none" : "base");
          base.put(RATE, 100.5 + i);
          three(i);
          check(100 + i, 100.5 + i, i == 0 ? "none" : "base");
          base.put(NAME, "base");
          three(i);
          check(100 + i, 100.5 + i, "base");
        });
  }

  @Test
  void oneOfAnotherKeyStandsThere() {
    inRounds(
        i -> {
          three(i);
          check(-1, -1, "none");
          if (i % 4 == 3) {
            try (ParamScope in = ParamScope.of(OTHER, i).enter()) {
              assertEquals(i, ParamScope.current().getLong(OTHER, -1));
            }
          }
          assertEquals(-1, ParamScope.current().getLong(OTHER, -1));
        });
  }

  @Test
  void theKeysBeforeTheLastAreOthers() {
    inRounds(
        i -> {
          three(i);
          if (i % 4 == 3) {
            try (ParamScope in =
                ParamScope.of(OTHER, 0.5).with(NAME, "adam").with(COUNT, i).enter()) {
              check(i, -1, "adam");
              assertEquals(0.5, ParamScope.current().getDouble(OTHER, -1));
            }
            assertEquals(-1, ParamScope.current().getDouble(OTHER, -1));
          }
          check(-1, -1, "none");
        });
  }

  @Test
  void thereAreFewerOrMore() {
    inRounds(
        i -> {
          three(i);
          if (i % 4 == 3) {
            try (ParamScope in = ParamScope.of(NAME, "adam").with(COUNT, i).enter()) {
              check(i, -1, "adam");
              Map<String, Object> seen = in.toMap();
              assertEquals((long) i, seen.get(COUNT));
              assertEquals(null, seen.get(RATE));
            }
          }
          three(i);
          if (i % 4 == 2) {
            try (ParamScope in =
                ParamScope.of(OTHER, true)
                    .with(RATE, 0.25)
                    .with(NAME, "adam")
                    .with(COUNT, i)
                    .enter()) {
              check(i, 0.25, "adam");
              assertEquals(true, ParamScope.current().getBoolean(OTHER, false));
            }
            assertEquals(false, ParamScope.current().getBoolean(OTHER, false));
          }
          check(-1, -1, "none");
        });
  }

  @Test
  void otherScopesAreAroundThem() {
    inRounds(
        i -> {
          three(i);
          try (ParamScope outer = ParamScope.of(OTHER, i).enter();
              ParamScope inner = ParamScope.of("values.inner", 100L).enter()) {
            three(i);
            check(-1, -1, "none");
            assertEquals(100, ParamScope.current().getLong("values.inner", -1));
            assertEquals(i, ParamScope.current().getLong(OTHER, -1));
          }
          check(-1, -1, "none");
          assertEquals(-1, ParamScope.current().getLong(OTHER, -1));
        });
  }

  @Test
  void theyAreInOneAnother() {
    inRounds(
        i -> {
          three(i, () -> three(i + 1, () -> three(i + 2)));
          check(-1, -1, "none");
        });
  }

  @Test
  void scopesOfOneAreInThem() {
    inRounds(
        i -> {
          three(
              i,
              () -> {
                try (ParamScope in = ParamScope.of(COUNT, 7L).enter()) {
                  check(7, i / 8.0, "adam");
                }
              });
          check(-1, -1, "none");
        });
  }

  @Test
  void theTableGrows() {
    inRounds(
        i -> {
          ParamScope base = ParamScope.current();
          base.put(OTHER, 1L);
          three(i);
          three(i);
          three(i);
          for (int fresh = 0; i % 4 == 3 && fresh < MANY; fresh++) {
            base.put("values.fresh" + i + "." + fresh, 1L);
          }
          three(i);
          check(-1, -1, "none");
          assertEquals(1, base.getLong(OTHER, -1));
        });
  }

  @Test
  void theyAreWrittenTo() {
    inRounds(
        i -> {
          ParamScope scope = ParamScope.of(RATE, 0.5).with(NAME, "adam").with(COUNT, i);
          try (ParamScope in = scope.enter()) {
            if (i % 4 > 1) {
              in.put(COUNT, 100L + i);
            }
            check(i % 4 > 1 ? 100 + i : i, 0.5, "adam");
          }
          check(-1, -1, "none");
          assertEquals(i % 4 > 1 ? 100 + i : i, scope.getLong(COUNT, -1));
        });
  }

  @Test
  void theirTextsAreOthers() {
    String[] names = {"adam", "sgd", "lion", new String("adam")};
    inRounds(
        i -> {
          for (String name : names) {
            try (ParamScope in = ParamScope.of(COUNT, i).with(RATE, 0.5).with(NAME, name).enter()) {
              check(i, 0.5, name);
            }
            String fresh = "fresh" + i;
            try (ParamScope in =
                ParamScope.of(COUNT, i).with(RATE, 0.5).with(NAME, fresh).enter()) {
              check(i, 0.5, fresh);
            }
          }
          check(-1, -1, "none");
        });
  }

  @Test
  void theirKindsAreOthers() {
    inRounds(
        i -> {
          three(i);
          try (ParamScope in = ParamScope.of(RATE, 3L).with(NAME, 4L).with(COUNT, 5.0).enter()) {
            assertEquals(3, in.getLong(RATE, -1));
            assertEquals(4, in.getLong(NAME, -1));
            assertEquals(5.0, in.getDouble(COUNT, -1));
          }
          check(-1, -1, "none");
        });
  }

  @Test
  void tasksComeBetween() {
    ParamSnapshot other = ParamScope.of(COUNT, 50L).call(ParamScope::capture);
    inRounds(
        i -> {
          three(i);
          other.run(
              () -> {
                check(50, -1, "none");
                three(i);
                three(i);
                three(i);
                check(50, -1, "none");
              });
          check(-1, -1, "none");
        });
  }
}
