package io.hyperparameter.executor;

import io.hyperparameter.ParamSnapshot;
import io.hyperparameter.context.Tracking;
import io.hyperparameter.tracking.Submission;
import io.hyperparameter.tracking.TrackedContext;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A task that runs over a snapshot, and is otherwise the task it was made of: two of one task are
 * equal, and they compare as their tasks do. So what finds, sorts and removes tasks in a queue goes
 * on to work.
 *
 * @param <T> the type of the task
 */
public abstract class BoundTask<T> {
  final ParamSnapshot snapshot;
  final T task;

  /** Who submits it, while scopes are tracked. */
  final @Nullable Submission submission;

  BoundTask(ParamSnapshot snapshot, @Nullable T task) {
    this.snapshot = snapshot;
    this.task = Objects.requireNonNull(task, "task"); // now rather than on another thread
    this.submission = Tracking.ON ? Submission.here() : null;
  }

  public static Runnable of(ParamSnapshot snapshot, Runnable task) {
    return task instanceof Comparable
        ? new OfComparableRunnable(snapshot, task)
        : new OfRunnable(snapshot, task);
  }

  public static <V extends @Nullable Object> Callable<V> of(
      ParamSnapshot snapshot, Callable<V> task) {
    return task instanceof Comparable
        ? new OfComparableCallable<>(snapshot, task)
        : new OfCallable<>(snapshot, task);
  }

  /** The task that was wrapped, however often; or what was not. */
  public static Object unwrap(Object task) {
    Object inner = task;
    while (inner instanceof BoundTask<?> bound) {
      inner = bound.task;
    }
    return inner;
  }

  @SuppressWarnings("unchecked") // as by sorting the tasks themselves: a wrong pair throws
  final int compareAsTasks(Object other) {
    return ((Comparable<Object>) unwrap(this)).compareTo(unwrap(other));
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof BoundTask<?> bound && unwrap(this).equals(unwrap(bound));
  }

  @Override
  public final int hashCode() {
    return unwrap(this).hashCode();
  }

  @Override
  public final String toString() {
    return unwrap(this) + " over " + snapshot;
  }

  private static class OfRunnable extends BoundTask<Runnable> implements Runnable {
    OfRunnable(ParamSnapshot snapshot, Runnable task) {
      super(snapshot, task);
    }

    @Override
    public final void run() {
      snapshot.run(Tracking.ON ? TrackedContext.from(submission, task) : task);
    }
  }

  @SuppressWarnings("ComparableType") // the queue may have tasks that are not wrapped, too
  private static final class OfComparableRunnable extends OfRunnable implements Comparable<Object> {
    OfComparableRunnable(ParamSnapshot snapshot, Runnable task) {
      super(snapshot, task);
    }

    @Override
    public int compareTo(Object other) {
      return compareAsTasks(other);
    }
  }

  private static class OfCallable<V extends @Nullable Object> extends BoundTask<Callable<V>>
      implements Callable<V> {
    OfCallable(ParamSnapshot snapshot, Callable<V> task) {
      super(snapshot, task);
    }

    @Override
    public final V call() throws Exception {
      if (!Tracking.ON) {
        return snapshot.call(task::call);
      }
      return snapshot.call(
          () -> {
            TrackedContext.submitted(submission);
            return task.call();
          });
    }
  }

  @SuppressWarnings("ComparableType") // as above
  private static final class OfComparableCallable<V extends @Nullable Object> extends OfCallable<V>
      implements Comparable<Object> {
    OfComparableCallable(ParamSnapshot snapshot, Callable<V> task) {
      super(snapshot, task);
    }

    @Override
    public int compareTo(Object other) {
      return compareAsTasks(other);
    }
  }
}
