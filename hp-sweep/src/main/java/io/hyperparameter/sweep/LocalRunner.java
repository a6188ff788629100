package io.hyperparameter.sweep;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Trials on so many threads of this JVM. */
record LocalRunner(int threads) implements SweepRunner {
  LocalRunner {
    if (threads < 1) {
      throw new IllegalArgumentException(threads + " threads run no trial; give at least 1");
    }
  }

  @Override
  public <R extends @Nullable Object> void run(
      TrialRun<R> run, List<Trial> trials, Consumer<TrialResult<R>> done)
      throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, trials.size()));
    try {
      ExecutorCompletionService<TrialResult<R>> results = new ExecutorCompletionService<>(pool);
      Iterator<Trial> next = trials.iterator();
      for (int i = 0; i < threads && next.hasNext(); i++) {
        begin(run, next.next(), pool, results);
      }
      for (int i = 0; i < trials.size(); i++) {
        done.accept(results.take().get()); // on this thread: one at a time
        if (next.hasNext()) { // only now, so that a journal has what came before
          begin(run, next.next(), pool, results);
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) { // no memory: of no trial, and the JVM is done for
        throw error;
      }
      throw new IllegalStateException("a trial ended without a result", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private static <R extends @Nullable Object> void begin(
      TrialRun<R> run,
      Trial trial,
      ExecutorService pool,
      ExecutorCompletionService<TrialResult<R>> results) {
    var unused = results.submit(() -> runOne(run, trial, pool)); // it comes back by take()
  }

  /** Nobody but the end of the pool interrupts from outside; else the trial did so itself. */
  private static <R extends @Nullable Object> TrialResult<R> runOne(
      TrialRun<R> run, Trial trial, ExecutorService pool) throws InterruptedException {
    long start = System.nanoTime();
    try {
      return run.run(trial);
    } catch (InterruptedException e) {
      if (pool.isShutdown()) {
        throw e;
      }
      return TrialExecution.failed(trial, e, start);
    }
  }
}
