package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.alibaba.ttl.TransmittableThreadLocal;
import com.alibaba.ttl.TransmittableThreadLocal.Transmitter;
import com.alibaba.ttl.TtlCallable;
import com.alibaba.ttl.TtlRunnable;
import com.alibaba.ttl.TtlUnwrap;
import com.alibaba.ttl.TtlWrappers;
import com.alibaba.ttl.threadpool.TtlExecutors;
import io.hyperparameter.AttachedSnapshot;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.spi.ThreadLocalCarrier;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The cases of docs/coming-from-transmittable-thread-local.md: by that library, and by this. */
class TransmittableCasesTest {
  private static final TransmittableThreadLocal<String> USER = new TransmittableThreadLocal<>();

  private final ExecutorService pool = Executors.newSingleThreadExecutor();

  @BeforeAll
  static void theBackendServes() {
    BackendGate.open();
  }

  @AfterEach
  void end() throws Exception {
    USER.remove();
    pool.shutdown();
    assertTrue(pool.awaitTermination(1, TimeUnit.MINUTES));
  }

  private static String user() {
    ParamScope here = ParamScope.current();
    return here.contains("user") ? here.getString("user") : null;
  }

  private static List<String> both() {
    return java.util.Arrays.asList(USER.get(), user());
  }

  private static void assertBoth(String expected, List<String> seen) {
    assertEquals(java.util.Arrays.asList(expected, expected), seen);
  }

  /** Their pool's thread inherits the value of whoever made it come; ours starts with none. */
  private void start(ExecutorService pool) throws Exception {
    USER.remove();
    pool.submit(() -> {}).get();
  }

  @Test
  void aTaskThatIsWrapped() throws Exception {
    start(pool);
    USER.set("ann");
    try (ParamScope scope = ParamScope.of("user", "ann").enter()) {
      Callable<String> theirs = TtlCallable.get(() -> USER.get());
      Callable<String> ours = ParamScope.capture().wrap(() -> user());
      USER.set("bob");
      scope.put("user", "bob");
      assertEquals("ann", pool.submit(theirs).get());
      assertEquals("ann", pool.submit(ours).get());
    }
    assertEquals(java.util.Arrays.asList(null, null), pool.submit(() -> both()).get());
  }

  @Test
  void anExecutorThatCapturesForEachTask() throws Exception {
    start(pool);
    ExecutorService theirs = TtlExecutors.getTtlExecutorService(pool);
    ExecutorService ours = ParamSnapshot.capturing(pool);
    for (String name : List.of("ann", "bob")) {
      USER.set(name);
      try (ParamScope scope = ParamScope.of("user", name).enter()) {
        assertEquals(name, theirs.submit(() -> USER.get()).get());
        assertEquals(name, ours.submit(() -> user()).get());
      }
    }
  }

  @Test
  void functionsThatAreWrapped() throws Exception {
    USER.set("ann");
    Supplier<String> theirs = TtlWrappers.wrapSupplier(USER::get);
    Supplier<String> ours =
        ParamScope.of("user", "ann").call(() -> ParamScope.capture().wrapSupplier(() -> user()));
    USER.set("bob");
    ParamScope.of("user", "bob")
        .run(
            () -> {
              assertEquals("ann", theirs.get());
              assertEquals("ann", ours.get());
              assertBoth("bob", both());
            });
  }

  @Test
  void captureReplayRestore() {
    USER.set("ann");
    Object theirs = Transmitter.capture();
    ParamSnapshot ours = ParamScope.of("user", "ann").call(ParamScope::capture);
    USER.set("bob");
    try (ParamScope scope = ParamScope.of("user", "bob").enter()) {
      Object backup = Transmitter.replay(theirs);
      AttachedSnapshot attached = ours.attach();
      try {
        assertBoth("ann", both());
        USER.set("changed inside");
        ParamScope.current().put("user", "changed inside");
        assertBoth("changed inside", both());
      } finally {
        attached.close();
        Transmitter.restore(backup);
      }
      assertBoth("bob", both());
    }
  }

  @Test
  void nothingForAWhile() {
    USER.set("ann");
    try (ParamScope scope = ParamScope.of("user", "ann").enter()) {
      assertNull(Transmitter.runSupplierWithClear(USER::get));
      assertNull(ParamScope.empty().call(() -> user()));
      assertBoth("ann", both());
    }
  }

  @Test
  void theTaskAgain() {
    Runnable task = () -> {};
    assertSame(task, TtlUnwrap.unwrap(TtlRunnable.get(task)));
    assertSame(task, ParamSnapshot.unwrap(ParamScope.capture().wrap(task)));
  }

  /** The known trap: a task that the caller runs itself, and that changes what it sees. */
  @Test
  void aFullPoolWhoseCallerRunsTheTask() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    ThreadPoolExecutor full =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new SynchronousQueue<>());
    full.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
    full.execute(
        () -> {
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    USER.set("ann");
    try (ParamScope scope = ParamScope.of("user", "ann").enter()) {
      Runnable change =
          () -> {
            USER.set("bob");
            ParamScope.current().put("user", "bob");
          };
      full.execute(TtlRunnable.get(ParamScope.capture().wrap(change)));
      assertBoth("ann", both());
    }
    release.countDown();
    full.shutdown();
    assertTrue(full.awaitTermination(1, TimeUnit.MINUTES));
  }

  @Test
  void aParallelStream() throws Exception {
    ForkJoinPool ours = ParamScope.of("user", "ann").call(() -> ParamScope.capture().pool(2));
    List<String> seen =
        ours.submit(() -> List.of(1, 2, 3, 4).parallelStream().map(i -> user()).toList()).get();
    ours.shutdown();
    assertEquals(List.of("ann", "ann", "ann", "ann"), seen);
  }

  /** Theirs inherits; here a child thread is given what it is to see. */
  @Test
  void aChildThread() throws Exception {
    USER.set("ann");
    try (ParamScope scope = ParamScope.of("user", "ann").enter()) {
      FutureTask<List<String>> plain = new FutureTask<>(() -> both());
      FutureTask<List<String>> wrapped = new FutureTask<>(() -> both());
      new Thread(plain).start();
      new Thread(ParamScope.capture().wrap(wrapped)).start();
      assertEquals(java.util.Arrays.asList("ann", null), plain.get());
      assertBoth("ann", wrapped.get());
    }
  }

  /** {@code Transmitter.registerThreadLocal}: a thread-local of somebody else's, taken along. */
  @Test
  void anotherThreadLocal() throws Exception {
    start(pool);
    ThreadLocal<String> trace = new ThreadLocal<>();
    Transmitter.registerThreadLocalWithShadowCopier(trace);
    ThreadLocalCarrier carrier =
        () -> {
          String captured = trace.get();
          return () -> {
            String before = trace.get();
            trace.set(captured);
            return () -> trace.set(before);
          };
        };
    try {
      trace.set("t1");
      Future<String> theirs = pool.submit(TtlCallable.get(trace::get));
      Future<String> ours =
          pool.submit(ParamScope.capture().carrying(carrier).wrap(() -> trace.get()));
      assertEquals("t1", theirs.get());
      assertEquals("t1", ours.get());
      assertNull(pool.submit(() -> trace.get()).get());
    } finally {
      Transmitter.unregisterThreadLocal(trace);
    }
  }
}
