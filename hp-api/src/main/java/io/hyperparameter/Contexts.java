package io.hyperparameter;

import io.hyperparameter.spi.BackendProvider;
import io.hyperparameter.spi.BaseSnapshot;
import io.hyperparameter.spi.ParamStorage;
import io.hyperparameter.spi.ParamValues;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Finds the context of the calling thread, makes it on first use, and holds the frozen snapshot.
 *
 * <p>Finding is the hot part of every read through a typed key. A small direct-mapped array, by
 * thread id, answers most threads with two loads and one comparison: a context is trusted only if
 * its owner is the calling thread, and an owner is never anyone but the thread itself or null, so a
 * racy read of the array is harmless. A ThreadLocal answers the rest: virtual threads, which would
 * only evict one another, and platform threads whose slot another thread uses.
 */
final class Contexts {
  private static final int SLOTS = 128;

  /** A live thread's slot is taken over only at every n-th miss, lest two threads fight for it. */
  private static final int MISSES_TO_REPLACE = 64;

  private static final @Nullable ParamStorage[] BY_THREAD_ID = new ParamStorage[SLOTS];
  private static final ThreadLocal<ParamStorage> LOCAL = new ThreadLocal<>();

  private static volatile @Nullable BaseSnapshot frozen;
  private static int misses;

  private Contexts() {}

  /** The calling thread's context. */
  static ParamStorage current() {
    Thread thread = Thread.currentThread();
    ParamStorage storage = BY_THREAD_ID[slot(thread)];
    return storage != null && storage.isCurrentOf(thread) ? storage : find(thread);
  }

  /** The calling thread's context if it has one already. */
  static @Nullable ParamStorage currentOrNull() {
    Thread thread = Thread.currentThread();
    ParamStorage storage = BY_THREAD_ID[slot(thread)];
    return storage != null && storage.isCurrentOf(thread) ? storage : LOCAL.get();
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
  }

  /** Runs a task on the calling thread in a fresh context over {@code base}. */
  static <T extends @Nullable Object> T callOver(BaseSnapshot base, Callable<T> task)
      throws Exception {
    Thread thread = Thread.currentThread();
    ParamStorage outer = currentOrNull();
    ParamStorage inner = newStorage(Backend.current().provider(), thread, base);
    if (outer != null) {
      outer.suspend();
    }
    install(inner);
    try {
      return task.call();
    } finally {
      try {
        inner.end();
      } finally {
        if (outer != null) {
          outer.resume();
          install(outer);
        } else {
          LOCAL.remove();
        }
      }
    }
  }

  private static ParamStorage find(Thread thread) {
    ParamStorage storage = LOCAL.get();
    if (storage == null) {
      return create(thread);
    }
    if (!storage.isOnVirtualThread()) {
      int slot = slot(thread);
      if (BY_THREAD_ID[slot] == null || ++misses % MISSES_TO_REPLACE == 0) {
        BY_THREAD_ID[slot] = storage;
      }
    }
    return storage;
  }

  private static ParamStorage create(Thread thread) {
    BackendProvider provider = Backend.current().provider();
    BaseSnapshot base = provider.frozen(frozen);
    if (base == null) {
      base = provider.snapshot(new ParamValues());
    }
    ParamStorage storage = newStorage(provider, thread, base);
    if (!storage.isOnVirtualThread()) {
      forgetEnded();
    }
    install(storage);
    return storage;
  }

  private static ParamStorage newStorage(
      BackendProvider provider, Thread thread, BaseSnapshot base) {
    ParamStorage storage = provider.newStorage(thread, base, ReadRules.INSTANCE);
    storage.setBaseOrigins(base.origins());
    return storage;
  }

  private static void install(ParamStorage storage) {
    LOCAL.set(storage);
    if (!storage.isOnVirtualThread()) {
      Thread thread = storage.thread();
      int slot = slot(thread);
      ParamStorage holder = BY_THREAD_ID[slot];
      if (holder == null || holder.thread() == thread) {
        BY_THREAD_ID[slot] = storage;
      }
    }
  }

  /** The array must not keep contexts of ended threads (and what they hold) in memory. */
  private static void forgetEnded() {
    for (int i = 0; i < SLOTS; i++) {
      ParamStorage storage = BY_THREAD_ID[i];
      if (storage != null && storage.hasEnded()) {
        BY_THREAD_ID[i] = null;
      }
    }
  }

  private static int slot(Thread thread) {
    return (int) thread.getId() & (SLOTS - 1);
  }
}
