package io.hyperparameter.nativebackend;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Gives back what one context has outside the heap: once, at the first of these occasions.
 *
 * <ol>
 *   <li>The bound task that it was made for ends.
 *   <li>Its thread has ended, and another context is made: each looks at a few of those before it.
 *       So the memory of ended threads is not left to the collector, who sees only the little that
 *       a virtual thread takes of the heap and may not come for a million of them.
 *   <li>The collector has found the {@link NativeContext} unreachable: see {@link NativeReclaim}.
 * </ol>
 *
 * <p>It must not keep the storage reachable.
 */
final class NativeRelease extends WeakReference<NativeContext> {
  /** One more than is added, so that the queue is no longer than there are live threads. */
  private static final int LOOKS = 2;

  private static final int FIRST_ROOM = 16;

  // The queue, a ring guarded by this class. No call changes it: the stack may end at any, and a
  // queue of the JDK that was left halfway stays so, for every thread. A list of these themselves
  // would be eight bytes more for each.

  private static @Nullable NativeRelease[] open = new NativeRelease[FIRST_ROOM];
  private static int oldest;
  private static int count;

  private final Memory memory;

  /** Of no context yet: see {@link #holds}. */
  NativeRelease(NativeContext storage) {
    super(storage);
    this.memory = new Memory(storage);
  }

  /** From now on this context is given back; {@link #watch} follows. */
  void holds(long context) {
    memory.context = context;
    memory.register();
  }

  /** Ends some contexts whose threads have ended. */
  static void endEarlier() {
    for (int i = 0; i < LOOKS; i++) {
      NativeRelease earlier;
      synchronized (NativeRelease.class) {
        int at = oldest;
        earlier = open[at];
        if (earlier != null) {
          open[at] = null;
          oldest = (at + 1) & (open.length - 1);
          count--;
        }
      }
      if (earlier != null && !earlier.isDue()) {
        earlier.watch();
      }
    }
  }

  /** Whose a handle is; null if it is C++'s, or nobody can use its owner any more. */
  static @Nullable NativeContext ownerOf(long handle) {
    synchronized (NativeRelease.class) {
      for (int i = 0; i < count; i++) {
        NativeRelease one = open[(oldest + i) & (open.length - 1)];
        NativeContext owner = one == null ? null : one.get();
        if (owner != null && owner.isIn(handle)) {
          return owner;
        }
      }
    }
    return null;
  }

  /** Lets contexts made later see whether the thread of this one has ended. */
  void watch() {
    synchronized (NativeRelease.class) {
      @Nullable NativeRelease[] ring = open;
      if (count == ring.length) {
        ring = new NativeRelease[2 * ring.length];
        for (int i = 0; i < count; i++) {
          ring[i] = open[(oldest + i) & (open.length - 1)];
        }
        open = ring;
        oldest = 0;
      }
      ring[(oldest + count) & (ring.length - 1)] = this;
      count++;
    }
  }

  /** Whether this need not be looked at again; ends the storage if its thread has ended. */
  private boolean isDue() {
    NativeContext storage = get();
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
    memory.scratch = scratch;
  }

  /** Gives back, if that was not done yet. */
  void run() {
    clear();
    memory.reclaim();
  }

  /** It must not keep the storage reachable either. */
  private static final class Memory extends NativeReclaim {
    private long context;

    /** Of the writer; null until the owner thread makes one. */
    private @Nullable NativeScratch scratch;

    Memory(NativeContext storage) {
      super(storage);
    }

    @Override
    boolean isFor(long handle) {
      return context == handle;
    }

    @Override
    void giveBack() {
      NativeApi.destroy(context, scratch == null ? 0 : scratch.release());
    }
  }
}
