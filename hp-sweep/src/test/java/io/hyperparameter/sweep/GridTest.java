package io.hyperparameter.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.DoubleParam;
import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GridTest {
  private static final DoubleParam LR = Param.ofDouble("grid.lr", 0.5);

  private static List<String> points(Grid grid) {
    return grid.trials().stream().map(Trial::toString).toList();
  }

  @Test
  void theLastParameterChangesFirst() {
    Grid grid = Grid.of(LR, 0.1, 0.2).and("batch", 16, 64).and("act", "relu");
    assertEquals(
        List.of(
            "act=relu batch=16 grid.lr=0.1",
            "act=relu batch=64 grid.lr=0.1",
            "act=relu batch=16 grid.lr=0.2",
            "act=relu batch=64 grid.lr=0.2"),
        points(grid));
    assertEquals(4, grid.size());
    assertEquals(3, grid.trials().get(3).index());
  }

  @Test
  void pointsAreAsGiven() {
    Grid grid = Grid.points(List.of(Map.of("model", Map.of("layers", 1)), Map.of()));
    assertEquals(List.of("model.layers=1", ""), points(grid));
  }

  /** So that a trial of a journal is found again. */
  @Test
  void valuesAreAsAScopeStoresThem() {
    Grid grid = Grid.of("a", (short) 1).and("b", 1.5f).and("c", Thread.State.NEW);
    assertEquals(Map.of("a", 1L, "b", 1.5, "c", "NEW"), grid.trials().get(0).parameters());
  }

  @Test
  void whatIsAroundItDoesNotGetIn() {
    ParamScope.of("x", 1).run(() -> assertEquals(List.of("a=1"), points(Grid.of("a", 1))));
  }

  @Test
  void whatIsWrongIsRefused() {
    assertRefused("a: no value to try", () -> Grid.of("a"));
    assertRefused("\"a\\u0000\"", () -> Grid.of("a\0", 1));
    assertRefused("a is in the grid already", () -> Grid.of("a", 1).and("a", 2));
    assertRefused("{a=1} twice", () -> Grid.of("a", 1, 1L));
    assertRefused("without points", () -> Grid.points(List.of()));
    assertRefused("a: it is an object of", () -> Grid.of("a", Path.of("x")));
    Object[] many = Collections.nCopies(1001, 1).toArray();
    for (int i = 0; i < many.length; i++) {
      many[i] = i;
    }
    Grid thousand = Grid.of("a", many);
    assertRefused("more than 1000000 trials", () -> thousand.and("b", many));
  }

  private static void assertRefused(String why, Runnable making) {
    String message = assertThrows(IllegalArgumentException.class, making::run).getMessage();
    assertTrue(message.contains(why), message);
  }
}
