package io.hyperparameter.spi;

import org.jspecify.annotations.Nullable;

/**
 * One thread's place in this library: which of its contexts is the current one.
 *
 * <p>A thread finds its seat ({@link SeatTable}) and, in it, its context. A bound task swaps the
 * seat's context for its own and back, which writes nothing that another thread reads. And it is
 * what an open scope checks before it uses its context: {@link #holds} asks whether the calling
 * thread is the one of the seat, and the context its current one. So a scope of a thread is not
 * usable from another thread, nor from a task that runs on the same one, and nobody needs to tell
 * it.
 *
 * <p>A seat is made once for a thread and stays; with one exception: when levels are closed on
 * behalf of scopes that do not know ({@link ParamStorage#unwindTo}), the thread gets a new seat,
 * whereupon each scope that was open asks its context whether it still is.
 *
 * <p>It refers to its thread by a plain field, and only the thread itself writes to it. With a weak
 * reference the table of seats would not keep an ended thread until the next look for such; but the
 * JIT reads what follows the check of a weak reference anew each time, which costs a nanosecond for
 * each read and ten for each scope.
 */
public final class Seat {
  /** The seat of no thread, for scopes that are idle. */
  public static final Seat NONE = new Seat(null);

  /** So that tasks nested in tasks find contexts, too, and a deep recursion leaves few. */
  private static final int SPARES = 4;

  private final @Nullable Thread thread;
  private @Nullable ParamStorage context;

  /** The contexts of earlier tasks, to be used again, linked by {@link ParamStorage#nextSpare}. */
  private @Nullable ParamStorage spare;

  private int spares;

  Seat(@Nullable Thread thread) {
    this.thread = thread;
  }

  /** {@return the seat of the calling thread; null if it has none yet, or it is being moved} */
  public static @Nullable Seat ofCallerOrNull() {
    return SeatTable.find(Thread.currentThread());
  }

  /** {@return the seat of the calling thread, which gets one if it has none yet} */
  public static Seat ofCaller() {
    return of(Thread.currentThread());
  }

  /** The seat of a thread that is alive; of a virtual thread, only the caller's own is kept. */
  static Seat of(Thread thread) {
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

  /**
   * {@return whether the calling thread is the one of this seat, and {@code context} its current
   * one}
   *
   * @param context the context in question; not null, as the one of no thread is
   */
  public boolean holds(ParamStorage context) {
    return this.context == context && thread == Thread.currentThread();
  }

  /** {@return the thread's current context; null while it has none} */
  public @Nullable ParamStorage context() {
    return context;
  }

  /**
   * Makes a context the thread's current one.
   *
   * @param context made for this thread; or null for none
   */
  public void sit(@Nullable ParamStorage context) {
    this.context = context;
  }

  /** {@return a context that an earlier task left, for the next; null if there is none} */
  public @Nullable ParamStorage takeSpare() {
    ParamStorage taken = spare;
    if (taken != null) {
      spare = taken.nextSpare;
      taken.nextSpare = null;
      spares--;
    }
    return taken;
  }

  /**
   * Keeps a context for the next task, unless there are enough.
   *
   * @param context cleared, and not the current one
   */
  public void keepSpare(ParamStorage context) {
    if (spares < SPARES) {
      context.nextSpare = spare;
      spare = context;
      spares++;
    }
  }

  /** Gives the calling thread, whose seat this is, another, which no scope knows yet. */
  Seat succeed() {
    Seat next = new Seat(thread);
    next.context = context;
    next.spare = spare;
    next.spares = spares;
    SeatTable.replace(this, next);
    context = null;
    spare = null;
    return next;
  }

  /** {@return the thread; null of {@link #NONE}} */
  @Nullable Thread thread() {
    return thread;
  }

  /** Whether the thread has ended. */
  boolean isVacant() {
    return thread == null || !thread.isAlive();
  }
}
