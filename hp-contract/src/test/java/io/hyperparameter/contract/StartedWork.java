package io.hyperparameter.contract;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Every way of starting work, where each thing that work could see has a value of its own: the
 * submitter's scope (changed after {@code here} was captured, and again when the work was handed
 * over), what was frozen when the submitter, the pool's thread and the new thread started, and what
 * the pool's thread has of its own.
 */
final class StartedWork implements AutoCloseable {
  /** In the submitter's scope: 1 when captured, 2 when handed over, 3 when the work reads it. */
  private static final String SCOPE = "matrix.scope";

  /** 1 when the submitter started, 2 when the pools' threads did, 3 at last. */
  private static final String FROZEN = "matrix.frozen";

  /** 1 on threads of pools. */
  private static final String OWN = "matrix.own";

  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService submitter;
  private final ScheduledExecutorService pool;
  private final ForkJoinPool forkJoin;
  private final ThreadPoolExecutor callerRuns;
  private final Timer timer = new Timer(true);
  private final ParamScope scope = ParamScope.of(SCOPE, 1L);
  private final ParamSnapshot here;
  private final ParamSnapshot frozenBefore = ParamSnapshot.ofFrozen();

  StartedWork() throws Exception {
    freeze(1);
    submitter = Executors.newSingleThreadExecutor();
    submitter.submit(() -> ParamScope.current().toMap()).get();
    freeze(2);
    Callable<Void> settling =
        () -> {
          ParamScope.current().put(OWN, 1L);
          return null;
        };
    pool = Executors.newScheduledThreadPool(1);
    pool.submit(settling).get();
    forkJoin = new ForkJoinPool(1);
    forkJoin.submit(settling).get();
    startOn(timer, settling).get();
    callerRuns = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new SynchronousQueue<>());
    callerRuns.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
    callerRuns.execute(this::awaitEnd);
    freeze(3);
    here =
        submitter
            .submit(
                () -> {
                  scope.enter();
                  return ParamScope.capture();
                })
            .get();
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void freeze(long value) {
    ParamScope.empty().with(FROZEN, value).run(ParamScope::frozen);
  }

  @Override
  public void close() throws Exception {
    submitter.submit(scope::close).get();
    frozenBefore.run(ParamScope::frozen);
    end.countDown();
    timer.cancel();
    for (ExecutorService service : List.of(submitter, pool, forkJoin, callerRuns)) {
      service.shutdown();
      if (!service.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new AssertionError(service + " does not end");
      }
    }
  }

  // ---- one line ----

  /** Hands over a task, by the submitter. */
  interface Starter {
    Future<String> start(Callable<String> task) throws Exception;
  }

  /** A line: how work is started as it stands, and how so that it sees what {@code here} has. */
  record Start(int since, String name, Starter plain, String how, Starter wrapped) {}

  String line(Start start) throws Exception {
    return String.format(
        "| %s | %s | %s | %s |",
        start.name + (start.since > 17 ? " (JDK " + start.since + ")" : ""),
        seenBy(start.plain),
        start.how,
        seenBy(start.wrapped));
  }

  private String seenBy(Starter starter) throws Exception {
    return submitter
        .submit(
            () -> {
              Thread handsOver = Thread.currentThread();
              CountDownLatch go = new CountDownLatch(1);
              scope.put(SCOPE, 2L);
              Future<String> started =
                  starter.start(
                      () -> {
                        if (Thread.currentThread() != handsOver) {
                          go.await(); // until the submitter has written once more
                        }
                        return seen();
                      });
              scope.put(SCOPE, 3L);
              go.countDown();
              return started.get(1, TimeUnit.MINUTES);
            })
        .get();
  }

  private static String seen() {
    ParamScope now = ParamScope.current();
    String over = now.contains(OWN) ? ", over its thread's own" : "";
    String values =
        now.getLong(SCOPE, 0) + "/" + now.getLong(FROZEN, 0) + (now.contains(OWN) ? "/own" : "");
    return switch (values) {
      case "0/3" -> "what is frozen";
      case "0/2/own" -> "its thread's own";
      case "1/1", "1/1/own" -> "`here`" + over;
      case "2/1" -> "what the submitter sees then";
      default -> throw new AssertionError("a child sees " + values);
    };
  }

  // ---- the ways ----

  List<Start> starts() {
    List<Start> all = new ArrayList<>();
    all.add(
        new Start(
            17,
            "`new Thread(task)`",
            task -> thread(Thread::new, task),
            "`new Thread(here.wrap(task))`",
            task -> thread(Thread::new, here.wrap(task))));
    all.add(
        new Start(
            17,
            "a `ThreadFactory`",
            task -> thread(Thread::new, task),
            "`here.wrapThreads(factory)`",
            task -> thread(here.wrapThreads(Thread::new), task)));
    all.add(
        new Start(
            21,
            "`Thread.ofVirtual()`, `Thread.ofPlatform()`",
            task -> thread(LaterJdk.virtual(), task),
            "`here.wrapThreads(Thread.ofVirtual().factory())`",
            task -> thread(here.wrapThreads(LaterJdk.virtual()), task)));
    all.add(
        new Start(
            17,
            "an `ExecutorService`, its threads there already",
            pool::submit,
            "`here.wrap(pool)`",
            here.wrap((ExecutorService) pool)::submit));
    all.add(
        new Start(
            17,
            "the same, each task with what is there then",
            pool::submit,
            "`ParamSnapshot.capturing(pool)`",
            ParamSnapshot.capturing((ExecutorService) pool)::submit));
    all.add(
        new Start(
            17,
            "the same, laid over what its thread sees",
            pool::submit,
            "`pool.submit(() -> here.toScope().call(task::call))`",
            task -> pool.submit(() -> here.toScope().call(task::call))));
    all.add(
        new Start(
            17,
            "a `ScheduledExecutorService`",
            task -> pool.schedule(task, 0, TimeUnit.SECONDS),
            "`here.wrap(scheduler)`",
            task -> here.wrap(pool).schedule(task, 0, TimeUnit.SECONDS)));
    all.add(
        new Start(
            17,
            "a `CompletionService`",
            new ExecutorCompletionService<String>(pool)::submit,
            "`here.wrap(service)`",
            here.wrap(new ExecutorCompletionService<String>(pool))::submit));
    all.add(
        new Start(
            21,
            "`Executors.newThreadPerTaskExecutor(factory)`",
            task -> LaterJdk.perTask(LaterJdk.virtual(), task),
            "`ParamSnapshot.capturing(factory)`",
            task -> LaterJdk.perTask(ParamSnapshot.capturing(LaterJdk.virtual()), task)));
    all.add(
        new Start(
            17,
            "a full pool whose caller runs the task",
            callerRuns::submit,
            "`here.wrap(pool)`",
            here.wrap((ExecutorService) callerRuns)::submit));
    all.add(
        new Start(
            17,
            "`CompletableFuture.supplyAsync(task, pool)`",
            task -> async(task, pool),
            "`supplyAsync(task, here.wrap(pool))`",
            task -> async(task, here.wrap((Executor) pool))));
    all.add(
        new Start(
            17,
            "`future.thenApply(function)`, completed by a pool",
            task -> after(task, f -> f),
            "`thenApply(here.wrapFunction(function))`",
            task -> after(task, here::wrapFunction)));
    all.add(
        new Start(
            17,
            "a parallel stream, on the workers of a pool",
            task -> forkJoin.submit(() -> inParallel(task)),
            "`here.pool(n).submit(() -> ...)`",
            this::inPoolOfItsOwn));
    all.add(
        new Start(
            17,
            "a `ForkJoinTask` that is forked",
            task -> forkJoin.submit(recursive(task)),
            "`here.wrap(task).fork()`",
            task -> forkJoin.submit(here.wrap(recursive(task)))));
    all.add(
        new Start(
            17,
            "a `java.util.Timer`",
            task -> startOn(timer, task),
            "`timer.schedule(here.timerTask(task), ..)`",
            task -> {
              FutureTask<String> future = new FutureTask<>(task);
              timer.schedule(here.timerTask(future), 0);
              return future;
            }));
    all.add(
        new Start(
            25,
            "`StructuredTaskScope.fork(task)`, a preview",
            task -> LaterJdk.forked(factory -> factory, task),
            "`.withThreadFactory(ParamSnapshot.capturing(..))`",
            task -> LaterJdk.forked(ParamSnapshot::capturing, task)));
    return all;
  }

  private static Future<String> thread(ThreadFactory factory, Callable<String> task) {
    FutureTask<String> future = new FutureTask<>(task);
    factory.newThread(future).start();
    return future;
  }

  private static <T> Future<T> startOn(Timer timer, Callable<T> task) {
    FutureTask<T> future = new FutureTask<>(task);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            future.run();
          }
        },
        0);
    return future;
  }

  private static CompletableFuture<String> async(Callable<String> task, Executor executor) {
    return CompletableFuture.supplyAsync(() -> call(task), executor);
  }

  private Future<String> after(
      Callable<String> task, UnaryOperator<Function<String, String>> wrapping) {
    CompletableFuture<String> before = new CompletableFuture<>();
    Future<String> after = before.thenApply(wrapping.apply(x -> call(task)));
    pool.execute(() -> before.complete(""));
    return after;
  }

  private static String inParallel(Callable<String> task) {
    return IntStream.range(0, 8)
        .parallel()
        .mapToObj(i -> call(task))
        .distinct()
        .reduce((a, b) -> a + " or " + b)
        .orElseThrow();
  }

  private Future<String> inPoolOfItsOwn(Callable<String> task) {
    ForkJoinPool own = here.pool(2);
    Future<String> started = own.submit(() -> inParallel(task));
    own.shutdown();
    return started;
  }

  private static ForkJoinTask<String> recursive(Callable<String> task) {
    return new RecursiveTask<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected String compute() {
        return call(task);
      }
    };
  }

  static String call(Callable<String> task) {
    try {
      return task.call();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
