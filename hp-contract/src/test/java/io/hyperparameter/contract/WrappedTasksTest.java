package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Values follow tasks through what is no executor, or forks tasks of its own. */
class WrappedTasksTest {
  private static final ParamSnapshot ONE = ParamScope.of("a", 1L).call(ParamScope::capture);

  private final List<ExecutorService> pools = new ArrayList<>();

  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  @AfterEach
  void thePoolsEnd() throws InterruptedException {
    for (ExecutorService pool : pools) {
      pool.shutdownNow();
      assertTrue(pool.awaitTermination(1, TimeUnit.MINUTES));
    }
  }

  private static long seen() {
    return ParamScope.current().getLong("a", -1);
  }

  private <P extends ExecutorService> P ending(P pool) {
    pools.add(pool);
    return pool;
  }

  @Test
  void aTimerSeesThemEachTime() throws Exception {
    Timer timer = new Timer(true);
    List<Long> seen = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch ran = new CountDownLatch(3);
    TimerTask task =
        ONE.timerTask(
            () -> {
              seen.add(seen());
              ParamScope.current().put("a", 7L); // gone the next time
              ran.countDown();
            });
    timer.schedule(task, 0, 1);
    ran.await();
    assertTrue(task.cancel());
    FutureTask<Long> plain = new FutureTask<>(() -> seen());
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            plain.run();
          }
        },
        0);
    assertEquals(-1, plain.get());
    timer.cancel();
    assertFalse(seen.contains(7L) || seen.contains(-1L), seen::toString);
  }

  @Test
  void aForkJoinTaskSeesThemAndThoseItForksIfTheyAreWrapped() {
    ForkJoinPool pool = ending(new ForkJoinPool(3));
    assertEquals(64, pool.invoke(ONE.wrap(new Sum(0, 64, ONE))));
    assertEquals(64, ending(ONE.pool(3)).invoke(new Sum(0, 64, null)));
    ForkJoinTask<Long> failing =
        ONE.wrap(
            new RecursiveTask<Long>() {
              @Override
              protected Long compute() {
                throw new IllegalStateException("on purpose");
              }
            });
    assertThrows(IllegalStateException.class, () -> pool.invoke(failing));
    assertTrue(failing.isCompletedAbnormally());
    ForkJoinTask<Long> cancelled = ONE.wrap(new Sum(0, 1, null));
    assertTrue(cancelled.cancel(false) && cancelled.isCancelled());
    assertEquals(-1, pool.submit(() -> seen()).join());
  }

  private static final class Sum extends RecursiveTask<Long> {
    private static final long serialVersionUID = 1L;
    private final int from;
    private final int to;
    private final ParamSnapshot over;

    Sum(int from, int to, ParamSnapshot over) {
      this.from = from;
      this.to = to;
      this.over = over;
    }

    @Override
    protected Long compute() {
      if (to - from == 1) {
        return seen();
      }
      ForkJoinTask<Long> left = half(from, (from + to) / 2).fork();
      return half((from + to) / 2, to).invoke() + left.join();
    }

    private ForkJoinTask<Long> half(int from, int to) {
      Sum half = new Sum(from, to, over);
      return over == null ? half : over.wrap(half);
    }
  }

  @Test
  void aCompletionServiceGivesWhatTasksSaw() throws Exception {
    ExecutorService pool = ending(Executors.newSingleThreadExecutor());
    CompletionService<Long> service = ONE.wrap(new ExecutorCompletionService<>(pool));
    service.submit(() -> seen());
    assertEquals(1, service.take().get());
    List<Long> seen = new ArrayList<>();
    service.submit(() -> seen.add(seen()), 5L);
    assertEquals(5, service.poll(1, TimeUnit.MINUTES).get());
    assertEquals(List.of(1L), seen);
    assertEquals(null, service.poll());
  }

  @Test
  void aCapturingFactoryGivesAThreadWhatItsMakerSees() throws Exception {
    ThreadFactory factory = ParamSnapshot.capturing(task -> new Thread(task));
    FutureTask<Long> task = new FutureTask<>(() -> seen());
    try (ParamScope scope = ParamScope.of("a", 3L).enter()) {
      Thread thread = factory.newThread(task);
      scope.put("a", 4L);
      thread.start();
    }
    assertEquals(3, task.get());
  }
}
