package io.hyperparameter.sweep;

import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.json.PortableValues;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One trial on the calling thread. */
final class TrialExecution {
  /** Enough to find the place, also of a stack that ended. */
  private static final int MAX_ERROR = 16_384;

  private TrialExecution() {}

  /**
   * A fresh context with the values of the sweep, and over it a scope with those of the trial. What
   * is wrong with one trial is its result, be it an error of a library; what is wrong with the JVM
   * (no memory) or was asked from outside (an interrupt) is not, and passes through.
   */
  static <R extends @Nullable Object> TrialResult<R> run(
      ParamSnapshot base, Trial trial, TrialTask<R> task) throws InterruptedException {
    long start = System.nanoTime();
    try {
      R value =
          base.<R, Exception>call(() -> scope(trial).<R, Exception>call(() -> task.run(trial)));
      String obstacle = PortableValues.obstacle(value);
      return new TrialResult<>(
          trial,
          obstacle == null ? value : null,
          obstacle == null
              ? null
              : "the trial gave "
                  + obstacle
                  + ", which no journal can hold; give numbers, texts, lists or maps of them",
          since(start));
    } catch (InterruptedException e) {
      throw e;
    } catch (StackOverflowError e) {
      return failed(trial, e, start);
    } catch (VirtualMachineError e) {
      throw e;
    } catch (Throwable e) {
      if (Thread.currentThread().isInterrupted()) {
        InterruptedException interrupted = new InterruptedException("in " + trial);
        interrupted.initCause(e);
        throw interrupted;
      }
      return failed(trial, e, start);
    }
  }

  /** Errors of reads and explanations name the trial that gave the value. */
  private static ParamScope scope(Trial trial) {
    String origin = "the sweep's trial of index " + trial.index();
    Map<String, String> origins = new HashMap<>();
    trial.parameters().keySet().forEach(key -> origins.put(key, origin));
    return ParamScope.of(trial.parameters(), origins);
  }

  /** The result of a trial that began at this time of {@link System#nanoTime} and threw. */
  static <R extends @Nullable Object> TrialResult<R> failed(Trial trial, Throwable e, long start) {
    return new TrialResult<>(trial, null, stackTrace(e), since(start));
  }

  private static String stackTrace(Throwable e) {
    StringWriter text = new StringWriter();
    try {
      e.printStackTrace(new PrintWriter(text, true));
    } catch (RuntimeException | StackOverflowError unprintable) { // getMessage is a user's code
      text.append(e.getClass().getName()).append(", which cannot be printed: ");
      text.append(unprintable.getClass().getName());
    }
    return text.getBuffer().substring(0, Math.min(text.getBuffer().length(), MAX_ERROR)).strip();
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
