package io.hyperparameter.contract.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.DoubleParam;
import io.hyperparameter.Explanation;
import io.hyperparameter.LostScope;
import io.hyperparameter.LostScope.Kind;
import io.hyperparameter.LostScopes;
import io.hyperparameter.Param;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.ParamTypeException;
import io.hyperparameter.ScopeStateException;
import io.hyperparameter.management.ParametersMXBean;
import io.hyperparameter.management.ParametersManagement;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.management.JMX;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** What is found while scopes are tracked, and what is not. */
@Tag("tracking")
class LostScopesTest {
  private static final DoubleParam RATE = Param.ofDouble("lost.rate", 0.5);
  private static final Param<String> SECRET = Param.ofString("jmx.token", "").secret();

  private final BlockingQueue<LostScope> found = new LinkedBlockingQueue<>();
  private LostScopes.Registration listening;

  @BeforeEach
  void listen() {
    assertTrue(LostScopes.isTracking());
    LostScopes.check();
    listening = LostScopes.listen(found::add);
  }

  @AfterEach
  void stop() {
    listening.close();
  }

  private LostScope only() {
    assertEquals(1, found.size(), found::toString);
    return found.remove();
  }

  private static void run(Thread thread) throws InterruptedException {
    thread.start();
    thread.join();
  }

  private static boolean isIn(List<StackTraceElement> stack, String method) {
    return stack.get(0).getClassName().startsWith(LostScopesTest.class.getName())
        && stack.get(0).getMethodName().contains(method);
  }

  // ---- reads ----

  @Test
  void aThreadThatReadsADefaultMissesTheScopeItWasStartedIn() throws Exception {
    try (var scope = ParamScope.of("lost.rate", 0.1).enter()) {
      run(new Thread(() -> assertEquals(0.5, RATE.get()), "reader"));
    }
    LostScope lost = only();
    assertEquals(Kind.LOST_READ, lost.kind());
    assertEquals("lost.rate", lost.key());
    assertTrue(lost.message().contains("its default on thread \"reader\""), lost::toString);
    assertTrue(lost.message().contains("had 0.1"), lost::toString);
    assertTrue(isIn(lost.here(), "aThreadThatReadsADefault"), lost::toString);
    assertTrue(isIn(lost.there(), "aThreadThatReadsADefault"), lost::toString);
    assertTrue(lost.remedy().contains("capture().wrap(task)"));
  }

  @Test
  void theRemedyMends() throws Exception {
    try (var scope = ParamScope.of("lost.rate", 0.1).enter()) {
      run(new Thread(ParamScope.capture().wrap(() -> assertEquals(0.1, RATE.get()))));
      ExecutorService pool = Executors.newFixedThreadPool(1);
      assertEquals(0.1, ParamSnapshot.capturing(pool).submit(() -> RATE.get()).get());
      pool.shutdown();
      ForkJoinPool workers = ParamScope.capture().pool(2);
      double sum =
          workers
              .submit(() -> IntStream.range(0, 100).parallel().mapToDouble(i -> RATE.get()).sum())
              .join();
      assertEquals(10, sum, 1e-9);
      workers.shutdown();
    }
    assertEquals(List.of(), List.copyOf(found));
  }

  @Test
  void aPlaceIsReportedOnce() throws Exception {
    try (var scope = ParamScope.of("lost.rate", 0.1).enter()) {
      for (int i = 0; i < 3; i++) {
        run(new Thread(() -> RATE.get()));
      }
    }
    only();
  }

  /** Each of them has to be mended. */
  @Test
  void aSharedReaderIsReportedForEachOfItsCallers() throws Exception {
    try (var scope = ParamScope.of("lost.rate", 0.1).enter()) {
      run(new Thread(LostScopesTest::oneCaller));
      run(new Thread(LostScopesTest::anotherCaller));
      run(new Thread(LostScopesTest::anotherCaller));
    }
    assertEquals(2, found.size(), found::toString);
    assertTrue(found.remove().here().get(1).getMethodName().equals("oneCaller"));
    assertTrue(found.remove().here().get(1).getMethodName().equals("anotherCaller"));
  }

  private static void oneCaller() {
    sharedReader();
  }

  private static void anotherCaller() {
    sharedReader();
  }

  private static void sharedReader() {
    RATE.get();
  }

  @Test
  void aThreadWithoutANameIsToldByItsNumber() throws Exception {
    try (var scope = ParamScope.of("lost.rate", 0.1).enter()) {
      Thread reader = new Thread(() -> RATE.get(), "");
      run(reader);
      LostScope lost = only();
      assertTrue(
          lost.message().contains(" on thread #" + reader.getId() + ", but"), lost::toString);
    }
  }

  @Test
  void theRemedyIsOfWhatRanTheReader() throws Exception {
    try (var scope = ParamScope.of("lost.rate", 0.1).enter()) {
      CompletableFuture.runAsync(() -> RATE.get(), task -> new Thread(task).start()).join();
      assertTrue(only().remedy().contains("supplyAsync(task, ParamSnapshot.capturing(executor))"));
      ExecutorService pool = new ForkJoinPool(1);
      CompletableFuture.runAsync(() -> RATE.get(), pool).join();
      assertTrue(only().remedy().contains("supplyAsync(task, ParamSnapshot.capturing(executor))"));
      pool.shutdown();
    }
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void virtualThreadsAreToldByTheirNumbersAndTheirExecutorIsMended() throws Exception {
    ExecutorService each =
        (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    try (var scope = ParamScope.of("lost.rate", 0.1).enter()) {
      each.submit(() -> RATE.get()).get();
    }
    each.shutdown();
    LostScope lost = only();
    assertTrue(lost.message().matches(".* on virtual thread #\\d+, but .*"), lost::toString);
    assertTrue(
        lost.remedy().endsWith("executor = ParamSnapshot.capturing(executor)"), lost::toString);
  }

  @Test
  void aThreadThatATaskStartsMissesWhatTheTaskHas() throws Exception {
    ParamSnapshot here = ParamScope.of("lost.rate", 0.1).call(ParamScope::capture);
    here.call(
        () -> {
          run(new Thread(() -> assertEquals(0.5, RATE.get())));
          return null;
        });
    assertEquals(Kind.LOST_READ, only().kind());
    try (var attached = here.attach()) {
      run(new Thread(() -> assertEquals(0.5, RATE.get())));
    }
    assertEquals(Kind.LOST_READ, only().kind());
    try (var attached = here.attach()) {
      run(new Thread(ParamScope.capture().wrap(() -> assertEquals(0.1, RATE.get()))));
    }
    assertEquals(List.of(), List.copyOf(found));
  }

  @Test
  void aThreadThatHasItsOwnValueMissesNothing() throws Exception {
    try (var scope = ParamScope.of("lost.rate", 0.1).enter()) {
      run(new Thread(() -> ParamScope.of("lost.rate", 0.2).run(() -> RATE.get())));
      run(new Thread(() -> ParamScope.current().getInt("lost.other", 1)));
    }
    run(new Thread(() -> RATE.get()));
    assertEquals(List.of(), List.copyOf(found));
  }

  @Test
  void aValueEqualToTheDefaultIsNotMissed() throws Exception {
    try (var scope = ParamScope.define("lost.rate=0.5").enter()) {
      run(new Thread(() -> RATE.get()));
    }
    assertEquals(List.of(), List.copyOf(found));
  }

  @Test
  void aThreadThatHidesAValueItselfMissesNothing() throws Exception {
    try (var scope = ParamScope.of("lost.rate", 0.1).enter()) {
      run(new Thread(() -> ParamScope.empty().run(() -> RATE.get())));
      run(new Thread(() -> ParamScope.of("lost.rate", (Object) null).run(() -> RATE.get())));
      run(
          new Thread(
              () -> {
                try (var own = ParamScope.of("a", 1).enter()) {
                  own.remove("lost.rate");
                  RATE.get();
                }
              }));
      run(new Thread(ParamScope.capture().wrap(() -> ParamScope.empty().run(() -> RATE.get()))));
    }
    assertEquals(List.of(), List.copyOf(found));
  }

  @Test
  void aFrozenValueIsMissedAgainstAnother() throws Exception {
    try {
      ParamScope.of("lost.frozen", 1).run(ParamScope::frozen);
      try (var scope = ParamScope.of("lost.frozen", 2).enter()) {
        run(new Thread(() -> assertEquals(1, ParamScope.current().getInt("lost.frozen"))));
      }
      assertTrue(only().message().contains("the frozen value"));
      run(new Thread(() -> ParamScope.current().getInt("lost.frozen")));
      assertEquals(List.of(), List.copyOf(found));
    } finally {
      ParamScope.capture().run(() -> ParamScope.empty().run(ParamScope::frozen));
    }
  }

  @Test
  void aPoolThatIsWaitedForPossiblyLosesAScope() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    pool.submit(() -> {}).get(); // the thread was made by somebody without scopes
    CountDownLatch waiting = new CountDownLatch(1);
    Thread main = Thread.currentThread();
    try (var scope = ParamScope.of("lost.rate", 0.1).enter()) {
      pool.submit(
              () -> {
                while (main.getState() != Thread.State.WAITING) {
                  Thread.onSpinWait();
                }
                return RATE.get();
              })
          .get();
    }
    LostScope lost = only();
    assertEquals(Kind.POSSIBLY_LOST_READ, lost.kind());
    String entered = "\n  that scope was entered at " + LostScopesTest.class.getName();
    assertTrue(lost.toString().contains(entered), lost::toString);
    assertFalse(lost.toString().contains("started at"), lost::toString);
    // nobody who has a value waits
    pool.submit(() -> RATE.get()).get();
    Thread other =
        new Thread(
            () ->
                ParamScope.of("lost.rate", 0.2)
                    .run(
                        () -> {
                          waiting.countDown();
                          boolean spin = true;
                          while (spin) {
                            spin = !Thread.currentThread().isInterrupted();
                          }
                        }));
    other.start();
    waiting.await();
    pool.submit(() -> ParamScope.current().getDouble("lost.rate", 0)).get();
    other.interrupt();
    other.join();
    pool.shutdown();
    assertEquals(List.of(), List.copyOf(found));
  }

  /** It waits, but for work of its own. */
  @Test
  void aConsumerWithAScopeIsNotWaitedFor() throws Exception {
    BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
    Thread consumer =
        new Thread(
            () ->
                ParamScope.of("lost.rate", 0.2)
                    .run(
                        () -> {
                          try {
                            queue.take();
                          } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                          }
                        }));
    consumer.start();
    while (consumer.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    ExecutorService pool = Executors.newFixedThreadPool(1);
    pool.submit(() -> RATE.get()).get();
    pool.shutdown();
    queue.add(1);
    consumer.join();
    assertEquals(List.of(), List.copyOf(found));
  }

  @Test
  void aParallelStreamPossiblyLosesAScope() throws Exception {
    int width = 2;
    ForkJoinPool pool = new ForkJoinPool(width);
    CyclicBarrier both = new CyclicBarrier(width); // so that a worker takes part
    pool.submit(() -> {}).get();
    pool.submit(
            () ->
                ParamScope.of("lost.rate", 0.1)
                    .run(
                        () ->
                            IntStream.range(0, width)
                                .parallel()
                                .forEach(
                                    i -> {
                                      meet(both);
                                      RATE.get();
                                      meet(both);
                                    })))
        .get();
    pool.shutdown();
    LostScope lost = only();
    assertEquals(Kind.POSSIBLY_LOST_READ, lost.kind());
    assertTrue(lost.remedy().contains(".pool(n)"), lost::toString);
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aTaskOverAnEarlierSnapshotIsStale() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    ExecutorService bound = ParamScope.capture().wrap(pool);
    try (var scope = ParamScope.of("lost.rate", 0.1).enter()) {
      assertEquals(0.5, bound.submit(() -> RATE.get()).get());
    }
    LostScope lost = only();
    assertEquals(Kind.STALE_SNAPSHOT, lost.kind());
    assertTrue(lost.remedy().contains("capturing"));
    pool.shutdown();
  }

  @Test
  void aSecretIsNotTold() throws Exception {
    Param<String> token = Param.ofString("lost.token", "none").secret();
    try (var scope = ParamScope.of(token, "hush").enter()) {
      run(new Thread(() -> token.get()));
    }
    LostScope lost = only();
    assertTrue(lost.toString().contains("had ***"), lost::toString);
    assertFalse(lost.toString().contains("hush"));
  }

  // ---- scopes ----

  @Test
  void aScopeThatIsOpenWhenItsThreadEndsIsReported() throws Exception {
    List<ParamScope> kept = new ArrayList<>();
    run(new Thread(() -> kept.add(ParamScope.of("a", 1).enter()), "leaver"));
    LostScopes.check();
    LostScope lost = only();
    assertEquals(Kind.NOT_CLOSED, lost.kind());
    assertTrue(isIn(lost.there(), "aScopeThatIsOpenWhenItsThread"), lost::toString);
    run(new Thread(ParamScope::init));
    run(new Thread(() -> ParamScope.of("a", 1).run(() -> {})));
    LostScopes.check();
    assertEquals(List.of(), List.copyOf(found));
  }

  @Test
  void aScopeThatIsOpenWhenItsTaskEndsIsReported() {
    List<ParamScope> kept = new ArrayList<>();
    ParamScope.capture().run(() -> kept.add(ParamScope.of("a", 1).enter()));
    assertTrue(only().message().contains("its task ended"));
  }

  @Test
  void openScopesOfAnAttachedSnapshotAreListedAndEndWithIt() {
    List<ParamScope> kept = new ArrayList<>();
    int before = LostScopes.open().size();
    try (ParamScope around = ParamScope.of("a", 1).enter()) {
      try (var attached = ParamScope.capture().attach()) {
        kept.add(ParamScope.of("b", 2).enter());
        List<LostScopes.OpenScope> here = LostScopes.openHere();
        assertEquals(1, here.size(), here::toString);
        assertTrue(isIn(here.get(0).stack(), "openScopesOfAnAttached"), here::toString);
        assertEquals(before + 2, LostScopes.open().size());
      }
      assertEquals(1, LostScopes.openHere().size());
    }
    assertEquals(Kind.NOT_CLOSED, only().kind());
    assertEquals(before, LostScopes.open().size());
  }

  @Test
  void aListenerThatThrowsLeavesNothingOpen() {
    List<ParamScope> kept = new ArrayList<>();
    int before = LostScopes.open().size();
    try (var throwing =
        LostScopes.listen(
            report -> {
              throw new IllegalStateException("of a listener");
            })) {
      assertThrows(
          IllegalStateException.class,
          () -> ParamScope.capture().run(() -> kept.add(ParamScope.of("a", 1).enter())));
    }
    assertEquals(before, LostScopes.open().size());
    found.clear();
  }

  @Test
  void jmxShowsOpenScopes() throws Exception {
    ParametersManagement.register();
    ParametersMXBean bean =
        JMX.newMXBeanProxy(
            ManagementFactory.getPlatformMBeanServer(),
            new ObjectName(ParametersManagement.NAME),
            ParametersMXBean.class);
    assertTrue(bean.isTracking());
    Thread thread = Thread.currentThread();
    try (ParamScope outer = ParamScope.of("jmx.a", 1).with(SECRET.key(), "hunter2").enter();
        ParamScope scope = ParamScope.empty().with("jmx.b", "x").enter()) {
      scope.put("jmx.a", 0.5);
      scope.remove("jmx.c");
      scope.putAll(Map.of("jmx.d", List.of(1)));
      List<ParametersMXBean.OpenScope> open =
          bean.getOpenScopes().stream()
              .filter(each -> each.getThread().equals(thread.getName()))
              .toList();
      ParametersMXBean.OpenScope innermost = open.get(open.size() - 1);
      ParametersMXBean.OpenScope around = open.get(open.size() - 2);
      assertTrue(innermost.isIsolating() && !around.isIsolating() && !around.isInTask());
      assertEquals(around.getDepth() + 1, innermost.getDepth());
      assertTrue(innermost.getOpenedAt().get(0).contains("jmxShowsOpenScopes"));
      assertEquals("***", around.getValues().get(SECRET.key()).getValue());
      assertEquals(Set.of("jmx.a", "jmx.b", "jmx.c", "jmx.d"), innermost.getValues().keySet());
      assertEquals("removed", innermost.getValues().get("jmx.c").getKind());
      assertEquals("list", innermost.getValues().get("jmx.d").getKind());
      assertEquals("[1]", innermost.getValues().get("jmx.d").getValue());
      List<ParametersMXBean.Value> values = bean.explain("jmx.a");
      assertEquals(
          List.of("0.5 double", "1 long"),
          values.stream().map(value -> value.getValue() + " " + value.getKind()).toList());
      assertEquals(innermost.getDepth(), values.get(0).getDepth());
      assertTrue(values.get(0).getOrigin().contains("jmxShowsOpenScopes"));
      scope.clear();
      assertEquals(List.of(), bean.explain("jmx.b"));
    }
    assertEquals(List.of(), bean.explain("jmx.a"));
  }

  /** A task over a snapshot is told from the thread it runs on. */
  @Test
  void jmxTellsTasksFromTheirThreads() throws Exception {
    ParamScope.capture()
        .run(
            () -> {
              try (ParamScope scope = ParamScope.of("jmx.task", true).enter()) {
                LostScopes.OpenScope open = LostScopes.openHere().get(0);
                assertTrue(open.inTask());
                assertEquals("true", open.values().get("jmx.task").value());
              }
            });
  }

  @Test
  void aScopeThatIsCollectedIsReported() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    CountDownLatch opened = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              ParamScope.of("a", 1).enter();
              opened.countDown();
              try {
                done.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.start();
    opened.await();
    LostScope lost = null;
    while (lost == null) { // ends by the time limit of the build
      System.gc();
      lost = found.poll(50, TimeUnit.MILLISECONDS);
    }
    assertEquals(Kind.COLLECTED, lost.kind());
    done.countDown();
    thread.join();
    LostScopes.check();
    assertEquals(List.of(), List.copyOf(found));
  }

  @Test
  void whatAClosedScopeHeldIsNotKept() {
    ParamScope scope = ParamScope.of("a", 1);
    WeakReference<Object> held = heldWhileOpen(scope);
    while (held.get() != null) { // ends by the time limit of the build
      System.gc();
    }
    scope.enter().close();
    assertEquals(List.of(), List.copyOf(found));
  }

  private static WeakReference<Object> heldWhileOpen(ParamScope scope) {
    Object value = new Object();
    scope.put("held", value);
    scope.enter().close();
    scope.put("held", 1);
    return new WeakReference<>(value);
  }

  @Test
  void aScopeThatIsClosedElsewhereIsReported() throws Exception {
    ParamScope scope = ParamScope.of("a", 1).enter();
    run(new Thread(() -> assertThrows(ScopeStateException.class, () -> scope.close()), "closer"));
    LostScope lost = only();
    assertEquals(Kind.CLOSED_ELSEWHERE, lost.kind());
    assertTrue(lost.message().contains("by thread \"closer\""), lost::toString);
    assertTrue(isIn(lost.here(), "aScopeThatIsClosedElsewhere"), lost::toString);
    scope.close();
    assertEquals(List.of(), LostScopes.open());
  }

  @Test
  void aScopeThatIsForgottenInsideOfAnotherIsReported() {
    ParamScope outer = ParamScope.of("a", 1).enter();
    ParamScope inner = ParamScope.of("a", 2).enter();
    assertEquals(2, LostScopes.open().size());
    assertThrows(ScopeStateException.class, outer::close);
    assertEquals(Kind.OUT_OF_ORDER, only().kind());
    assertEquals(2, inner.getInt("a"));
    assertEquals(List.of(), LostScopes.open());
  }

  @Test
  void aValueThatStaysOnAPooledThreadIsReported() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    pool.submit(() -> ParamScope.current().put("left", 1)).get();
    LostScope lost = only();
    assertEquals(Kind.LEFT_AT_BASE, lost.kind());
    assertEquals("left", lost.key());
    ParamSnapshot.capturing(pool).submit(() -> ParamScope.current().put("left", 1)).get();
    pool.submit(() -> ParamScope.of().run(() -> ParamScope.current().put("left", 1))).get();
    assertEquals(List.of(), List.copyOf(found));
    pool.shutdown();
  }

  // ---- explain ----

  @Test
  void anExplanationTellsTheLines() {
    try (var scope = ParamScope.of("a", 1).with("b", 1).enter()) {
      scope.put("b", 2);
      for (String key : List.of("a", "b")) {
        String origin = ParamScope.explain(key).layers().get(0).origin();
        assertTrue(origin.contains("LostScopesTest.anExplanationTellsTheLines(Lost"), origin);
      }
      scope.putAll(java.util.Map.of("c", 1, "d", 2));
      assertTrue(ParamScope.explain("d").layers().get(0).origin().contains("anExplanationTells"));
      ParamScope.current().put("text", "abc");
      String wrong =
          assertThrows(ParamTypeException.class, () -> scope.getLong("text")).getMessage();
      assertTrue(wrong.contains("it came from io.hyperparameter.contract"), wrong);
      assertTrue(wrong.contains("anExplanationTells"), wrong);
      String text = ParamScope.explain("text").toString();
      assertFalse(text.contains("hyperparameter.track"), text);
      ParamScope.capture()
          .run(
              () -> {
                Explanation.Layer start = ParamScope.explain("a").layers().get(0);
                assertEquals(Explanation.Place.START, start.place());
                assertTrue(start.origin().contains("anExplanationTells"), start::toString);
              });
    }
  }
}
