package io.hyperparameter.nativebackend;

import static io.hyperparameter.nativebackend.NativeMemory.store;

import org.jspecify.annotations.Nullable;

/**
 * How one context is shown to C++ on its platform thread; made when the context is resumed or left
 * for the first time, so that a thread without tasks has none.
 *
 * <p>When a context is made it is bound, which keeps its memory as long as the OS thread refers to
 * it: a thread of C++ that leaves Java ends for Java, and goes on. Whenever a context is resumed
 * the thread is only lent it, by a store that the frame takes back which made it; so a task crosses
 * into C++ no more than its values need.
 *
 * <p>On a virtual thread C++ asks each time.
 */
final class NativeThread {
  private static final long NOT_BOUND = -1;

  /** Where the OS thread's word is, for stores on this thread. */
  private final long place = NativeApi.currentPlace();

  /** What was bound before this context was; {@link #NOT_BOUND} where another may be bound now. */
  private long before;

  /** Whose that is, and stays as long as it may be bound again; null for C++'s, and for nothing. */
  private @Nullable NativeContext owner;

  /** On the context's thread, where it is bound. */
  NativeThread(long before, @Nullable NativeContext owner) {
    this.before = before;
    this.owner = owner;
  }

  /** C++ sees this context from now on. */
  void show(long context) {
    store(place, context);
  }

  /** C++ sees what is bound, or finds out, until it is shown another context. */
  void leave() {
    long bound = before;
    if (bound == NOT_BOUND) {
      store(place, 0);
    } else {
      NativeContext known = owner;
      before = NOT_BOUND;
      owner = null;
      NativeApi.bind(known == null ? bound : known.lentHandle());
    }
  }

  boolean isBound() {
    return before != NOT_BOUND;
  }
}
