package io.hyperparameter;

import io.hyperparameter.context.ApiRules;
import io.hyperparameter.context.ContextCompanion;
import io.hyperparameter.context.Contexts;
import io.hyperparameter.context.ReadWatch;
import io.hyperparameter.context.ScopeMessages;
import io.hyperparameter.context.Tracking;
import io.hyperparameter.context.WatchedReads;
import io.hyperparameter.selection.Backends;
import io.hyperparameter.spi.BaseSnapshot;
import io.hyperparameter.spi.Context;
import io.hyperparameter.spi.Seat;
import io.hyperparameter.spi.ThreadLocalCarrier.Carried;
import io.hyperparameter.tracking.TrackedContext;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot that the calling thread runs over until this is closed: {@link ParamSnapshot#call} in
 * two calls, for frameworks that tell when work begins on a thread and when it ends there, instead
 * of handing over a task.
 *
 * <pre>{@code
 * try (AttachedSnapshot attached = snapshot.attach()) {
 *   // a fresh context with these values: nothing of the thread's own is seen
 * }                                   // the thread's own context again, its open scopes included
 * }</pre>
 *
 * <p>Attachments nest; close them on their own thread, in reverse order. Closing one while later
 * ones are attached closes those first and then reports them with a {@link ScopeStateException}.
 * Closing one that is not attached here, or from inside a task that runs over another snapshot,
 * changes nothing but throws the same. What a task over a snapshot attached and did not close ends
 * with the task. Scopes that were entered meanwhile and not left end with it; {@link #openScopes}
 * tells of them.
 */
public final class AttachedSnapshot implements AutoCloseable {
  private final Thread thread;
  private final Seat seat;
  private final Context inner;
  private final @Nullable Context outer;
  private final @Nullable Runnable restore;
  private boolean closed;

  private AttachedSnapshot(Thread thread, BaseSnapshot base, @Nullable Runnable restore) {
    this.thread = thread;
    this.restore = restore;
    this.seat = Seat.of(thread);
    this.outer = seat.context;
    this.inner = seat.attach(Backends.current(), base, ApiRules.INSTANCE);
    boolean known = false;
    try {
      ContextCompanion.of(inner).setAttached(this);
      known = true;
    } finally {
      if (!known) {
        seat.context = outer; // before any call: there may be no stack left for one
        seat.detach(inner, outer);
      }
    }
  }

  static AttachedSnapshot attach(
      BaseSnapshot base, @Nullable Carried along, @Nullable List<ReadWatch> watches) {
    Runnable restore = along == null ? null : along.set();
    try {
      AttachedSnapshot attached = new AttachedSnapshot(Thread.currentThread(), base, restore);
      if (Tracking.ON) {
        TrackedContext.begin(attached.inner, true);
      }
      if (watches != null) {
        watches.forEach(watch -> WatchedReads.add(attached.inner, watch));
      }
      return attached;
    } catch (Throwable e) { // nobody gets to close it
      if (restore != null) {
        restore.run();
      }
      throw e;
    }
  }

  /**
   * {@return the one attached last to the calling thread; null if there is none, or if a task that
   * runs over a snapshot began after it}
   */
  public static @Nullable AttachedSnapshot current() {
    return of(Contexts.currentOrNull());
  }

  private static @Nullable AttachedSnapshot of(@Nullable Context context) {
    return context != null && context.attachment() != null
        ? ContextCompanion.of(context).attached()
        : null;
  }

  /**
   * {@return whether closing this would change what the calling thread sees: it is attached here,
   * and at most others are attached inside}
   */
  public boolean isAttachedHere() {
    if (closed || thread != Thread.currentThread()) {
      return false;
    }
    Context context = seat.context;
    while (context != inner) {
      AttachedSnapshot later = of(context);
      if (later == null) {
        return false;
      }
      context = later.outer;
    }
    return true;
  }

  /**
   * {@return how many scopes are open in this context: entered while it was attached, and not left}
   *
   * @throws ScopeStateException if this is not attached to the calling thread
   */
  public int openScopes() {
    requireAttachedHere();
    inner.settle();
    return inner.depth();
  }

  /**
   * Gives the thread back the context it had, exactly as it was.
   *
   * @throws ScopeStateException if this is not attached to the calling thread (nothing changes), or
   *     if others were still attached inside (they are closed first)
   */
  @Override
  public void close() {
    requireAttachedHere();
    int later = 0;
    while (seat.context != inner) {
      Objects.requireNonNull(of(seat.context)).end();
      later++;
    }
    end();
    if (later > 0) {
      throw ScopeMessages.attachedLater(later);
    }
  }

  private void requireAttachedHere() {
    if (!isAttachedHere()) {
      throw ScopeMessages.notAttached(closed, thread);
    }
  }

  private void end() {
    seat.context = outer; // before any call: there may be no stack left for one
    try {
      finish();
    } catch (Throwable e) {
      seat.view = null; // which may be of the inner one, and not know that this is left
      throw e;
    }
  }

  /** Ends those that were attached in a task which is over, and whose context is {@code inner}. */
  @SuppressWarnings("ReferenceEquality") // contexts are told apart by identity
  static void endAbove(@Nullable Context last, Context inner) {
    AttachedSnapshot left = last == inner ? null : of(last);
    if (left != null) {
      try {
        left.finish();
      } finally {
        endAbove(left.outer, inner);
      }
    }
  }

  private void finish() {
    closed = true;
    try {
      ContextCompanion.of(inner).setAttached(null);
      seat.detach(inner, outer);
    } finally {
      if (restore != null) {
        restore.run();
      }
    }
  }
}
