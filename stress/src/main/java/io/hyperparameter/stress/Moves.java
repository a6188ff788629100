package io.hyperparameter.stress;

import io.hyperparameter.AttachedSnapshot;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The ways of {@link StressMain} to move work. Each is called in a scope with a {@link Whole} set,
 * and waits for what it started.
 */
final class Moves implements AutoCloseable {
  /** A way to move work. */
  @FunctionalInterface
  interface How {
    void start(RandomGenerator random, long value) throws Exception;
  }

  /**
   * One of them.
   *
   * @param name for the counts
   * @param how what it does
   */
  record Move(String name, How how) {}

  /** Thrown by tasks, as tasks do. */
  private static final class Thrown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Thrown() {
      super("as planned", null, false, false);
    }
  }

  /** So many values of each thread: a value tells whose it is. */
  static final long PER_THREAD = 1_000_000_000_000L;

  private static final AtomicLong FROZEN = new AtomicLong();

  private final List<Move> moves = new ArrayList<>();
  private final ExecutorService pool = Executors.newFixedThreadPool(3);
  private final ExecutorService single = Executors.newSingleThreadExecutor();
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);
  private final ForkJoinPool forkJoin = new ForkJoinPool(3);

  /** So small that callers run tasks themselves, or tasks are rejected. */
  private final ThreadPoolExecutor callerRuns = small(new ThreadPoolExecutor.CallerRunsPolicy());

  private final ThreadPoolExecutor aborts = small(new ThreadPoolExecutor.AbortPolicy());
  private final @Nullable ThreadFactory virtual = virtual();

  Moves() {
    add("wrapped executors", (random, value) -> submit(here().wrap(pool), random, value));
    add(
        "capturing executors",
        (random, value) -> submit(ParamSnapshot.capturing(pool), random, value));
    add("wrapped schedulers", this::schedule);
    add("completable futures", this::completable);
    add("overlaid scopes in pools", this::overlay);
    add("unwrapped tasks see nothing", this::unwrapped);
    add(
        "callers that run tasks",
        (random, value) -> submit(here().wrap(callerRuns), random, value));
    add("rejected tasks", this::reject);
    add("cancelled tasks", this::cancel);
    add("parallel streams in pools of a snapshot", this::parallel);
    add("wrapped fork-join tasks", this::forkJoin);
    add("parallel streams in the common pool", this::common);
    add("attached snapshots", this::attach);
    add("nested runs of one snapshot", this::nest);
    add("new threads, wrapped", (random, value) -> thread(Thread::new, random, value));
    add("freezes, and threads that start", this::freeze);
    ThreadFactory factory = virtual;
    if (factory != null) {
      add("virtual threads", (random, value) -> thread(factory, random, value));
      add("virtual threads that start virtual threads", this::virtualBelowVirtual);
    }
  }

  private void add(String name, How how) {
    moves.add(new Move(name, how));
  }

  Move any(RandomGenerator random) {
    return moves.get(random.nextInt(moves.size()));
  }

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise + "; it sees " + ParamScope.current().toMap());
    }
  }

  private static ParamSnapshot here() {
    return ParamScope.capture();
  }

  private static ThreadPoolExecutor small(java.util.concurrent.RejectedExecutionHandler full) {
    return new ThreadPoolExecutor(
        1,
        1,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(1),
        Executors.defaultThreadFactory(),
        full);
  }

  /** Of JDK 21 and later; this is built for 17. */
  private static @Nullable ThreadFactory virtual() {
    if (Runtime.version().feature() < 21) {
      return null;
    }
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Method factory = Class.forName("java.lang.Thread$Builder").getMethod("factory");
      return (ThreadFactory) factory.invoke(builder);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a task does: looks, and makes a mess of its own context. */
  private static long task(RandomGenerator random, long value) {
    require(Whole.numberSeen() == value, "a task does not see what it was given, " + value);
    require(
        ParamScope.current().keys().size() == 6
            && ParamScope.current().getLong("own.thread") == value / PER_THREAD,
        "a task over a snapshot sees what it was not given");
    switch (random.nextInt(6)) {
      case 0 -> ParamScope.current().put("left.at.base", value);
      case 1 -> {
        ParamScope unused = ParamScope.of("never.closed", value).enter();
      }
      case 2 -> {
        try (ParamScope scope = Whole.scope(value + 1).enter()) {
          require(Whole.numberSeen() == value + 1, "a scope in a task is not seen");
          scope.putAll(Whole.scope(value + 2).toMap());
          require(Whole.numberSeen() == value + 2, "a write in a task is not seen");
        }
        require(Whole.numberSeen() == value, "a scope in a task did not restore");
      }
      case 3 -> {
        ParamScope inner = ParamScope.empty().enter();
        require(Whole.numberSeen() == Whole.NOTHING, "an empty scope hides nothing");
        inner.close();
      }
      case 4 -> throw new Thrown();
      default -> {}
    }
    return value;
  }

  /** Each task has its own, as generators are of one thread. */
  private static Callable<Long> callable(RandomGenerator random, long value) {
    RandomGenerator own = new java.util.SplittableRandom(random.nextLong());
    return () -> task(own, value);
  }

  private static void await(Future<Long> future, long value) throws Exception {
    try {
      require(future.get() == value, "a task gave something else");
    } catch (ExecutionException e) {
      requirePlanned(e.getCause());
    }
  }

  private static void requirePlanned(@Nullable Throwable thrown) {
    if (thrown != null && !(thrown instanceof Thrown)) {
      throw new AssertionError("in a task: " + thrown.getMessage(), thrown);
    }
  }

  // ---- executors ----

  private static void submit(ExecutorService executor, RandomGenerator random, long value)
      throws Exception {
    List<Future<Long>> begun = new ArrayList<>();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      begun.add(executor.submit(callable(random, value)));
    }
    for (Future<Long> each : begun) {
      await(each, value);
    }
  }

  private void schedule(RandomGenerator random, long value) throws Exception {
    await(
        here()
            .wrap(scheduler)
            .schedule(callable(random, value), random.nextInt(50), TimeUnit.MICROSECONDS),
        value);
  }

  private void completable(RandomGenerator random, long value) throws Exception {
    ParamSnapshot here = here();
    RandomGenerator own = new java.util.SplittableRandom(random.nextLong());
    CompletableFuture<Long> future =
        CompletableFuture.supplyAsync(() -> task(own, value), here.wrap(pool))
            .thenApplyAsync(here.wrapFunction(same -> task(own, same)), single)
            .thenApply(here.wrapFunction(same -> task(own, same)));
    await(future, value);
  }

  private void overlay(RandomGenerator random, long value) throws Exception {
    ParamSnapshot here = here();
    Future<Boolean> seen =
        pool.submit(
            () -> {
              long own = Whole.numberSeen(); // what the thread started with
              try (ParamScope scope = ParamScope.of("around", value).enter()) {
                boolean both =
                    here.toScope()
                        .<Boolean, RuntimeException>call(
                            () ->
                                Whole.numberSeen() == value
                                    && ParamScope.current().getLong("around", 0) == value);
                return both
                    && Whole.numberSeen() == own
                    && ParamScope.current().getLong("around", 0) == value;
              }
            });
    require(seen.get(), "what is laid over a pool's thread is not seen, or stays");
  }

  /** Nothing that any task wrote has stayed on a pool's thread. */
  private void unwrapped(RandomGenerator random, long value) throws Exception {
    ExecutorService executor = random.nextBoolean() ? pool : single;
    require(
        executor
            .submit(
                () ->
                    !ParamScope.current().contains("left.at.base")
                        && !ParamScope.current().contains("never.closed")
                        && !ParamScope.current().contains("own.thread")
                        && !ParamScope.current().contains("around"))
            .get(),
        "something was left on a pool's thread");
  }

  private void reject(RandomGenerator random, long value) throws Exception {
    ExecutorService executor = here().wrap(aborts);
    List<Future<Long>> begun = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      try {
        begun.add(executor.submit(callable(random, value)));
      } catch (RejectedExecutionException e) {
        require(Whole.numberSeen() == value, "a rejected task changed its submitter");
      }
    }
    for (Future<Long> each : begun) {
      await(each, value);
    }
  }

  private void cancel(RandomGenerator random, long value) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Future<Long> future =
        here()
            .wrap(pool)
            .submit(
                () -> {
                  try (ParamScope scope = ParamScope.of("own.of.cancelled", value).enter()) {
                    begun.countDown();
                    never.await();
                    return 0L;
                  } finally {
                    ended.countDown();
                  }
                });
    boolean early = random.nextBoolean();
    if (!early) {
      begun.await();
    }
    require(future.cancel(true), "a task that waits was not cancelled");
    if (!early || begun.getCount() == 0) {
      ended.await(); // by the interrupt
    }
    try {
      future.get();
      throw new AssertionError("a cancelled task gave a value");
    } catch (CancellationException e) {
      require(Whole.numberSeen() == value, "cancelling changed the submitter");
    }
  }

  // ---- fork-join ----

  private void parallel(RandomGenerator random, long value) throws Exception {
    ForkJoinPool workers = here().pool(2);
    try {
      long wrong =
          workers
              .submit(
                  () ->
                      LongStream.range(0, 64)
                          .parallel()
                          .filter(i -> Whole.numberSeen() != value)
                          .count())
              .join();
      require(wrong == 0, wrong + " elements of a stream saw something else");
    } finally {
      workers.shutdown();
    }
  }

  private static final class Sum extends RecursiveTask<Integer> {
    private static final long serialVersionUID = 1L;

    private final transient ParamSnapshot here;
    private final long value;
    private final int size;

    Sum(ParamSnapshot here, long value, int size) {
      this.here = here;
      this.value = value;
      this.size = size;
    }

    @Override
    protected Integer compute() {
      require(Whole.numberSeen() == value, "a fork sees something else");
      if (size == 1) {
        return 1;
      }
      ForkJoinTask<Integer> left = here.wrap(new Sum(here, value, size / 2)).fork();
      int right = new Sum(here, value, size - size / 2).compute();
      int sum = left.join() + right;
      require(Whole.numberSeen() == value, "joining changed what a task sees");
      return sum;
    }
  }

  private void forkJoin(RandomGenerator random, long value) {
    ParamSnapshot here = here();
    ForkJoinPool where = random.nextBoolean() ? forkJoin : ForkJoinPool.commonPool();
    require(where.invoke(here.wrap(new Sum(here, value, 16))) == 16, "a fork was lost");
  }

  private void common(RandomGenerator random, long value) {
    ParamSnapshot here = here();
    long wrong =
        LongStream.range(0, 64)
            .parallel()
            .filter(i -> here.<Boolean, RuntimeException>call(() -> Whole.numberSeen() != value))
            .count();
    require(wrong == 0, wrong + " elements of a stream saw something else");
  }

  // ---- this thread ----

  private void attach(RandomGenerator random, long value) {
    ParamSnapshot other = Whole.snapshot(value + 1);
    try (AttachedSnapshot attached = other.attach()) {
      require(Whole.numberSeen() == value + 1, "an attached snapshot is not seen");
      if (random.nextBoolean()) {
        ParamScope unused = ParamScope.of("never.closed", 1).enter();
      }
    }
  }

  private void nest(RandomGenerator random, long value) {
    ParamSnapshot here = here();
    int[] depth = {random.nextInt(1, 6)};
    here.run(() -> nested(here, value, depth));
  }

  private static void nested(ParamSnapshot here, long value, int[] depth) {
    require(Whole.numberSeen() == value, "a nested run sees something else");
    ParamScope.current().put("whole.text", "changed");
    if (depth[0]-- > 0) {
      here.run(() -> nested(here, value, depth));
    }
    require(
        ParamScope.current().getString("whole.text").equals("changed"),
        "a nested run changed the one around it");
  }

  // ---- threads ----

  private static void thread(ThreadFactory factory, RandomGenerator random, long value)
      throws Exception {
    FutureTask<Long> task = new FutureTask<>(callable(random, value));
    ThreadFactory wrapping =
        random.nextBoolean() ? here().wrapThreads(factory) : ParamSnapshot.capturing(factory);
    wrapping.newThread(task).start();
    await(task, value);
  }

  @SuppressWarnings("ThreadPriorityCheck") // so that the thread goes on on another carrier
  private void virtualBelowVirtual(RandomGenerator random, long value) throws Exception {
    ThreadFactory factory = virtual == null ? Thread::new : virtual;
    ParamSnapshot here = here();
    AtomicInteger right = new AtomicInteger();
    List<Thread> started = new ArrayList<>();
    Runnable inner =
        () -> {
          Thread.yield();
          right.addAndGet(Whole.numberSeen() == value ? 1 : 0);
        };
    for (int i = 0; i < 4; i++) {
      Thread outer =
          factory.newThread(
              here.wrap(
                  () -> {
                    Thread below = ParamSnapshot.capturing(factory).newThread(inner);
                    below.start();
                    inner.run();
                    join(below);
                  }));
      started.add(outer);
      outer.start();
    }
    for (Thread each : started) {
      each.join();
    }
    require(right.get() == 8, "of 8 virtual threads " + right + " saw what they were given");
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Others freeze at the same time: a thread starts with the values of one of them, whole. */
  private void freeze(RandomGenerator random, long value) throws Exception {
    if (random.nextInt(4) > 0) {
      ParamScope set = Whole.scope(FROZEN.incrementAndGet());
      ParamScope.empty().run(() -> set.run(ParamScope::frozen)); // without this thread's own value
    }
    ThreadFactory factory = virtual;
    ThreadFactory starting = factory == null || random.nextBoolean() ? Thread::new : factory;
    FutureTask<Long> seen = new FutureTask<>(Whole::numberSeen);
    starting.newThread(seen).start();
    require(seen.get() >= Whole.NOTHING, "a thread started with a part of what was frozen");
  }

  @Override
  public void close() {
    List.of(pool, single, scheduler, forkJoin, callerRuns, aborts)
        .forEach(ExecutorService::shutdown);
  }
}
