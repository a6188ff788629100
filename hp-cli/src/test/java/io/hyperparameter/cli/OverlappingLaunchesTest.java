package io.hyperparameter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs that go on at the same time leave nothing frozen behind; see {@link FrozenRun}. */
class OverlappingLaunchesTest {
  @BeforeEach // so that this thread has values of its own, none of a run
  @AfterEach
  void forget() {
    ParamScope.empty().run(ParamScope::frozen);
  }

  private static Map<String, Object> frozen() {
    return ParamSnapshot.ofFrozen().toMap();
  }

  /** A run on a thread of its own that goes on until it is ended. */
  @Command(name = "goes-on")
  static final class GoingOn implements Callable<Integer> {
    @Mixin HyperparameterMixin hyperparameters;

    private final CountDownLatch began = new CountDownLatch(1);
    private final CountDownLatch ending = new CountDownLatch(1);
    private final StringWriter err = new StringWriter();
    private final FutureTask<Integer> run;

    private GoingOn(String... args) {
      run =
          new FutureTask<>(
              () ->
                  HyperparameterMixin.install(new CommandLine(this))
                      .setErr(new PrintWriter(err, true))
                      .execute(args));
    }

    static GoingOn begin(String... args) throws InterruptedException {
      GoingOn begun = new GoingOn(args);
      new Thread(begun.run, "goes on").start();
      begun.began.await();
      return begun;
    }

    @Override
    public Integer call() throws InterruptedException {
      began.countDown();
      ending.await();
      return 0;
    }

    void end() throws InterruptedException, ExecutionException {
      ending.countDown();
      assertEquals(0, run.get(), err.toString());
    }
  }

  /** All orders in which three can end. */
  @ParameterizedTest
  @ValueSource(strings = {"012", "021", "102", "120", "201", "210"})
  void runsThatOverlapLeaveNothingBehindHoweverTheyEnd(String order) throws Exception {
    ParamScope.empty().with("before.it", 1).run(ParamScope::frozen);
    List<GoingOn> all = new ArrayList<>();
    List<Map<String, Object>> published = new ArrayList<>();
    for (String turn : List.of("1", "2", "3")) {
      all.add(GoingOn.begin("-D", "run.turn=" + turn, "run.own" + turn + "=1"));
      published.add(frozen());
      assertEquals(turn, frozen().get("run.turn"));
    }
    Set<Integer> on = new TreeSet<>(Set.of(0, 1, 2));
    for (char next : order.toCharArray()) {
      all.get(next - '0').end();
      on.remove(next - '0');
      Map<String, Object> last =
          on.isEmpty() ? Map.of("before.it", 1L) : published.get(Collections.max(on));
      assertEquals(last, frozen(), "after " + next + " of " + order);
    }
  }

  @Test
  void aRunOfTheVerySameValuesKeepsThemUntilItEnds() throws Exception {
    GoingOn first = GoingOn.begin("-D", "run.turn=1");
    GoingOn second = GoingOn.begin(); // sees what the first one froze, and adds nothing
    first.end();
    assertEquals("1", frozen().get("run.turn"));
    second.end();
    assertEquals(Map.of(), frozen());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsFrozenWhileRunsOverlapStays(boolean firstEndsFirst) throws Exception {
    GoingOn first = GoingOn.begin("-D", "run.turn=1");
    GoingOn second = GoingOn.begin("-D", "run.turn=2");
    ParamScope.empty().with("left.behind", 7).run(ParamScope::frozen);
    (firstEndsFirst ? first : second).end();
    (firstEndsFirst ? second : first).end();
    assertEquals(Map.of("left.behind", 7L), frozen());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsFrozenBetweenTheirBeginningsStays(boolean firstEndsFirst) throws Exception {
    GoingOn first = GoingOn.begin("-D", "run.turn=1");
    ParamScope.empty().with("left.behind", 7).run(ParamScope::frozen);
    GoingOn second = GoingOn.begin("-D", "run.turn=2");
    (firstEndsFirst ? first : second).end();
    (firstEndsFirst ? second : first).end();
    assertEquals(Map.of("left.behind", 7L), frozen());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void soItIsWhereOneIsRecorded(boolean firstEndsFirst, @TempDir Path folder) throws Exception {
    GoingOn first =
        GoingOn.begin("-D", "run.turn=1", "--record", folder.resolve("1.toml").toString());
    GoingOn second =
        GoingOn.begin("-D", "run.turn=2", "--record", folder.resolve("2.toml").toString());
    (firstEndsFirst ? first : second).end();
    (firstEndsFirst ? second : first).end();
    assertEquals(Map.of(), frozen());
  }
}
