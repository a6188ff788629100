package io.hyperparameter.nativebackend;

import static io.hyperparameter.nativebackend.NativeMemory.store;

/**
 * What one platform thread shows C++: the context its kernels read.
 *
 * <p>The thread's own context is bound, which keeps its memory as long as the OS thread refers to
 * it: a thread of C++ that leaves Java ends for Java, and goes on. A bound task only lends the
 * thread its context, by a store, and takes it back before the task's frame is left; so a task
 * crosses into C++ no more than its values need.
 *
 * <p>A virtual thread has none of these: C++ asks it each time.
 */
final class NativeThread {
  private NativeThread() {}

  /** Where the calling thread's word is, for {@link #show} on this thread. */
  static long place() {
    return NativeApi.currentPlace();
  }

  /** C++ sees this context from now on; 0: what is bound, or what it finds. */
  static void show(long place, long context) {
    store(place, context);
  }
}
