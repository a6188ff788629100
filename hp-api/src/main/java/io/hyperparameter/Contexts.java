package io.hyperparameter;

import io.hyperparameter.flight.Flight;
import io.hyperparameter.spi.BackendProvider;
import io.hyperparameter.spi.BaseSnapshot;
import io.hyperparameter.spi.FreezeGuard;
import io.hyperparameter.spi.ParamStorage;
import io.hyperparameter.spi.ParamValues;
import io.hyperparameter.spi.Seat;
import org.jspecify.annotations.Nullable;

/**
 * The context of the calling thread, made on first use; and the frozen snapshot, which it starts
 * on.
 *
 * <p>A context lives as long as its thread: it is the thread's {@link Seat} that has it, and no
 * thread local, which the JDK clears on some threads. A bound task has a context of its own, which
 * takes the place of the thread's while it runs.
 */
final class Contexts {
  private static volatile @Nullable BaseSnapshot frozen;

  private Contexts() {}

  /** The calling thread's context. */
  static ParamStorage current() {
    Thread thread = Thread.currentThread();
    ParamStorage context = Seat.guess(thread);
    return context != null && context.isCurrentOf(thread) ? context : find(thread);
  }

  /** The calling thread's context if it has one already. */
  static @Nullable ParamStorage currentOrNull() {
    Thread thread = Thread.currentThread();
    ParamStorage context = Seat.guess(thread);
    return context != null && context.isCurrentOf(thread) ? context : findOrNull(thread);
  }

  private static ParamStorage find(Thread thread) {
    ParamStorage context = findOrNull(thread);
    return context != null ? context : create(thread);
  }

  private static @Nullable ParamStorage findOrNull(Thread thread) {
    Seat seat = Seat.find(thread);
    ParamStorage context = seat == null ? null : seat.context();
    if (context != null) {
      context.settle();
    }
    return context;
  }

  /** The hash of a key, through the calling thread's memory of keys if it has one. */
  static long hash(String key) {
    ParamStorage storage = currentOrNull();
    return storage != null ? storage.hashOf(key) : KeyHash.hash(key);
  }

  /** Publishes what the calling thread sees as the start of every new thread. */
  static void freeze() {
    FreezeGuard.ask();
    ParamStorage storage = current();
    BaseSnapshot snapshot = storage.snapshot();
    snapshot.setOrigins(storage.visibleOrigins());
    Backend.current().provider().published(snapshot);
    frozen = snapshot;
    Flight.frozen(snapshot.size());
    Seat.forgetEnded();
  }

  /** What a thread that starts now starts with. */
  static ParamSnapshot ofFrozen() {
    BaseSnapshot base = Backend.current().provider().frozen(frozen);
    return base == null
        ? new ParamSnapshot(new ParamValues())
        : callOver(base, () -> Capture.of(current()));
  }

  /** Runs a task on the calling thread in a fresh context over {@code base}. */
  static <T extends @Nullable Object, X extends Throwable> T callOver(
      BaseSnapshot base, ParamTask<T, X> task) throws X {
    Thread thread = Thread.currentThread();
    Seat seat = Seat.of(thread);
    ParamStorage outer = seat.context();
    ParamStorage inner = begin(seat, thread, base);
    if (outer != null) {
      outer.suspend();
    }
    seat.sit(inner);
    try {
      return task.call();
    } finally {
      try {
        finish(seat, inner);
      } finally {
        seat.sit(outer);
        if (outer != null) {
          outer.resume();
        }
      }
    }
  }

  /** A context over {@code base} that is not the thread's current one yet. */
  static ParamStorage begin(Seat seat, Thread thread, BaseSnapshot base) {
    ParamStorage spare = seat.takeSpare();
    return spare != null && spare.begin(base)
        ? spare
        : newStorage(Backend.current().provider(), thread, base);
  }

  /** Ends what {@link #begin} began. */
  static void finish(Seat seat, ParamStorage inner) {
    ContextExtras.retireView(inner);
    if (inner.finish()) {
      seat.keepSpare(inner);
    }
  }

  private static ParamStorage create(Thread thread) {
    Seat seat = Seat.of(thread);
    ParamStorage context = seat.context(); // the seat may have been missed
    if (context == null) {
      BackendProvider provider = Backend.current().provider();
      BaseSnapshot base = provider.frozen(frozen);
      context = newStorage(provider, thread, base != null ? base : noValues(provider));
      seat.sit(context);
    }
    return context;
  }

  private static BaseSnapshot noValues(BackendProvider provider) {
    return provider.snapshot(new ParamValues());
  }

  private static ParamStorage newStorage(
      BackendProvider provider, Thread thread, BaseSnapshot base) {
    ParamStorage storage = provider.newStorage(thread, base, ReadRules.INSTANCE);
    storage.setBaseOrigins(base.origins());
    return storage;
  }
}
