package io.hyperparameter;

import io.hyperparameter.spi.BackendProvider;
import io.hyperparameter.spi.BaseSnapshot;
import io.hyperparameter.spi.ParamStorage;
import io.hyperparameter.spi.ParamValues;
import io.hyperparameter.spi.Seat;
import java.util.concurrent.Callable;
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
    Seat seat = Seat.ofCallerOrNull();
    ParamStorage context = seat == null ? null : seat.context();
    return context != null ? context : create();
  }

  /** The calling thread's context if it has one already. */
  static @Nullable ParamStorage currentOrNull() {
    Seat seat = Seat.ofCallerOrNull();
    return seat == null ? null : seat.context();
  }

  /** The hash of a key, through the calling thread's memory of keys if it has one. */
  static long hash(String key) {
    ParamStorage storage = currentOrNull();
    return storage != null ? storage.hashOf(key) : KeyHash.hash(key);
  }

  /** Publishes what the calling thread sees as the start of every new thread. */
  static void freeze() {
    ParamStorage storage = current();
    BaseSnapshot snapshot = storage.snapshot();
    snapshot.setOrigins(storage.visibleOrigins());
    Backend.current().provider().published(snapshot);
    frozen = snapshot;
    Seat.forgetEnded();
  }

  /** Runs a task on the calling thread in a fresh context over {@code base}. */
  static <T extends @Nullable Object> T callOver(BaseSnapshot base, Callable<T> task)
      throws Exception {
    Seat seat = Seat.ofCaller();
    ParamStorage outer = seat.context();
    ParamStorage inner = newStorage(Backend.current().provider(), base);
    seat.sit(inner);
    try {
      return task.call();
    } finally {
      try {
        inner.end();
      } finally {
        if (outer != null) {
          outer.resume(inner.seat());
        } else {
          inner.seat().sit(null);
        }
      }
    }
  }

  private static ParamStorage create() {
    Seat seat = Seat.ofCaller();
    ParamStorage known = seat.context(); // it may have been missed
    if (known != null) {
      return known;
    }
    BackendProvider provider = Backend.current().provider();
    BaseSnapshot base = frozen;
    if (base == null) {
      base = provider.snapshot(new ParamValues());
    }
    ParamStorage storage = newStorage(provider, base);
    install(storage);
    return storage;
  }

  private static ParamStorage newStorage(BackendProvider provider, BaseSnapshot base) {
    ParamStorage storage = provider.newStorage(Thread.currentThread(), base, ReadRules.INSTANCE);
    storage.setBaseOrigins(base.origins());
    return storage;
  }

  private static void install(ParamStorage storage) {
    storage.seat().sit(storage);
  }
}
