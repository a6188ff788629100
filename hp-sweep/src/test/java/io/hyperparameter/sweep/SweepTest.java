package io.hyperparameter.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SweepTest {
  private static final Grid GRID = Grid.of("a", 1, 2, 3, 4);

  private static <R> List<R> values(SweepResults<R> results) {
    return results.results().stream().map(TrialResult::value).toList();
  }

  @Test
  void eachTrialSeesItsValuesOverThoseOfTheSweep() throws Exception {
    SweepResults<Long> results =
        ParamScope.of("b", 10)
            .call(
                () ->
                    Sweep.local(2)
                        .over(GRID)
                        .run(
                            trial -> {
                              ParamScope here = ParamScope.current();
                              long left = here.getLong("left", 0); // of a trial before
                              here.put("left", 1000);
                              here.put("b", here.getLong("b") + 1);
                              return here.getLong("a") + here.getLong("b") + left;
                            }));
    assertEquals(List.of(12L, 13L, 14L, 15L), values(results));
    assertTrue(results.failed().isEmpty());
  }

  @Test
  void trialsRunAtOneTimeAndResultsComeOneByOne() throws Exception {
    CountDownLatch all = new CountDownLatch(4);
    Thread driver = Thread.currentThread();
    List<Integer> told = new ArrayList<>();
    Sweep.local(4)
        .over(GRID)
        .onResult(
            result -> {
              assertEquals(driver, Thread.currentThread());
              told.add(result.trial().index());
            })
        .run(
            trial -> {
              all.countDown();
              all.await(); // for ever, were there fewer threads
              return 1;
            });
    assertEquals(4, told.size());
  }

  @Test
  void aFailingTrialIsAResult() throws Exception {
    SweepResults<Object> results =
        Sweep.local(2)
            .over(GRID)
            .run(
                trial ->
                    switch (trial.index()) {
                      case 0 -> throw new java.io.IOException("no data");
                      case 1 -> deep(0);
                      case 2 -> new Object();
                      default -> null;
                    });
    List<String> errors = results.failed().stream().map(TrialResult::error).toList();
    assertTrue(errors.get(0).startsWith("java.io.IOException: no data\n\tat "), errors.get(0));
    assertTrue(errors.get(1).startsWith("java.lang.StackOverflowError"), errors.get(1));
    assertTrue(errors.get(1).length() <= 16_384);
    assertTrue(errors.get(2).startsWith("the trial gave an object of java.lang.Object"));
    assertEquals(1, results.succeeded().size());
    assertNull(results.succeeded().get(0).value());
  }

  /** Libraries throw errors, too, and are interrupted by themselves. */
  @Test
  void whateverOneTrialThrowsTheOthersGoOn() throws Exception {
    List<Throwable> thrown =
        List.of(
            new java.util.ServiceConfigurationError("no codec"),
            new Error("an error of its own"),
            new Throwable("neither exception nor error"),
            new InterruptedException("by itself"),
            new IllegalStateException("interrupted"));
    SweepResults<Integer> results =
        Sweep.local(1)
            .over(Grid.of("a", 0, 1, 2, 3, 4, 5))
            .run(
                trial -> {
                  if (trial.index() < thrown.size()) {
                    if (trial.index() == 4) {
                      Thread.currentThread().interrupt();
                    }
                    SweepTest.<RuntimeException>raise(thrown.get(trial.index()));
                  }
                  return 1;
                });
    assertEquals(1, results.succeeded().size());
    for (int i = 0; i < thrown.size(); i++) {
      String error = results.results().get(i).error();
      assertTrue(error.contains(thrown.get(i).toString()), error);
    }
  }

  /** Its message is code of the user's, which may fail as well. */
  @Test
  void anExceptionThatCannotBePrintedIsAResult() throws Exception {
    class Unprintable extends Exception {
      private static final long serialVersionUID = 1L;

      @Override
      public String getMessage() {
        throw new IllegalStateException("no message");
      }
    }
    SweepResults<Integer> results =
        Sweep.local(1)
            .over(Grid.of("a", 0, 1))
            .run(
                trial -> {
                  if (trial.index() == 0) {
                    throw new Unprintable();
                  }
                  return 1;
                });
    assertEquals(1, results.succeeded().size());
    String error = results.failed().get(0).error();
    assertTrue(error.contains(Unprintable.class.getName() + ", which cannot be printed: "), error);
    assertTrue(error.contains("IllegalStateException"), error);
  }

  @SuppressWarnings("unchecked") // whatever it is
  private static <X extends Throwable> void raise(Throwable e) throws X {
    throw (X) e;
  }

  private static int deep(int depth) {
    return depth < 0 ? 0 : deep(depth + 1) + 1;
  }

  @Test
  void whatIsWrongWithTheJvmEndsTheSweep() {
    OutOfMemoryError error = new OutOfMemoryError("of the test");
    assertEquals(
        error,
        assertThrows(
            OutOfMemoryError.class,
            () ->
                Sweep.local(1)
                    .over(GRID)
                    .run(
                        trial -> {
                          throw error;
                        })));
  }

  @Test
  void anInterruptGivesTrialsUp() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    List<Throwable> thrown = new ArrayList<>();
    Thread driver =
        new Thread(
            () -> {
              try {
                Sweep.local(1)
                    .over(GRID)
                    .run(
                        trial -> {
                          begun.countDown();
                          try {
                            new CountDownLatch(1).await();
                          } finally {
                            ended.countDown();
                          }
                          return 1;
                        });
              } catch (Throwable e) {
                thrown.add(e);
              }
            });
    driver.start();
    begun.await();
    driver.interrupt();
    driver.join();
    ended.await();
    assertEquals(InterruptedException.class, thrown.get(0).getClass());
  }

  @Test
  void theBestHasTheHighestScore() throws Exception {
    SweepResults<Double> results =
        Sweep.local(1)
            .over(GRID)
            .run(trial -> Arrays.asList(Double.NaN, 2.0, 3.0, 3.0).get(trial.index()));
    assertEquals(2, results.best(x -> x).trial().index());
    assertEquals(1, results.best(x -> -x).trial().index());
    SweepResults<Double> none =
        Sweep.local(1)
            .over(GRID)
            .run(
                trial -> {
                  throw new IllegalStateException("no");
                });
    NoSuchElementException thrown =
        assertThrows(NoSuchElementException.class, () -> none.best(x -> x));
    assertEquals(
        "no trial succeeded; the first failed with java.lang.IllegalStateException: no; failed()"
            + " has them all",
        thrown.getMessage());
  }

  @Test
  void aWrongValueOfAGridIsSaidToBeItsTrials() throws Exception {
    SweepResults<Double> results =
        Sweep.local(2)
            .over(Grid.of("sweep.lr", 0.1, "abc"))
            .run(trial -> ParamScope.current().getDouble("sweep.lr", 0));
    String error = results.failed().get(0).error();
    assertTrue(error.contains("it came from the sweep's trial of index 1"), error);
    assertEquals(
        "sweep.lr=0.1: 0.1 (N ms)\n"
            + "sweep.lr=abc: failed with io.hyperparameter.ParamTypeException: sweep.lr: \"abc\""
            + " (text) cannot be read as a double; it came from the sweep's trial of index 1; give"
            + " a number such as 0.001 (N ms)",
        results.toString().replaceAll("[0-9]+ ms", "N ms"));
  }

  @Test
  void whatIsMissingIsSaid() {
    assertThrows(IllegalStateException.class, () -> Sweep.local(1).run(trial -> 1));
    assertThrows(IllegalArgumentException.class, () -> Sweep.local(0));
    Sweep sweep = Sweep.local(1);
    assertNotEquals(sweep, sweep.over(GRID));
    assertFalse(GRID.toString().isEmpty());
  }
}
