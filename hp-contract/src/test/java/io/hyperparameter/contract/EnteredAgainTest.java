package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Scopes of a few values that are entered where one of the same keys was left: a backend may keep
 * what undid the last one, and whatever comes between must not make that wrong.
 */
class EnteredAgainTest {
  private static final String KEY = "again.key";
  private static final String OTHER = "again.other";
  private static final String RATE = "again.rate";
  private static final String NAME = "again.name";
  private static final int ROUNDS = 4;

  /** More than a backend copies at the first write. */
  private static final int MANY = 100;

  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  /** Runs something below a snapshot of many values, and below nothing. */
  private static void everywhere(Runnable what) {
    many().run(what::run);
    ParamScope.empty().call(ParamScope::capture).run(what::run);
  }

  private static ParamSnapshot many() {
    Map<String, Object> many = new HashMap<>();
    for (int i = 0; i < MANY; i++) {
      many.put("base.k" + i, (long) i);
    }
    return ParamScope.of(many).call(ParamScope::capture);
  }

  private static long read(String key) {
    return ParamScope.current().getLong(key, -1);
  }

  /** What is entered again and again: a number under the key, alone or with other values. */
  private enum Form {
    ONE {
      @Override
      ParamScope of(long number) {
        return ParamScope.of(KEY, number);
      }
    },
    LAST_OF_THREE {
      @Override
      ParamScope of(long number) {
        return ParamScope.of(RATE, number / 8.0).with(NAME, nameOf(number)).with(KEY, number);
      }
    },
    FIRST_OF_THREE {
      @Override
      ParamScope of(long number) {
        return ParamScope.of(KEY, number).with(RATE, number / 8.0).with(NAME, nameOf(number));
      }
    };

    abstract ParamScope of(long number);

    void check(long number) {
      ParamScope seen = ParamScope.current();
      assertEquals(number, seen.getLong(KEY, -1));
      assertEquals(this == ONE ? -1 : number / 8.0, seen.getDouble(RATE, -1));
      assertEquals(this == ONE ? "none" : nameOf(number), seen.getString(NAME, "none"));
    }

    /** One of few Strings, so that each comes often. */
    private static String nameOf(long number) {
      return number % 2 == 0 ? "even" : "odd";
    }
  }

  /** By reads alone, as a backend looks at more than those otherwise. */
  private static void checkLeft() {
    ParamScope seen = ParamScope.current();
    assertEquals(-1, seen.getLong(KEY, -1));
    assertEquals(-1, seen.getDouble(RATE, -1));
    assertEquals("none", seen.getString(NAME, "none"));
  }

  /** Enters scopes of the same keys again and again, with something done in and between them. */
  private static void again(Consumer<ParamScope> inside, Runnable between) {
    for (Form form : Form.values()) {
      everywhere(
          () -> {
            Map<String, Object> before = ParamScope.current().toMap();
            for (long round = 1; round <= ROUNDS; round++) {
              for (long number = 10 * round; number < 10 * round + 6; number++) {
                try (ParamScope in = form.of(number).enter()) {
                  form.check(number);
                  inside.accept(in);
                }
                checkLeft();
              }
              between.run();
              assertEquals(before, ParamScope.current().toMap());
            }
          });
    }
  }

  @Test
  void nothingComesBetween() {
    again(in -> {}, () -> {});
  }

  @Test
  void whatIsBelowIsReadInAndBetween() {
    again(
        in -> assertEquals(in.getLong("base.k7", 7), 7),
        () -> assertEquals(7, ParamScope.current().getLong("base.k7", 7)));
  }

  @Test
  void theNumberIsPut() {
    again(
        in -> {
          in.put(KEY, 5L);
          assertEquals(5, read(KEY));
        },
        () -> {});
  }

  @Test
  void anotherKindIsPut() {
    again(
        in -> {
          in.put(KEY, "text");
          assertEquals("text", in.getString(KEY, ""));
        },
        () -> {});
  }

  @Test
  void anotherKeyIsPut() {
    again(
        in -> {
          in.put(OTHER, 5L);
          assertEquals(5, read(OTHER));
        },
        () -> assertEquals(-1, read(OTHER)));
  }

  @Test
  void theKeyIsRemoved() {
    again(
        in -> {
          in.remove(KEY);
          assertEquals(-1, read(KEY));
        },
        () -> {});
  }

  @Test
  void scopesOfOtherKeysComeBetween() {
    again(
        in -> {},
        () -> {
          try (ParamScope two = ParamScope.of(OTHER, 1L).with(KEY, 2L).enter()) {
            assertEquals(2, read(KEY));
            assertEquals(1, read(OTHER));
          }
          try (ParamScope one = ParamScope.of(OTHER, 3L).enter()) {
            assertEquals(3, read(OTHER));
          }
        });
  }

  @Test
  void scopesAreInScopesInTurn() {
    again(
        in -> {
          long outer = read(KEY);
          for (long inner = 1; inner < 3; inner++) {
            try (ParamScope deeper = ParamScope.of(OTHER, inner).enter()) {
              assertEquals(inner, read(OTHER));
              try (ParamScope same = ParamScope.of(KEY, 100 + inner).enter()) {
                assertEquals(100 + inner, read(KEY));
              }
              assertEquals(outer, read(KEY));
            }
            assertEquals(-1, read(OTHER));
          }
        },
        () -> {});
  }

  @Test
  void itIsExplained() {
    again(
        in -> {
          assertTrue(in.explain(KEY).toString().contains(String.valueOf(read(KEY))));
          assertEquals(read(KEY), in.toMap().get(KEY));
        },
        () -> {});
  }

  @Test
  void itIsEnteredLessDeep() {
    everywhere(
        () -> {
          try (ParamScope outer = ParamScope.of(OTHER, 1L).enter()) {
            try (ParamScope middle = ParamScope.of(OTHER, 2L).enter()) {
              ParamScope.current().explain(OTHER); // so both are more than pending
              try (ParamScope in = ParamScope.of(KEY, 3L).enter()) {
                assertEquals(3, read(KEY));
              }
            }
          }
          try (ParamScope in = ParamScope.of(KEY, 4L).enter()) {
            assertEquals(4L, in.toMap().get(KEY));
          }
          assertEquals(-1, read(KEY));
        });
  }

  @Test
  void itIsListedAfterAnotherStoodThere() {
    everywhere(
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            try (ParamScope in = ParamScope.of(KEY, 1L).enter()) {
              assertEquals(1, read(KEY));
            }
            try (ParamScope two = ParamScope.of(KEY, 2L).with(OTHER, 3L).enter()) {
              assertEquals(3, read(OTHER));
            }
            try (ParamScope in = ParamScope.of(KEY, 4L).enter()) {
              assertEquals(4L, in.toMap().get(KEY));
            }
            assertEquals(-1, read(KEY));
            assertEquals(-1, read(OTHER));
          }
        });
  }

  @Test
  void theBaseIsWritten() {
    again(
        in -> {},
        () -> {
          ParamScope.current().put(KEY, 77L);
          try (ParamScope in = ParamScope.of(KEY, 78L).enter()) {
            assertEquals(78, read(KEY));
          }
          assertEquals(77, read(KEY));
          try (ParamScope in = ParamScope.of(KEY, 79L).enter()) {
            assertEquals(79, read(KEY));
          }
          assertEquals(77, read(KEY));
          ParamScope.current().remove(KEY);
        });
  }

  @Test
  void theTableGrows() {
    again(
        in -> {},
        () -> {
          Map<String, Object> fresh = new HashMap<>();
          for (int i = 0; i < MANY; i++) {
            fresh.put("again.fresh" + i, (double) i);
          }
          try (ParamScope in = ParamScope.of(fresh).enter()) {
            assertEquals(3.0, in.getDouble("again.fresh3", 0));
          }
        });
  }

  @Test
  void aScopeHasWhatWasPutWhenItIsEnteredAgain() {
    everywhere(
        () -> {
          ParamScope scope = ParamScope.of(KEY, 1L);
          for (long round = 1; round < 10; round++) {
            try (ParamScope in = scope.enter()) {
              assertEquals(round, read(KEY));
              if (round % 3 != 0) { // else it is left as it was entered
                in.put(KEY, round + 1);
              }
            }
            if (round % 3 == 0) {
              scope.put(KEY, round + 1);
            }
          }
        });
  }

  @Test
  void aCaptureBetweenThemIsWhatTheThreadStartedOn() {
    everywhere(
        () -> {
          ParamSnapshot started = ParamScope.capture();
          for (int round = 0; round < ROUNDS; round++) {
            try (ParamScope in = ParamScope.of(KEY, round).enter()) {
              assertEquals(round, (long) ParamScope.capture().call(() -> read(KEY)));
              assertFalse(started.toMap().containsKey(KEY));
            }
            assertSame(started, ParamScope.capture());
          }
        });
  }
}
