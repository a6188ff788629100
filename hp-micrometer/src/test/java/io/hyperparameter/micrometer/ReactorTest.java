package io.hyperparameter.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.AttachedSnapshot;
import io.hyperparameter.ParamScope;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Real pipelines, over real schedulers, with automatic context propagation. */
class ReactorTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private ExecutorService pool;

  @BeforeAll
  static void propagate() {
    Hooks.enableAutomaticContextPropagation();
  }

  @AfterAll
  static void noMore() {
    Hooks.disableAutomaticContextPropagation();
  }

  @BeforeEach
  void start() {
    pool = Executors.newFixedThreadPool(2);
  }

  /** Whatever ran on the pool, its threads see their own and nothing else. */
  @AfterEach
  void threadsAreAsTheyWere() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    List<Object> left = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 2; i++) {
      pool.execute(
          () -> {
            left.add(ParamScope.current().toMap());
            left.add(String.valueOf(AttachedSnapshot.current()));
            both.countDown();
            await(both); // so that each thread is asked
          });
    }
    both.await();
    pool.shutdown();
    assertTrue(pool.awaitTermination(1, TimeUnit.MINUTES));
    assertEquals(Set.of(Map.of(), "null"), Set.copyOf(left));
    assertNull(AttachedSnapshot.current());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static long seen() {
    return ParamScope.current().getLong("a", -1);
  }

  static Stream<String> schedulers() {
    return Stream.of("parallel", "boundedElastic", "single", "executor", "executorService");
  }

  private Scheduler scheduler(String name) {
    return switch (name) {
      case "parallel" -> Schedulers.parallel();
      case "boundedElastic" -> Schedulers.boundedElastic();
      case "single" -> Schedulers.single();
      case "executor" -> Schedulers.fromExecutor(pool::execute);
      default -> Schedulers.fromExecutorService(pool);
    };
  }

  @ParameterizedTest
  @MethodSource("schedulers")
  void everyOperatorSeesWhatTheSubscriberSaw(String name) {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    List<Long> all = Collections.synchronizedList(new ArrayList<>());
    try (ParamScope scope = ParamScope.of("a", 1L).enter()) {
      Flux<Integer> pipeline =
          Flux.range(0, 50)
              .doOnNext(i -> all.add(seen()))
              .publishOn(scheduler(name))
              .doOnNext(i -> threads.add(Thread.currentThread()))
              .doOnNext(i -> all.add(seen()))
              .flatMap(i -> Mono.fromCallable(() -> seen()).subscribeOn(Schedulers.parallel()))
              .doOnNext(all::add)
              .publishOn(Schedulers.boundedElastic())
              .map(i -> i.intValue() + (int) seen())
              .subscribeOn(scheduler(name));
      assertEquals(List.of(2), pipeline.distinct().collectList().block(LONG));
      assertEquals(Map.of("a", 1L), scope.toMap());
    }
    assertEquals(Set.of(1L), Set.copyOf(all));
    assertTrue(!threads.contains(Thread.currentThread()));
  }

  @ParameterizedTest
  @MethodSource("schedulers")
  void subscribersOfOnePublisherSeeEachTheirOwn(String name) {
    Mono<Long> seen = Mono.fromCallable(() -> seen()).subscribeOn(scheduler(name));
    for (long value = 1; value <= 20; value++) {
      long expected = value;
      ParamScope.of("a", value).run(() -> assertEquals(expected, seen.block(LONG)));
    }
    assertEquals(-1L, seen.block(LONG));
  }

  /** It may reach what follows in the pipeline, as with any thread-local; but nobody else. */
  @ParameterizedTest
  @MethodSource("schedulers")
  void whatAnOperatorWritesOrForgetsStaysInItsPipeline(String name) {
    try (ParamScope scope = ParamScope.of("a", 1L).enter()) {
      Flux<Long> pipeline =
          Flux.range(0, 20)
              .publishOn(scheduler(name))
              .map(
                  i -> {
                    long before = seen();
                    ParamScope.current().put("a", 7L);
                    ParamScope.of("a", 8L).enter(); // and never left
                    return before;
                  });
      for (int i = 0; i < 5; i++) {
        assertEquals(1, pipeline.blockFirst(LONG));
        assertEquals(20, pipeline.count().block(LONG));
      }
      assertEquals(Map.of("a", 1L), scope.toMap());
    }
  }

  @Test
  void errorsAndCancellationRestoreAsWell() {
    try (ParamScope scope = ParamScope.of("a", 1L).enter()) {
      List<Long> all = Collections.synchronizedList(new ArrayList<>());
      long resumed =
          Flux.<Integer>error(new IllegalStateException("on purpose"))
              .publishOn(Schedulers.fromExecutorService(pool))
              .doOnError(e -> all.add(seen()))
              .onErrorResume(e -> Mono.fromCallable(() -> (int) seen()))
              .blockFirst(LONG);
      CountDownLatch cancelled = new CountDownLatch(1);
      Flux.interval(Duration.ofNanos(1_000))
          .onBackpressureDrop()
          .publishOn(Schedulers.fromExecutorService(pool))
          .doOnNext(i -> all.add(seen()))
          .doFinally(signal -> cancelled.countDown())
          .take(3)
          .blockLast(LONG);
      await(cancelled);
      assertEquals(1, resumed);
      assertEquals(Set.of(1L), Set.copyOf(all));
      assertEquals(Map.of("a", 1L), scope.toMap());
    }
  }

  /** An element is looked at with the context of its subscriber, whoever emitted it. */
  @Test
  void whoEmitsDoesNotMatter() throws Exception {
    Sinks.Many<Integer> sink = Sinks.many().unicast().onBackpressureBuffer();
    List<Long> all = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch done = new CountDownLatch(1);
    try (ParamScope scope = ParamScope.of("a", 1L).enter()) {
      sink.asFlux()
          .publishOn(Schedulers.fromExecutorService(pool))
          .doOnNext(i -> all.add(seen()))
          .doFinally(signal -> done.countDown())
          .contextCapture() // block() does so by itself, subscribe() does not
          .subscribe();
    }
    for (int i = 0; i < 20; i++) {
      ParamScope.of("a", 100L + i).run(() -> sink.tryEmitNext(1).orThrow());
    }
    sink.tryEmitComplete().orThrow();
    done.await();
    assertEquals(Collections.nCopies(20, 1L), all);
  }

  /**
   * The queue that sets thread-locals for each element and restores them at the end only. Reactor
   * installs it by no hook of its own any more; its class is still there for those who do.
   */
  @Test
  void valuesThatAreSetOnTopOfOneAnotherAreAllRestored() throws Exception {
    ContextSnapshotFactory factory = ContextSnapshotFactory.builder().build();
    List<ContextSnapshot> envelopes = new ArrayList<>();
    for (long value = 1; value <= 3; value++) {
      ParamScope.of("a", value).run(() -> envelopes.add(factory.captureAll()));
    }
    pool.submit(
            () -> {
              ParamScope.current().put("own", 1L);
              try (ParamScope own = ParamScope.of("a", 50L).enter()) {
                ContextSnapshot before = factory.captureAll();
                ContextSnapshot.Scope task = before.setThreadLocals();
                ContextSnapshot.Scope last = null;
                long expected = 1;
                for (ContextSnapshot envelope : envelopes) {
                  last = envelope.setThreadLocals(); // the one before is dropped
                  assertEquals(expected++, seen());
                }
                last.close();
                assertEquals(2, seen());
                task.close();
                assertEquals(50, seen());
                assertEquals(Map.of("own", 1L, "a", 50L), own.toMap());
                last.close(); // too late: what it would restore has ended
                assertEquals(50, seen());
              }
              ParamScope.current().remove("own");
              return null;
            })
        .get();
  }

  /** Through a registry, as any instrumented executor does it. */
  @Test
  void equalSnapshotsAreTold() {
    ContextSnapshotFactory factory =
        ContextSnapshotFactory.builder().contextRegistry(ContextRegistry.getInstance()).build();
    try (ParamScope scope = ParamScope.of("a", 1L).enter()) {
      ContextSnapshot one = factory.captureAll();
      assertEquals(one, factory.captureAll());
      try (ContextSnapshot.Scope set = one.setThreadLocals()) {
        assertEquals(one, factory.captureAll());
      }
      scope.put("a", 2L);
      assertTrue(!one.equals(factory.captureAll()));
    }
  }

  @Test
  void aSnapshotWithoutParametersClearsThemIfToldTo() {
    ContextSnapshot without =
        ContextSnapshotFactory.builder()
            .clearMissing(true)
            .captureKeyPredicate(key -> false)
            .build()
            .captureAll();
    try (ParamScope scope = ParamScope.of("a", 1L).enter()) {
      try (ContextSnapshot.Scope cleared = without.setThreadLocals()) {
        assertEquals(-1, seen());
      }
      assertEquals(1, seen());
    }
  }
}
