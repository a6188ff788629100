package io.hyperparameter.nativebackend;

import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Gives back what one context has outside the heap: once, at the first of these occasions.
 *
 * <ol>
 *   <li>The bound task that it was made for ends.
 *   <li>Its thread has ended, and another context is made: each looks at a few of those before it.
 *       So the memory of ended threads is not left to the collector, who sees only the little that
 *       a virtual thread takes of the heap and may not come for a million of them.
 *   <li>The Cleaner finds the {@link NativeStorage} unreachable.
 * </ol>
 *
 * <p>It must not keep the storage reachable.
 */
final class NativeRelease extends WeakReference<NativeStorage> implements Runnable {
  /** One more than is added, so that the queue is no longer than there are live threads. */
  private static final int LOOKS = 2;

  /** Guarded by itself. */
  private static final Queue<NativeRelease> OPEN = new ArrayDeque<>();

  private final long context;

  /** Of the writer; null until the owner thread makes one. */
  private @Nullable NativeScratch scratch;

  /** To be registered with the Cleaner, and {@link #watch watched}. */
  NativeRelease(NativeStorage storage, long context) {
    super(storage);
    this.context = context;
  }

  /** Ends some contexts whose threads have ended. */
  static void endEarlier() {
    for (int i = 0; i < LOOKS; i++) {
      NativeRelease earlier;
      synchronized (OPEN) {
        earlier = OPEN.poll();
      }
      if (earlier != null && !earlier.isDue()) {
        earlier.watch();
      }
    }
  }

  /** Lets contexts made later see whether the thread of this one has ended. */
  void watch() {
    synchronized (OPEN) {
      OPEN.add(this);
    }
  }

  /** Whether this need not be looked at again; ends the storage if its thread has ended. */
  private boolean isDue() {
    NativeStorage storage = get();
    if (storage == null) {
      return true;
    }
    if (storage.thread().isAlive()) {
      return false;
    }
    synchronized (storage) { // as scopes do that were left open there and ask for their changes
      storage.end();
    }
    return true;
  }

  /** Also gives this back; called by the owner thread. */
  void shares(NativeScratch scratch) {
    this.scratch = scratch;
  }

  /** Called by a Cleaner, which calls once. */
  @Override
  public void run() {
    clear();
    NativeApi.destroy(context, scratch == null ? 0 : scratch.release());
  }
}
