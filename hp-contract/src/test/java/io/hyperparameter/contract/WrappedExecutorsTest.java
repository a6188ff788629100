package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Values follow tasks through the JDK's pools, which treat them as the tasks they are. */
class WrappedExecutorsTest {
  private static final ParamSnapshot ONE = captured(1L);

  private final List<ExecutorService> pools = new ArrayList<>();
  private final CountDownLatch release = new CountDownLatch(1);

  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  @AfterEach
  void thePoolsEnd() throws InterruptedException {
    release.countDown();
    for (ExecutorService pool : pools) {
      pool.shutdownNow();
      assertTrue(pool.awaitTermination(1, TimeUnit.MINUTES));
    }
  }

  private static ParamSnapshot captured(long value) {
    try (ParamScope scope = ParamScope.of("a", value).enter()) {
      return ParamScope.capture();
    }
  }

  private static long seen() {
    return ParamScope.current().getLong("a", -1);
  }

  private <P extends ExecutorService> P ending(P pool) {
    pools.add(pool);
    return pool;
  }

  private ThreadPoolExecutor pool(BlockingQueue<Runnable> queue) {
    return ending(new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, queue));
  }

  /** A pool of one thread that is busy until {@link #release}. */
  private ThreadPoolExecutor busy(BlockingQueue<Runnable> queue) throws InterruptedException {
    ThreadPoolExecutor pool = pool(queue);
    CountDownLatch started = new CountDownLatch(1);
    pool.execute(
        () -> {
          started.countDown();
          await(release);
        });
    started.await();
    return pool;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // ---- tasks ----

  @Test
  void aLambdaIsTakenForWhatItIs() throws Exception {
    List<Long> list = new ArrayList<>();
    Callable<Long> value = ONE.wrap(() -> seen());
    Runnable none = ONE.wrap(() -> list.clear());
    none.run();
    assertEquals(1, value.call());
  }

  @Test
  void whatATaskThrowsIsKnownToTheCompiler() {
    long value = ONE.call(() -> seen()); // nothing to declare
    assertEquals(1, value);
    assertThrows(IOException.class, WrappedExecutorsTest::failing);
  }

  private static void failing() throws IOException { // and nothing but this
    ONE.call(
        () -> {
          throw new IOException();
        });
  }

  @Test
  void tasksWrappedFromOneTaskAreEqual() {
    Runnable task = () -> {};
    Runnable wrapped = ONE.wrap(task);
    assertEquals(wrapped, ONE.wrap(task));
    assertEquals(wrapped, captured(2L).wrap(task));
    assertEquals(wrapped, captured(2L).wrap(ONE.wrap(task)));
    assertEquals(task.hashCode(), wrapped.hashCode());
    assertNotEquals(wrapped, ONE.wrap((Runnable) () -> {}));
    assertNotEquals(wrapped, task); // as the task does not know
    assertSame(task, ParamSnapshot.unwrap(wrapped));
    assertSame(task, ParamSnapshot.unwrap(captured(2L).wrap(wrapped)));
    assertSame(task, ParamSnapshot.unwrap(task));
  }

  @Test
  void aQueuedTaskIsRemoved() throws Exception {
    ThreadPoolExecutor pool = busy(new LinkedBlockingQueue<>());
    List<Long> ran = Collections.synchronizedList(new ArrayList<>());
    Runnable task = () -> ran.add(seen());
    ONE.wrap((Executor) pool).execute(task);
    assertEquals(1, pool.getQueue().size());
    assertTrue(pool.remove(ONE.wrap(task)));
    assertFalse(pool.remove(ONE.wrap(task)));
    assertEquals(0, pool.getQueue().size());
  }

  @Test
  void aPriorityQueueGoesOnToSort() throws Exception {
    ThreadPoolExecutor pool = busy(new PriorityBlockingQueue<>());
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    ExecutorService bound = ONE.wrap((ExecutorService) pool);
    for (int priority : new int[] {3, 1, 2}) {
      bound.execute(new Prioritised(priority, order));
    }
    pool.execute(new Prioritised(0, order)); // one that is not wrapped
    release.countDown();
    pool.shutdown();
    assertTrue(pool.awaitTermination(1, TimeUnit.MINUTES));
    assertEquals(List.of(-1, 1, 2, 3), order);
  }

  @SuppressWarnings("ComparableType") // the queue has tasks that are wrapped, too
  private record Prioritised(int priority, List<Integer> order)
      implements Runnable, Comparable<Runnable> {
    @Override
    public void run() {
      order.add(seen() == 1 ? priority : -1);
    }

    @Override
    public int compareTo(Runnable other) {
      return Integer.compare(priority, ((Prioritised) ParamSnapshot.unwrap(other)).priority);
    }
  }

  @Test
  void aRejectedTaskIsTheOneThatWasGiven() {
    ThreadPoolExecutor pool = pool(new LinkedBlockingQueue<>());
    List<Object> rejected = new ArrayList<>();
    pool.setRejectedExecutionHandler((task, from) -> rejected.add(ParamSnapshot.unwrap(task)));
    pool.shutdown();
    Runnable task = () -> {};
    ONE.wrap((Executor) pool).execute(task);
    assertEquals(List.of(task), rejected);
  }

  @Test
  void callerRunsRestoresTheCaller() throws Exception {
    ThreadPoolExecutor pool = busy(new SynchronousQueue<>());
    pool.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
    List<Long> seen = new ArrayList<>();
    try (ParamScope own = ParamScope.of("own", 5L).enter()) {
      ONE.wrap((Executor) pool).execute(() -> seen.add(seen()));
      ONE.wrap((ExecutorService) pool).submit(() -> seen.add(seen())).get();
      assertEquals(Map.of("own", 5L), own.toMap());
    }
    assertEquals(List.of(1L, 1L), seen);
  }

  // ---- executors ----

  @Test
  void everyWayOfHandingOverATask() throws Exception {
    ExecutorService pool = ONE.wrap(ending(Executors.newFixedThreadPool(2)));
    List<Long> seen = Collections.synchronizedList(new ArrayList<>());
    pool.submit(() -> seen.add(seen())).get();
    seen.add(pool.submit(() -> seen()).get());
    Runnable adding = () -> seen.add(seen());
    seen.add(pool.submit(adding, 1L).get());
    List<Callable<Long>> tasks = List.of(() -> seen(), () -> seen());
    for (Future<Long> one : pool.invokeAll(tasks)) {
      seen.add(one.get());
    }
    for (Future<Long> one : pool.invokeAll(tasks, 1, TimeUnit.MINUTES)) {
      seen.add(one.get());
    }
    seen.add(pool.invokeAny(tasks));
    seen.add(pool.invokeAny(tasks, 1, TimeUnit.MINUTES));
    ExecutorCompletionService<Long> completion = new ExecutorCompletionService<>(pool);
    completion.submit(() -> seen());
    seen.add(completion.take().get());
    seen.add(CompletableFuture.supplyAsync(() -> seen(), pool).thenApplyAsync(n -> n, pool).get());
    assertEquals(Collections.nCopies(12, 1L), seen);
    pool.shutdown();
    assertTrue(pool.awaitTermination(1, TimeUnit.MINUTES));
    assertTrue(pool.isShutdown() && pool.isTerminated());
  }

  /** From JDK 19 on executors are closed: what that means is theirs to say. */
  @Test
  void closingIsTheExecutorsBusiness() throws Exception {
    AtomicBoolean closed = new AtomicBoolean();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
          @SuppressWarnings("unused") // from JDK 19 on
          public void close() {
            closed.set(true);
          }
        };
    boolean closeable = (Object) pool instanceof AutoCloseable;
    if ((Object) ParamScope.capture().wrap(pool) instanceof AutoCloseable wrapped) {
      wrapped.close();
    }
    assertEquals(closeable, closed.get());
    assertFalse(pool.isShutdown());
    pool.shutdown();
  }

  @Test
  void aScheduledTaskSeesThemEachTime() throws Exception {
    ScheduledExecutorService plain = ending(Executors.newScheduledThreadPool(1));
    ScheduledExecutorService pool = ONE.wrap(plain);
    assertEquals(1, pool.schedule(() -> seen(), 0, TimeUnit.SECONDS).get());
    CountDownLatch ran = new CountDownLatch(6);
    List<Long> seen = Collections.synchronizedList(new ArrayList<>());
    Runnable task =
        () -> {
          seen.add(seen());
          ParamScope.current().put("a", 7L); // gone the next time
          ran.countDown();
        };
    ScheduledFuture<?> rate = pool.scheduleAtFixedRate(task, 0, 1, TimeUnit.MICROSECONDS);
    ScheduledFuture<?> delay = pool.scheduleWithFixedDelay(task, 0, 1, TimeUnit.MICROSECONDS);
    ScheduledFuture<?> once = pool.schedule(task, 0, TimeUnit.SECONDS);
    ran.await();
    rate.cancel(false);
    delay.cancel(false);
    once.get();
    assertFalse(seen.contains(7L) || seen.contains(-1L), seen::toString);
    assertEquals(-1, plain.submit(() -> seen()).get());
  }

  @Test
  void aCancelledTaskLeavesItsThreadAsItWas() throws Exception {
    ExecutorService plain = ending(Executors.newSingleThreadExecutor());
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Runnable endless =
        () -> {
          ParamScope.of("a", 9L).enter();
          started.countDown();
          await(release); // until interrupted
          ended.countDown();
        };
    Future<?> future = ONE.wrap(plain).submit(endless);
    started.await();
    assertTrue(future.cancel(true));
    ended.await();
    assertEquals(-1, plain.submit(() -> seen()).get());
    assertEquals(1, ONE.wrap(plain).submit(() -> seen()).get());
  }

  @Test
  void capturingTakesWhatIsThereWhenATaskIsHandedOver() throws Exception {
    ScheduledExecutorService plain = ending(Executors.newScheduledThreadPool(1));
    ExecutorService service = ParamSnapshot.capturing((ExecutorService) plain);
    ScheduledExecutorService scheduled = ParamSnapshot.capturing(plain);
    Executor executor = ParamSnapshot.capturing((Executor) plain);
    for (long value = 1; value <= 3; value++) {
      try (ParamScope scope = ParamScope.of("a", value).enter()) {
        Future<Long> later = service.submit(() -> seen());
        Future<Long> evenLater = scheduled.schedule(() -> seen(), 0, TimeUnit.SECONDS);
        CompletableFuture<Long> async = CompletableFuture.supplyAsync(() -> seen(), executor);
        scope.put("a", 100L);
        assertEquals(
            List.of(value, value, value), List.of(later.get(), evenLater.get(), async.get()));
      }
    }
    assertEquals(-1, service.submit(() -> seen()).get());
  }

  // ---- threads ----

  @Test
  void aParallelStreamInAPoolOfASnapshotSeesItsValues() throws Exception {
    ForkJoinPool pool = ending(ONE.pool(3));
    try (ParamScope elsewhere = ParamScope.of("a", 50L).enter()) {
      long sum =
          pool.submit(() -> IntStream.range(0, 1000).parallel().mapToLong(i -> seen()).sum()).get();
      assertEquals(1000, sum);
    }
    assertThrows(IllegalArgumentException.class, () -> ONE.pool(0));
  }

  @Test
  void aThreadOfAWrappedFactorySeesThemFromStartToEnd() throws Exception {
    ExecutorService pool = ending(Executors.newSingleThreadExecutor(ONE.wrapThreads(Thread::new)));
    assertEquals(1, pool.submit(() -> seen()).get());
    assertEquals(1, pool.submit(() -> seen()).get());
  }

  @Test
  void runsOfOneSnapshotNest() throws Exception {
    long value =
        ONE.call(
            () -> {
              ParamScope.current().put("a", 2L);
              long inner = ONE.call(() -> ONE.call(() -> seen()));
              return 10 * seen() + inner;
            });
    assertEquals(21, value);
  }
}
