package io.hyperparameter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.MissingParamException;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.ParamTypeException;
import io.hyperparameter.annotation.AutoParam;
import io.hyperparameter.annotation.Default;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What a run tells of a failure on another thread, and what it leaves behind. */
class LaunchEndTest {
  /** Reads on other threads what no index has. */
  public static final class Pooled {
    private Pooled() {}

    @AutoParam("pooled")
    public static long run(@Default("future") String how) throws Exception {
      switch (how) {
        case "future":
          return future();
        case "completed":
          return CompletableFuture.supplyAsync(supplier(Pooled::read)).join();
        case "rethrown":
          try {
            return future();
          } catch (ExecutionException e) {
            throw new RuntimeException(e);
          }
        case "nested":
          return CompletableFuture.supplyAsync(supplier(Pooled::futureOrWrapped)).get();
        case "told":
          try {
            return future();
          } catch (ExecutionException e) {
            throw new IllegalStateException("no size", e);
          }
        case "batch":
          try {
            return future();
          } catch (ExecutionException e) {
            throw new ExecutionException("batch 7 broke", e.getCause());
          }
        case "other":
          return one(
              () -> {
                throw new IllegalStateException("broken");
              });
        case "class":
          return Sized.SIZE;
        case "freeze":
          ParamScope.of("left.behind", 7).run(ParamScope::frozen);
          return 0;
        default:
          throw new IllegalArgumentException(how);
      }
    }

    /** Of which nothing can be said once it failed: each test that asks it has a key of its own. */
    static final class Sized {
      static final long SIZE = ParamScope.current().getLong("sized.size");

      private Sized() {}
    }

    private static Supplier<Long> supplier(Supplier<Long> task) {
      return ParamScope.capture().wrapSupplier(task);
    }

    private static Long read() {
      return ParamScope.current().getLong("elsewhere.size");
    }

    private static Long futureOrWrapped() {
      try {
        return future();
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new RuntimeException(e);
      }
    }

    private static Long future() throws Exception {
      return one(ParamScope.capture().wrap((Callable<Long>) Pooled::read));
    }

    private static Long one(Callable<Long> task) throws Exception {
      ExecutorService pool = Executors.newSingleThreadExecutor();
      try {
        return pool.submit(task).get();
      } finally {
        pool.shutdownNow();
      }
    }
  }

  @AfterEach
  void forget() {
    ParamScope.empty().run(ParamScope::frozen);
  }

  private static Console pooled(String... args) {
    return Console.of(Launch.of(Pooled.class).name("pooled"), args);
  }

  @ParameterizedTest
  @ValueSource(strings = {"future", "completed", "rethrown", "nested"})
  void aWrongValueThatAnotherThreadReadIsExitCode2(String how) {
    Console console = pooled("--how", how, "-D", "elsewhere.size=big");
    assertEquals(2, console.code(), console.err());
    assertEquals(
        "pooled: elsewhere.size: \"big\" (text) cannot be read as a long; it came from -D argument"
            + " 1; give a whole number such as 42\npooled --help tells more\n",
        console.err());
    Throwable failure = console.result().failure();
    assertTrue(failure != null && !(failure instanceof ParamTypeException), "the whole failure");
    Throwable last = failure;
    while (last.getCause() != null && !(last instanceof ParamTypeException)) {
      last = last.getCause();
    }
    assertInstanceOf(ParamTypeException.class, last);
  }

  @Test
  void aWrongValueThatAClassReadAsItWasLoadedIsExitCode2() {
    Console console = pooled("--how", "class", "-D", "sized.size=big");
    assertEquals(2, console.code(), console.err());
    assertTrue(console.err().startsWith("pooled: sized.size: \"big\" (text)"), console.err());
    Exception failure = console.result().failure();
    assertTrue(failure != null && failure.getCause() instanceof ExceptionInInitializerError);
  }

  @Test
  void aParameterThatAnotherThreadMissesIsExitCode2() {
    Console console = pooled();
    assertEquals(2, console.code(), console.err());
    assertTrue(console.err().startsWith("pooled: no parameter \"elsewhere.size\""), console.err());
    ExecutionException failure =
        assertInstanceOf(ExecutionException.class, console.result().failure());
    assertInstanceOf(MissingParamException.class, failure.getCause());
  }

  @ParameterizedTest
  @ValueSource(strings = {"other", "told", "batch"})
  void whatElseFailsThereIsExitCode1WithItsTrace(String how) {
    Console console = pooled("--how", how, "-D", "elsewhere.size=big");
    assertEquals(1, console.code());
    assertTrue(console.err().contains("Caused by: "), console.err());
    assertTrue(console.err().contains("\tat "), console.err());
  }

  @Command(name = "mine")
  static class Mine implements Callable<Integer> {
    @Mixin HyperparameterMixin hyperparameters;

    @Override
    public Integer call() throws Exception {
      return Pooled.future().intValue();
    }
  }

  @Test
  void soItIsInACommandOfPicocli() {
    StringWriter err = new StringWriter();
    int code =
        HyperparameterMixin.install(new CommandLine(new Mine()))
            .setErr(new PrintWriter(err, true))
            .execute("-D", "elsewhere.size=big");
    assertEquals(2, code, err.toString());
    assertTrue(err.toString().startsWith("elsewhere.size: \"big\" (text) cannot"), err.toString());
  }

  private static Map<String, Object> frozen() {
    return ParamSnapshot.ofFrozen().toMap();
  }

  @Test
  void whatWasFrozenBeforeIsFrozenAgainAfterwards() {
    ParamScope.of("before.it", 1).run(ParamScope::frozen);
    assertEquals(0, Console.of(Launch.of(Trainer.class), "d.csv", "-D", "model.layers=5").code());
    assertEquals(Map.of("before.it", 1L), frozen());
    assertEquals(1, pooled("--how", "other", "-D", "elsewhere.size=1").code());
    assertEquals(Map.of("before.it", 1L), frozen());
    assertEquals(2, pooled("-D", "elsewhere.size=big").code());
    assertEquals(Map.of("before.it", 1L), frozen());
  }

  @Test
  void nothingIsFrozenAfterwardsWhereNothingWas() {
    assertEquals(0, Console.of(Launch.of(Trainer.class), "d.csv", "-D", "model.layers=5").code());
    assertEquals(Map.of(), frozen());
  }

  @Test
  void whatTheMethodItselfFrozeStays() {
    assertEquals(0, pooled("--how", "freeze", "-D", "elsewhere.size=1").code());
    assertEquals(7L, frozen().get("left.behind"));
  }
}
