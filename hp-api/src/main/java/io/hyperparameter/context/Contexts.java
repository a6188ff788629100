package io.hyperparameter.context;

import io.hyperparameter.ParamTask;
import io.hyperparameter.flight.Flight;
import io.hyperparameter.hashing.KeyHash;
import io.hyperparameter.internal.ApiAccess;
import io.hyperparameter.selection.Backends;
import io.hyperparameter.spi.BackendProvider;
import io.hyperparameter.spi.BaseSnapshot;
import io.hyperparameter.spi.Context;
import io.hyperparameter.spi.ContextValues;
import io.hyperparameter.spi.FreezeGuard;
import io.hyperparameter.spi.ParamValues;
import io.hyperparameter.spi.Seat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The context of the calling thread, made on first use; and the frozen snapshot, which it starts
 * on.
 *
 * <p>A context lives as long as its thread: it is the thread's {@link Seat} that has it, and no
 * thread local, which the JDK clears on some threads. A bound task has a context of its own, which
 * takes the place of the thread's while it runs.
 */
public final class Contexts {
  private static final ApiAccess API = ApiAccess.get();

  private static volatile @Nullable BaseSnapshot frozen;

  /** Who watches the reads of contexts that are made from now on. */
  private static volatile @Nullable ReadWatch ofNew;

  private Contexts() {}

  /** Has contexts that are made for threads from now on watched. */
  public static void watchNew(ReadWatch watch) {
    ofNew = watch;
  }

  /** The end of {@link #watchNew}, if no other took the place. */
  public static void watchNewNoMore(ReadWatch watch) {
    if (watch.equals(ofNew)) {
      ofNew = null;
    }
  }

  /** The calling thread's context. */
  public static Context current() {
    Thread thread = Thread.currentThread();
    Context context = Seat.guess(thread);
    return context != null && context.isCurrentOf(thread) ? context : find(thread);
  }

  /** Whom the calling thread asks for values: its context, or who watches the reads of that. */
  public static ContextValues reads() {
    Thread thread = Thread.currentThread();
    Context context = Seat.guess(thread);
    return context != null && context.isCurrentOf(thread)
        ? context
        : WatchedReads.over(find(thread));
  }

  /** The calling thread's context if it has one already. */
  public static @Nullable Context currentOrNull() {
    Thread thread = Thread.currentThread();
    Context context = Seat.guess(thread);
    return context != null && context.isCurrentOf(thread) ? context : findOrNull(thread);
  }

  private static Context find(Thread thread) {
    Context context = findOrNull(thread);
    return context != null ? context : create(thread);
  }

  private static @Nullable Context findOrNull(Thread thread) {
    Seat seat = Seat.find(thread);
    Context context = seat == null ? null : seat.context;
    if (context != null) {
      context.settleInSeat();
    }
    return context;
  }

  /** The hash of a key, through the calling thread's memory of keys if it has one. */
  public static long hash(String key) {
    Thread thread = Thread.currentThread();
    Context context = Seat.guess(thread);
    return context != null && context.isCurrentOf(thread)
        ? context.hashOf(key)
        : hashFurther(thread, key);
  }

  /** As {@link #findOrNull}, spelled out: one call for all that is rare, in each of its callers. */
  private static long hashFurther(Thread thread, String key) {
    Seat seat = Seat.find(thread);
    Context context = seat == null ? null : seat.context;
    if (context == null) {
      return KeyHash.hash(key);
    }
    context.settleInSeat();
    return context.hashOf(key);
  }

  /** Publishes what the calling thread sees as the start of every new thread. */
  public static void freeze() {
    FreezeGuard.ask();
    Context storage = current();
    BaseSnapshot snapshot = storage.snapshot();
    snapshot.setOrigins(storage.visibleOrigins());
    Backends.current().published(snapshot);
    frozen = snapshot;
    Flight.frozen(snapshot.size());
    Seat.forgetEnded();
    if (Tracking.ON) {
      API.published();
    }
  }

  /** What a thread that starts now starts with; null for nothing. */
  public static @Nullable BaseSnapshot frozen() {
    return Backends.current().frozen(frozen);
  }

  /**
   * Whether there may be values that the calling thread would see if it had been given them: those
   * of another thread, or what was frozen after it had begun. Takes a look at every thread.
   */
  public static boolean mayBeElsewhere() {
    BaseSnapshot published = frozen();
    return (published != null && published.size() > 0) || !Seat.isAlone(Thread.currentThread());
  }

  /** All that a context shows, tombstones included, and where it came from as far as is known. */
  public static ParamValues visible(Context context) {
    ParamValues all = new ParamValues();
    context.list(all, true);
    Map<String, String> origins = context.visibleOrigins();
    if (origins != null) {
      origins.forEach(all::setOrigin);
    }
    return all;
  }

  /** Runs a task on the calling thread in a fresh context over {@code base}. */
  public static <T extends @Nullable Object, X extends Throwable> T callOver(
      BaseSnapshot base, ParamTask<T, X> task) throws X {
    Seat seat = Seat.of(Thread.currentThread());
    Context outer = seat.context;
    Context inner = seat.attach(Backends.current(), base, ApiRules.INSTANCE);
    try {
      if (Tracking.ON) {
        API.begun(inner, true);
      }
      return task.call();
    } finally {
      Context last = seat.context;
      seat.context = outer; // before any call: there may be no stack left for one
      boolean left = false;
      try {
        leave(seat, last, inner, outer);
        left = true;
      } finally {
        if (!left) {
          seat.view = null; // which may be of the task, and not know that it is over
        }
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // contexts are told apart by identity
  private static void leave(
      Seat seat, @Nullable Context last, Context inner, @Nullable Context outer) {
    try {
      if (last != inner) {
        API.endAttached(last, inner);
      }
    } finally {
      seat.detach(inner, outer);
    }
  }

  private static Context create(Thread thread) {
    Seat seat = Seat.of(thread);
    Context context = seat.context; // the seat may have been missed
    if (context == null) {
      BackendProvider provider = Backends.current();
      BaseSnapshot base = provider.frozen(frozen);
      context =
          provider.context(thread, base != null ? base : noValues(provider), ApiRules.INSTANCE);
      seat.context = context;
      if (Tracking.ON) {
        API.begun(context, false);
      }
      ReadWatch watch = ofNew;
      if (watch != null) {
        WatchedReads.add(context, watch);
      }
    }
    return context;
  }

  private static BaseSnapshot noValues(BackendProvider provider) {
    return provider.snapshot(new ParamValues());
  }
}
