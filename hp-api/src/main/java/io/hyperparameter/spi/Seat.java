package io.hyperparameter.spi;

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
  /** Besides {@link #spare}, so that tasks nested in tasks find contexts, too; and no more. */
  private static final int MORE_SPARES = 3;

  private final Thread thread;

  /**
   * The thread's current context; null while it has none. A field, for who gives a thread its
   * context back where there may be no stack left for a call: see {@link #detach}.
   */
  public @Nullable Context context;

  /**
   * What the API reads and writes a context of this thread by, most likely the current one; it
   * finds out itself when another context takes the place of that one. Null while there is nothing.
   * As near as the context, for those who read by name outside of a scope of their own, and come
   * here at each read. A field, for where {@link #detach} may not have been called or failed, the
   * context may not know that it is left, nor what is here; then this is forgotten without a call.
   */
  public @Nullable Object view;

  /** The context of tasks, for the next if it {@code isFree}; null until there was one. */
  private @Nullable Context spare;

  /** Those of tasks that began in tasks; null until there was one. */
  private @Nullable Context @Nullable [] moreSpares;

  /**
   * The context whose begin or end was broken off, until the next task. A backend may have shown it
   * to those who ask no seat, and then it must not be given back before the thread is shown another
   * one.
   */
  private @Nullable Context brokenOff;

  /** How often a virtual thread has looked for this further than in the table of seats. */
  byte asked;

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
    return SeatTable.first(thread).context;
  }

  /**
   * {@return the {@link #view} that a thread most likely has, or another thread's, seen racily, or
   * null} It is for who can ask it whether it is of the calling thread's current context.
   *
   * @param thread the calling thread
   */
  public static @Nullable Object guessView(Thread thread) {
    return SeatTable.first(thread).view;
  }

  /**
   * {@return the seat of a thread; null if it has none}
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

  /**
   * {@return whether no other thread that lives is known to use this library} Most virtual threads
   * are in no list, so a virtual one is never said to be alone. Looks at every seat: for messages.
   *
   * @param thread the calling thread
   */
  public static boolean isAlone(Thread thread) {
    return SeatTable.isAlone(thread);
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
   * Gives the thread another context, in place of its own, until that is {@linkplain #detach
   * detached}.
   *
   * @param provider what makes contexts
   * @param base what the context starts on; made by {@code provider}
   * @param rules hashing and conversion
   * @return the context that is the thread's from now on
   */
  public Context attach(BackendProvider provider, BaseSnapshot base, ContextRules rules) {
    Context outer = context;
    Context inner;
    try {
      inner = begin(provider, base, rules);
    } catch (Throwable e) {
      if (outer != null) {
        // as Context.suspend(), but without a call: it may have been put behind the one that was to
        // begin, and is resumed when it is used again
        outer.away |= Context.SUSPENDED;
        outer.owner = null;
        if (outer.pass != null) {
          outer.pass.holder = null;
        }
      }
      throw e;
    }
    if (outer != null) {
      outer.suspend();
    }
    if (brokenOff != null) {
      brokenOff = null;
    }
    context = inner;
    return inner;
  }

  /**
   * Does what is left to do when the thread has the context back that it had.
   *
   * <p>Wherever memory or stack may end, it must have that again afterwards. So who attached a
   * context puts the one before it into {@link #context} himself, in a {@code finally} and before
   * anything is called, this included: a call that is interpreted may need more stack than one that
   * was compiled when the work began. If this fails, too, whoever uses the context next does what
   * is left, see {@link Context#settleInSeat}.
   *
   * @param inner what {@link #attach} gave
   * @param outer the context before it, which is in the seat again; null for none
   */
  public void detach(Context inner, @Nullable Context outer) {
    // as Context.suspend(), but without a call, for which there may be no stack left; and without a
    // look at the owner, as nobody finds it in the seat
    inner.away |= Context.SUSPENDED;
    if (inner.pass != null) {
      inner.pass.holder = null;
    }
    try {
      finish(inner);
    } catch (Throwable e) {
      brokenOff = inner; // without a call, for which there may be no stack left
      if (spare == inner) {
        spare = null;
      }
      dropFurther(inner);
      throw e;
    } finally {
      if (outer != null) {
        outer.resume();
      }
    }
  }

  private Context begin(BackendProvider provider, BaseSnapshot base, ContextRules rules) {
    Context known = spare;
    if (known == null) {
      Context made = provider.context(thread, base, rules);
      spare = made;
      return made;
    }
    if (known.isFree) {
      known.isFree = false; // a flag, for to take it out would be two stores of references
      try {
        if (known.begin(base)) {
          return known;
        }
      } catch (Throwable e) {
        brokenOff = known; // before any call, for which there may be no stack left
        spare = null;
        throw e;
      }
      spare = null;
    }
    return beginFurther(provider, base, rules);
  }

  private Context beginFurther(BackendProvider provider, BaseSnapshot base, ContextRules rules) {
    @Nullable Context[] known = moreSpares;
    if (known == null) {
      moreSpares = known = new Context[MORE_SPARES];
    }
    for (int i = 0; i < MORE_SPARES; i++) {
      Context one = known[i];
      if (one == null) {
        Context made = provider.context(thread, base, rules);
        known[i] = made;
        return made;
      }
      if (one.isFree) {
        one.isFree = false;
        known[i] = null;
        try {
          if (one.begin(base)) {
            known[i] = one;
            return one;
          }
        } catch (Throwable e) {
          brokenOff = one;
          throw e;
        }
      }
    }
    return provider.context(thread, base, rules);
  }

  /** Keeps a context for another task if it can be used again and is one of the few. */
  @SuppressWarnings("ReferenceEquality") // contexts are told apart by identity
  private void finish(Context inner) {
    boolean again = inner.finish();
    if (!again) {
      view = null; // which may be of it, and would keep it and all that it was over
    }
    if (inner != spare) {
      finishFurther(inner, again);
    } else if (again) {
      inner.isFree = true;
    } else {
      spare = null;
    }
  }

  /** Forgets a context whose end was broken off, so that its place is not taken for ever. */
  @SuppressWarnings("ReferenceEquality")
  private void dropFurther(Context inner) {
    @Nullable Context[] known = moreSpares;
    for (int i = 0; known != null && i < MORE_SPARES; i++) {
      if (known[i] == inner) {
        known[i] = null;
      }
    }
  }

  @SuppressWarnings("ReferenceEquality")
  private void finishFurther(Context inner, boolean again) {
    @Nullable Context[] known = moreSpares;
    for (int i = 0; known != null && i < MORE_SPARES; i++) {
      if (known[i] == inner) {
        inner.isFree = again;
        if (!again) {
          known[i] = null;
        }
        return;
      }
    }
    if (again) {
      view = null;
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
