package io.hyperparameter.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hyperparameter.AttachedSnapshot;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * However work is started, nested, refused, cancelled or broken off, the thread that did it sees
 * afterwards exactly what it saw before: random programs beside a model that has no threads.
 */
class ExactRestorationTest {
  private static final int PROGRAMS = 400;
  private static final int DEEPEST = 5;
  private static final int KEYS = 6;

  private static final CountDownLatch RELEASE = new CountDownLatch(1);
  private static final ExecutorService OTHERS = Executors.newCachedThreadPool();
  private static final ExecutorService INTERRUPTED = Executors.newSingleThreadExecutor();
  private static final ThreadPoolExecutor CALLER_RUNS = busy(new SynchronousQueue<>());
  private static final ThreadPoolExecutor QUEUED = busy(new LinkedBlockingQueue<>());
  private static final ThreadPoolExecutor CLOSED = busy(new LinkedBlockingQueue<>());

  private static ThreadPoolExecutor busy(java.util.concurrent.BlockingQueue<Runnable> queue) {
    ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, queue);
    pool.execute(
        () -> {
          try {
            RELEASE.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    return pool;
  }

  @BeforeAll
  static void start() {
    BackendGate.open();
    CALLER_RUNS.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
    CLOSED.shutdown();
  }

  @AfterAll
  static void end() throws InterruptedException {
    RELEASE.countDown();
    for (ExecutorService pool : List.of(OTHERS, INTERRUPTED, CALLER_RUNS, QUEUED, CLOSED)) {
      pool.shutdown();
      assertTrue(pool.awaitTermination(1, TimeUnit.MINUTES));
    }
  }

  @Test
  void randomProgramsLeaveEveryThreadAsItWas() {
    FrozenSnapshot.runWhileEmpty(ExactRestorationTest::playAll); // whatever other tests froze
  }

  private static void playAll() {
    Set<Way> gone = new HashSet<>();
    for (long seed = 1; seed <= PROGRAMS; seed++) {
      Program program = new Program(seed, gone);
      try {
        ParamSnapshot empty = ParamScope.empty().call(ParamScope::capture);
        empty.run(program::play);
      } catch (AssertionError e) {
        throw new AssertionError("program " + seed + ": " + e.getMessage(), e);
      }
    }
    assertEquals(Set.of(Way.values()), gone, "ways that were taken");
  }

  /** What a thread sees: values, and keys that were removed and hide what is below a capture. */
  private record State(Map<String, Object> values, Set<String> hidden) {
    State() {
      this(new HashMap<>(), new HashSet<>());
    }

    State copy() {
      return new State(new HashMap<>(values), new HashSet<>(hidden));
    }

    /** As a task over a snapshot of this starts. */
    State isolated() {
      return new State(new HashMap<>(values), new HashSet<>());
    }

    void put(String key, Object value) {
      values.put(key, value);
      hidden.remove(key);
    }

    void remove(String key) {
      values.remove(key);
      hidden.add(key);
    }

    State over(State below) {
      State both = below.copy();
      hidden.forEach(both::remove);
      values.forEach(both::put);
      return both;
    }
  }

  private record Captured(ParamSnapshot snapshot, State state) {}

  /** What is thrown on purpose, through everything. */
  private static final class Planted extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private interface Body {
    void play(State within);
  }

  /** One way of doing something with other values, and of ending it. */
  private enum Way {
    SCOPE {
      @Override
      void go(Program program, State now, Body body) {
        State within = now.copy();
        Map<String, Long> values = program.values();
        values.forEach(within::put);
        try (ParamScope scope = ParamScope.of(values).enter()) {
          program.write(within);
          body.play(within);
          assertEquals(within.values, scope.toMap());
        }
      }
    },
    ISOLATED {
      @Override
      void go(Program program, State now, Body body) {
        Captured captured = program.captured(now);
        captured.snapshot.run(() -> body.play(program.written(captured.state.isolated())));
      }
    },
    THE_SAME_TWICE {
      @Override
      void go(Program program, State now, Body body) {
        Captured captured = program.captured(now);
        State inner = captured.state.isolated();
        captured.snapshot.run(
            () -> {
              State outer = program.written(captured.state.isolated());
              try {
                captured.snapshot.run(() -> body.play(inner));
              } finally {
                program.check(outer);
              }
            });
      }
    },
    OVERLAID {
      @Override
      void go(Program program, State now, Body body) {
        Captured captured = program.captured(now);
        captured.snapshot.toScope().run(() -> body.play(captured.state.over(now)));
      }
    },
    ATTACHED {
      @Override
      void go(Program program, State now, Body body) {
        Captured captured = program.captured(now);
        try (AttachedSnapshot attached = captured.snapshot.attach()) {
          ParamScope.of("forgotten", 1L).enter();
          assertEquals(1, attached.openScopes());
        }
        program.check(now);
        try (AttachedSnapshot attached = captured.snapshot.attach()) {
          body.play(program.written(captured.state.isolated()));
        }
      }
    },
    FUNCTION {
      @Override
      void go(Program program, State now, Body body) {
        Captured captured = program.captured(now);
        captured.snapshot.<State>wrapConsumer(body::play).accept(captured.state.isolated());
      }
    },
    CALLER_RUNS_IT {
      @Override
      void go(Program program, State now, Body body) {
        Captured captured = program.captured(now);
        captured
            .snapshot
            .wrap((java.util.concurrent.Executor) CALLER_RUNS)
            .execute(() -> body.play(captured.state.isolated()));
      }
    },
    CAPTURING_CALLER_RUNS_IT {
      @Override
      void go(Program program, State now, Body body) {
        ParamSnapshot.capturing((java.util.concurrent.Executor) CALLER_RUNS)
            .execute(() -> body.play(now.isolated()));
      }
    },
    REJECTED {
      @Override
      void go(Program program, State now, Body body) {
        Captured captured = program.captured(now);
        assertThrows(
            RejectedExecutionException.class,
            () -> captured.snapshot.wrap((ExecutorService) CLOSED).submit(() -> body.play(now)));
      }
    },
    CANCELLED_BEFORE_IT_RAN {
      @Override
      void go(Program program, State now, Body body) {
        Captured captured = program.captured(now);
        Future<?> future =
            captured.snapshot.wrap((ExecutorService) QUEUED).submit(() -> body.play(now));
        assertTrue(future.cancel(true));
        assertThrows(CancellationException.class, future::get);
      }
    },
    CANCELLED_WHILE_IT_RAN {
      @Override
      void go(Program program, State now, Body body) throws Exception {
        Captured captured = program.captured(now);
        CountDownLatch started = new CountDownLatch(1);
        Future<?> future =
            captured
                .snapshot
                .wrap(INTERRUPTED)
                .submit(
                    () -> {
                      try (ParamScope scope = ParamScope.of("forgotten", 1L).enter()) {
                        ParamScope.of("more", 2L).enter();
                        started.countDown();
                        RELEASE.await(); // until it is interrupted
                        return null;
                      }
                    });
        started.await();
        assertTrue(future.cancel(true));
        assertEquals(Map.of(), INTERRUPTED.submit(() -> ParamScope.current().toMap()).get());
      }
    },
    ON_ANOTHER_THREAD {
      @Override
      void go(Program program, State now, Body body) throws Exception {
        Captured captured = program.captured(now);
        Runnable task = captured.snapshot.wrap(() -> body.play(captured.state.isolated()));
        Future<?> future =
            OTHERS.submit(
                () -> {
                  try {
                    task.run();
                  } finally {
                    assertEquals(Map.of(), ParamScope.current().toMap());
                  }
                });
        try {
          future.get();
        } catch (ExecutionException e) {
          if (e.getCause() instanceof Planted planted) {
            throw planted;
          }
          throw new AssertionError(e.getCause().getMessage(), e.getCause());
        }
      }
    };

    abstract void go(Program program, State now, Body body) throws Exception;
  }

  /** One random program. Its threads take turns. */
  private static final class Program {
    private final Random random;
    private final Set<Way> gone;
    private final List<Captured> snapshots = new ArrayList<>();

    Program(long seed, Set<Way> gone) {
      this.random = new Random(seed);
      this.gone = gone;
    }

    void play() {
      try {
        play(new State(), 0);
      } catch (Planted end) {
        // as likely as not
      }
    }

    private void play(State now, int depth) {
      check(now);
      for (int step = random.nextInt(4); step >= 0 && depth < DEEPEST; step--) {
        Way way = Way.values()[random.nextInt(Way.values().length)];
        gone.add(way);
        try {
          way.go(this, now, within -> play(within, depth + 1));
        } catch (Planted e) {
          check(now);
          if (random.nextBoolean()) {
            throw e;
          }
        } catch (Exception e) {
          throw new AssertionError(way + ": " + e, e);
        }
        check(now);
      }
      if (random.nextInt(6) == 0) {
        throw new Planted();
      }
    }

    void check(State expected) {
      assertEquals(expected.values, ParamScope.current().toMap());
    }

    /** What is seen now, or what was seen at any time before. */
    Captured captured(State now) {
      if (snapshots.isEmpty() || random.nextInt(3) == 0) {
        snapshots.add(new Captured(ParamScope.capture(), now.copy()));
      }
      return snapshots.get(random.nextInt(snapshots.size()));
    }

    Map<String, Long> values() {
      Map<String, Long> values = new HashMap<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        values.put(key(), random.nextLong());
      }
      return values;
    }

    /** Writes into the innermost scope. */
    void write(State within) {
      for (int i = random.nextInt(4); i > 0; i--) {
        String key = key();
        if (random.nextInt(3) == 0) {
          ParamScope.current().remove(key);
          within.remove(key);
        } else {
          Object value = random.nextBoolean() ? (Object) random.nextLong() : "text " + i;
          ParamScope.current().put(key, value);
          within.put(key, value);
        }
      }
    }

    /** Writes outside of scopes, at the base of a task. */
    State written(State within) {
      if (random.nextBoolean()) {
        String key = key();
        long value = random.nextLong();
        ParamScope.current().put(key, value);
        within.put(key, value);
      }
      return within;
    }

    private String key() {
      return "key" + random.nextInt(KEYS);
    }
  }
}
