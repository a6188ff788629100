package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.LongParam;
import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.spi.Context;
import io.hyperparameter.spi.Seat;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A context lives as long as its thread, on every thread, and no longer. */
class ThreadContextsTest {
  private static final LongParam COUNT = Param.ofLong("threads.count", -1);
  private static final int MANY = 200;
  private static final int GARBAGE_COLLECTIONS = 100;
  private static final int MORE_THAN_SPARES = 6;

  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  /** The JDK clears the thread locals of these workers between tasks. */
  @Test
  void aCommonPoolWorkerKeepsWhatItWroteFromTaskToTask() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    List<Thread> others = new ArrayList<>();
    try {
      for (int i = 0; i < 2 * MANY; i++) { // so that none is alone with its id, in any table
        others.add(seated(done));
      }
      Map<Thread, Long> counted = new HashMap<>();
      for (int i = 0; i < MANY; i++) {
        FutureTask<Long> task = new FutureTask<>(ThreadContextsTest::count);
        Thread[] worker = new Thread[1];
        CountDownLatch ran = new CountDownLatch(1);
        ForkJoinPool.commonPool()
            .execute(
                () -> {
                  worker[0] = Thread.currentThread();
                  task.run();
                  ran.countDown();
                });
        ran.await();
        assertEquals(counted.merge(worker[0], 1L, Long::sum), task.get());
      }
      assertTrue(!counted.isEmpty());
    } finally {
      done.countDown();
      for (Thread other : others) {
        other.join();
      }
    }
  }

  /**
   * The thread may be at ending it right now, and others would give memory back twice. To end it
   * they would take its monitor.
   */
  @Test
  @Timeout(60) // where they do, they wait for ever
  void whoAsksAScopeOfATaskThatEndedLeavesItsContextAlone() throws InterruptedException {
    Task task = new Task();
    task.nested(MORE_THAN_SPARES);
    AtomicLong seen = new AtomicLong();
    Thread other = new Thread(() -> seen.set(task.scope.getLong("threads.kept", -1)));
    synchronized (task.context) {
      other.start();
      other.join();
    }
    assertEquals(7, seen.get());
  }

  /** A task in tasks, whose context is not kept for others: it ends when the task does. */
  private static final class Task {
    private final ParamSnapshot snapshot = ParamScope.capture();
    private ParamScope scope;
    private Context context;

    void nested(int tasks) {
      if (tasks > 0) {
        snapshot.run(() -> nested(tasks - 1));
      } else {
        scope = ParamScope.of("threads.kept", 7).enter();
        context = Seat.of(Thread.currentThread()).context;
      }
    }
  }

  private static long count() {
    ParamScope here = ParamScope.current();
    here.put("threads.count", here.getLong("threads.count", 0) + 1);
    assertEquals(COUNT.get(), here.getLong("threads.count"));
    return COUNT.get();
  }

  private static Thread seated(CountDownLatch done) throws InterruptedException {
    CountDownLatch seated = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              assertEquals(-1, COUNT.get());
              seated.countDown();
              try {
                done.await();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    seated.await();
    return thread;
  }

  @Test
  void whatAThreadHadBecomesGarbageWhenAnotherComesAfterIt() throws Exception {
    WeakReference<Object> value = valueOfAnEndedThread();
    onAThread(COUNT::get);
    for (int i = 0; i < GARBAGE_COLLECTIONS && value.get() != null; i++) {
      System.gc();
      onAThread(COUNT::get); // native storage gives back in turns
    }
    assertNull(value.get());
  }

  @Test
  void whatAThreadHadBecomesGarbageWhenValuesAreFrozen() throws Exception {
    COUNT.get();
    WeakReference<Object> value = valueOfAnEndedThread();
    ParamScope.empty().run(ParamScope::frozen);
    for (int i = 0; i < GARBAGE_COLLECTIONS && value.get() != null; i++) {
      System.gc();
    }
    assertNull(value.get());
  }

  private static WeakReference<Object> valueOfAnEndedThread() throws Exception {
    Object[] value = {new Object()};
    onAThread(
        () -> {
          ParamScope.current().put("object", value[0]);
          ParamScope.of("object", new Object[] {value[0]}).enter();
        });
    return new WeakReference<>(value[0]);
  }

  private static void onAThread(Runnable body) throws Exception {
    FutureTask<Void> task = new FutureTask<>(body, null);
    Thread thread = new Thread(task);
    thread.start();
    task.get();
    thread.join();
  }
}
