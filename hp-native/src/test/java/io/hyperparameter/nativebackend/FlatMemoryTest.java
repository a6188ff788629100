package io.hyperparameter.nativebackend;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Threads and bound tasks come and go; the process stays as large as it is. -Dhp.long=true: a
 * little over a million of each, in three rounds. A heap of fixed size, -Xms256m -Xmx256m, shows
 * best what is not the heap's.
 */
class FlatMemoryTest extends NativeTest {
  private static final boolean LONG = Boolean.getBoolean("hp.long");
  private static final int AT_ONCE = 64;
  private static final int IDLE = 12;

  /** Bytes. */
  private static final int HEAVY = 10_000_000;

  /** Whose undo log takes several MB. */
  private static final int MANY_VALUES = 200_000;

  /** What the heap and the allocator's own caches may still take after the first round. */
  private static final long SLACK_KIB = 48 * 1024;

  /** A leak outlives any number of collections; what is not leaked rarely needs a second one. */
  private static final int COLLECTIONS = 20;

  private static final Path STATUS = Path.of("/proc/self/status");

  @BeforeEach
  void processTellsItsSize() {
    assumeTrue(Files.exists(STATUS));
  }

  @Test
  void platformThreads() throws Exception {
    flat(LONG ? 350_000 : 4_000, task -> new Thread(task).start());
  }

  @Test
  void virtualThreads() throws Exception {
    // Where there are none these are platform threads again, which have been above.
    boolean virtual = Runtime.version().feature() >= 21;
    flat(!virtual ? 1_000 : LONG ? 350_000 : 10_000, NativeTest::startVirtual);
  }

  @Test
  void boundTasks() throws Exception {
    ParamSnapshot snapshot = ParamScope.of("base", "some text").call(ParamScope::capture);
    flat(LONG ? 350_000 : 10_000, task -> snapshot.run(task));
  }

  @Test
  void oneScopeEnteredForEver() throws Exception {
    flat(LONG ? 4_000_000 : 200_000, Runnable::run);
  }

  /** Tasks in a row need no new context, and make captures all the same. */
  @Test
  void whoCapturesGivesBackWhatEarlierCapturesHad() {
    captureInATask(0);
    CountDownLatch given = new CountDownLatch(1);
    register(given);
    for (int i = 1; i <= 10 * COLLECTIONS && given.getCount() > 0; i++) {
      System.gc();
      captureInATask(i);
    }
    assertEquals(0, given.getCount());
  }

  private static void captureInATask(int value) {
    ParamScope scope = ParamScope.of("flat.number", value);
    scope.run(() -> ParamScope.capture().run(() -> scopes(value)));
  }

  /** Threads that wait for their next task keep nothing heavy of the one before. */
  @Test
  void tasksOfIdleThreads() throws Exception {
    String text = "x".repeat(HEAVY);
    ParamSnapshot light = ParamScope.of("base", 1).call(ParamScope::capture);
    Map<String, Long> many = many(text);
    keptByIdleThreads(
        () -> {
          ParamSnapshot heavy = ParamScope.of("text", text).call(ParamScope::capture);
          return () -> heavy.run(() -> {});
        });
    for (Runnable heavy :
        List.<Runnable>of(
            () -> ParamScope.of("text", text).run(() -> {}),
            () -> ParamScope.current().put("text", text),
            () -> ParamScope.of(many).run(() -> {}),
            () -> ParamScope.of("base", 2).run(() -> TestKernel.putText("text", text)))) {
      keptByIdleThreads(() -> () -> light.run(heavy));
    }
    Map<String, Long> values = new HashMap<>();
    for (int i = 0; i < MANY_VALUES; i++) {
      values.put("k" + i, 1L);
    }
    keptByIdleThreads(() -> () -> ParamScope.of(values).run(() -> {})); // in their own contexts
  }

  /** Each thread has a task of its own, made here. */
  private static void keptByIdleThreads(Supplier<Runnable> tasks) throws Exception {
    List<ExecutorService> idle = new ArrayList<>();
    try {
      assumeTrue(TestKernel.allocatedKib() > 0, "malloc tells how much it gave");
      long before = TestKernel.allocatedKib();
      for (int i = 0; i < IDLE; i++) {
        ExecutorService one = Executors.newSingleThreadExecutor();
        idle.add(one);
        one.submit(tasks.get()).get();
      }
      assertGrownLittle(before, TestKernel::allocatedKib);
    } finally {
      idle.forEach(ExecutorService::shutdown);
    }
  }

  /** So many bytes of keys. */
  private static Map<String, Long> many(String text) {
    Map<String, Long> many = new HashMap<>();
    int length = 10_000;
    for (int i = 0; i < HEAVY / length; i++) {
      many.put(i + text.substring(0, length), 1L);
    }
    return many;
  }

  private static void flat(int count, Starter starter) throws Exception {
    Semaphore running = new Semaphore(AT_ONCE);
    round(count, starter, running);
    long before = LoadProbe.residentKib();
    round(count, starter, running);
    round(count, starter, running);
    assertGrownLittle(before, LoadProbe::residentKib);
  }

  private static void assertGrownLittle(long before, Callable<Long> kib) throws Exception {
    long grown = Long.MAX_VALUE;
    for (int i = 0; i < COLLECTIONS && grown >= SLACK_KIB; i++) {
      grown = kib.call() - before;
      collect();
    }
    assertTrue(grown < SLACK_KIB, "grew by " + grown + " KiB from " + before + " KiB of memory");
  }

  private static void round(int count, Starter starter, Semaphore running) throws Exception {
    for (int i = 0; i < count; i++) {
      running.acquire();
      int number = i;
      starter.start(
          () -> {
            try {
              scopes(number);
            } finally {
              running.release();
            }
          });
    }
    running.acquire(AT_ONCE);
    running.release(AT_ONCE);
    collect();
    collect();
  }

  /** Returns when the queue has got to what a collection found unreachable. */
  private static void collect() throws Exception {
    CountDownLatch cleaned = new CountDownLatch(1);
    register(cleaned);
    do {
      System.gc();
      NativeReclaim.reclaimUnreachable();
    } while (!cleaned.await(10, MILLISECONDS));
  }

  private static void register(CountDownLatch cleaned) {
    new NativeReclaim(new Object()) {
      @Override
      void giveBack() {
        cleaned.countDown();
      }
    }.register();
  }

  private static void scopes(int i) {
    try (var scope = ParamScope.of("flat.number", i).with("flat.text", "text " + i).enter()) {
      scope.put("flat.key." + i % 50, "a text that is not short, of thread " + i);
      scope.put("flat.object", new int[1]);
      if (scope.getLong("flat.number", -1) != i) {
        throw new AssertionError("thread " + i + " reads " + scope.getLong("flat.number", -1));
      }
    }
  }

  private interface Starter {
    void start(Runnable task) throws Exception;
  }
}
