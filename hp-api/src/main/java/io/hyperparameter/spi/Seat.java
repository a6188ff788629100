package io.hyperparameter.spi;

import io.hyperparameter.ParamTask;
import org.jspecify.annotations.Nullable;

/**
 * One thread's place in this library: which of its contexts is the current one.
 *
 * <p>Made once for a thread, and never replaced. A thread finds its seat ({@link SeatTable}), and
 * in it its context; a bound task swaps that for its own and back, which writes nothing that
 * another thread would have to read. Only the thread itself uses what is in its seat; others may
 * see it racily and ask the context whether it is {@linkplain Context#isCurrentOf theirs}.
 *
 * <p>A seat refers to its thread by a plain field. With a weak reference the table of seats would
 * not keep an ended thread until the next look for such; but the JIT reads what follows the check
 * of a weak reference anew each time, which costs a nanosecond at each read and ten at each scope.
 */
public final class Seat {
  /** So that tasks nested in tasks find contexts, too, and a deep recursion leaves few. */
  private static final int SPARES = 4;

  private final Thread thread;
  private @Nullable Context context;

  /** Contexts of tasks, those that are {@code isFree} for the next; null until there was one. */
  private @Nullable Context @Nullable [] spares;

  Seat(Thread thread) {
    this.thread = thread;
  }

  /**
   * {@return the context that a thread most likely has, or another thread's, or null} The short way
   * of {@link #find}, for who asks the context.
   *
   * @param thread the thread
   */
  public static @Nullable Context guess(Thread thread) {
    Seat seat = SeatTable.first(thread);
    return seat == null ? null : seat.context;
  }

  /**
   * {@return the seat of a thread; null if it has none, or another thread is just moving it}
   *
   * @param thread the calling thread
   */
  public static @Nullable Seat find(Thread thread) {
    return SeatTable.find(thread);
  }

  /**
   * {@return the seat of a thread, which gets one if it has none yet}
   *
   * @param thread the calling thread
   */
  public static Seat of(Thread thread) {
    Seat seat = SeatTable.find(thread);
    return seat != null ? seat : SeatTable.register(thread);
  }

  /** Forgets the contexts of all threads that have ended. */
  public static void forgetEnded() {
    SeatTable.forgetEnded();
  }

  /** Does so if a look at a few finds one; writes nothing if not. */
  public static void forgetEndedIfSeen() {
    SeatTable.forgetEndedIfSeen();
  }

  /** {@return the thread's current context; null while it has none} */
  public @Nullable Context context() {
    return context;
  }

  /**
   * Makes a context the thread's current one.
   *
   * @param context made for this thread
   */
  public void sit(Context context) {
    this.context = context;
  }

  /**
   * Runs a task in a context of its own, in place of the thread's.
   *
   * <p>Wherever memory or stack may end, the thread has its own context again afterwards. So what
   * gives it back are plain stores; what more there is to do takes calls, and if these fail,
   * whoever uses the context next does it, see {@link Context#settleInSeat}.
   *
   * @param <T> what the task gives
   * @param <X> what the task throws
   * @param provider what makes contexts
   * @param base what the task starts on; made by {@code provider}
   * @param rules hashing and conversion
   * @param task called once, on this thread, whose seat this is
   * @return what the task gives
   * @throws X as the task does
   */
  public <T extends @Nullable Object, X extends Throwable> T call(
      BackendProvider provider, BaseSnapshot base, ContextRules rules, ParamTask<T, X> task)
      throws X {
    Context outer = context;
    Context inner = null;
    try {
      inner = begin(provider, base, rules);
      if (outer != null) {
        outer.suspend();
      }
      context = inner;
      return task.call();
    } finally {
      context = outer;
      if (inner != null) {
        inner.away |= Context.SUSPENDED;
        inner.owner = null;
        if (inner.pass != null) {
          inner.pass.holder = null;
        }
      }
      endOf(inner, outer);
    }
  }

  /**
   * Does what {@link #call} does before its task.
   *
   * @param provider what makes contexts
   * @param base what the context starts on; made by {@code provider}
   * @param rules hashing and conversion
   * @return the context that is the thread's from now on; to be {@linkplain #detach detached}
   */
  public Context attach(BackendProvider provider, BaseSnapshot base, ContextRules rules) {
    Context outer = context;
    Context inner = begin(provider, base, rules);
    if (outer != null) {
      outer.suspend();
    }
    context = inner;
    return inner;
  }

  /**
   * Does what {@link #call} does after its task.
   *
   * @param inner the thread's context, which {@link #attach} gave
   * @param outer the one before it; null for none
   */
  public void detach(Context inner, @Nullable Context outer) {
    context = outer;
    inner.suspend();
    endOf(inner, outer);
  }

  private Context begin(BackendProvider provider, BaseSnapshot base, ContextRules rules) {
    @Nullable Context[] known = spares;
    if (known == null) {
      spares = known = new Context[SPARES];
    }
    for (int i = 0; i < SPARES; i++) {
      Context spare = known[i];
      if (spare == null) {
        Context made = provider.context(thread, base, rules);
        known[i] = made;
        return made;
      }
      if (spare.isFree) {
        spare.isFree = false; // a flag, for to take it out would be two stores of references
        if (spare.begin(base)) {
          return spare;
        }
        known[i] = null;
      }
    }
    return provider.context(thread, base, rules);
  }

  private void endOf(@Nullable Context inner, @Nullable Context outer) {
    try {
      if (inner != null) {
        finish(inner);
      }
    } finally {
      if (outer != null) {
        outer.resume();
      }
    }
  }

  /** Keeps a context for another task if it can be used again and is one of the few. */
  @SuppressWarnings("ReferenceEquality") // contexts are told apart by identity
  private void finish(Context inner) {
    boolean again = inner.finish();
    @Nullable Context[] known = spares;
    for (int i = 0; known != null && i < SPARES; i++) {
      if (known[i] == inner) {
        inner.isFree = again;
        if (!again) {
          known[i] = null;
        }
        return;
      }
    }
    if (again) {
      inner.end();
    }
  }

  Thread thread() {
    return thread;
  }

  /** Whether the thread has ended. */
  boolean isVacant() {
    return !thread.isAlive();
  }
}
