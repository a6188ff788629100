package io.hyperparameter.nativebackend;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import org.jspecify.annotations.Nullable;

/**
 * What lies outside the heap for one object of Java, given back once: by {@link #reclaim}, or after
 * the collector found the object unreachable, when the next one is made.
 *
 * <p>No thread waits for the collector, unlike with a {@link java.lang.ref.Cleaner}: such a thread
 * would keep the class loader of this class for ever.
 *
 * <p>The collector does not see what lies outside the heap, and with a large heap it may not come
 * for a long time. So it is called, as the JDK does for direct buffers, when that has grown to
 * {@link #LEAST_BETWEEN} bytes and to twice of what was left the last time.
 */
abstract class NativeReclaim extends PhantomReference<Object> {
  private static final ReferenceQueue<Object> UNREACHABLE = new ReferenceQueue<>();

  /** Head and tail of those that are to be reclaimed, which keeps them reachable; guards itself. */
  private static final NativeReclaim LIST = new Head();

  /** Below so many bytes nobody calls the collector: a pause is dearer than memory. */
  static final long LEAST_BETWEEN = 1L << 28;

  /** The bytes of those in the list. Guarded by it. */
  private static long held;

  /** When to call the collector. Guarded by the list. */
  private static long most = LEAST_BETWEEN;

  private @Nullable NativeReclaim before;
  private @Nullable NativeReclaim after;

  /** {@link #register} follows, once everything else that may fail has been done. */
  NativeReclaim(Object owner) {
    super(owner, UNREACHABLE);
    before = after = null;
    reclaimUnreachable(); // not only where a context is made: tasks use those that are there
  }

  private NativeReclaim() {
    super(UNREACHABLE, UNREACHABLE);
    before = after = this;
  }

  /** From now on the collector leads to {@link #giveBack}. */
  final void register() {
    boolean isMuch;
    synchronized (LIST) {
      NativeReclaim first = LIST.after;
      after = first;
      before = LIST;
      LIST.after = this;
      if (first != null) {
        first.before = this;
      }
      held += bytes();
      isMuch = held > most;
      if (isMuch) {
        most = 2 * held; // who comes next does not call it, too
      }
    }
    if (isMuch) {
      System.gc();
      reclaimUnreachable();
    }
  }

  /** The bytes outside the heap that are not given back yet, as far as they are counted. */
  static long held() {
    synchronized (LIST) {
      return held;
    }
  }

  /** Whether a handle of native memory is to be given back by one of these. */
  static boolean has(long handle) {
    synchronized (LIST) {
      NativeReclaim one = LIST.after;
      while (one != null && one != LIST && !one.isFor(handle)) {
        one = one.after;
      }
      return one != null && one != LIST;
    }
  }

  boolean isFor(long handle) {
    return false;
  }

  /** Gives back what unreachable objects had. */
  static void reclaimUnreachable() {
    var found = UNREACHABLE.poll();
    if (found == null) {
      return;
    }
    for (; found != null; found = UNREACHABLE.poll()) {
      ((NativeReclaim) found).reclaim();
    }
    synchronized (LIST) {
      most = Math.max(LEAST_BETWEEN, 2 * held);
    }
  }

  /** Gives it back, if that was not done yet. */
  final void reclaim() {
    synchronized (LIST) {
      NativeReclaim next = after;
      NativeReclaim previous = before;
      if (next == null || previous == null) {
        return;
      }
      previous.after = next;
      next.before = previous;
      before = after = null;
      held -= bytes();
    }
    clear();
    giveBack();
  }

  abstract void giveBack();

  /** What it has outside the heap, always the same, if that is worth to be counted. */
  long bytes() {
    return 0;
  }

  private static final class Head extends NativeReclaim {
    @Override
    void giveBack() {}
  }
}
