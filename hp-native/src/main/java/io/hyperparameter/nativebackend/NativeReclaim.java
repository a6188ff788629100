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
 */
abstract class NativeReclaim extends PhantomReference<Object> {
  private static final ReferenceQueue<Object> UNREACHABLE = new ReferenceQueue<>();

  /** Head and tail of those that are to be reclaimed, which keeps them reachable; guards itself. */
  private static final NativeReclaim LIST = new Head();

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
    synchronized (LIST) {
      NativeReclaim first = LIST.after;
      after = first;
      before = LIST;
      LIST.after = this;
      if (first != null) {
        first.before = this;
      }
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
    for (var found = UNREACHABLE.poll(); found != null; found = UNREACHABLE.poll()) {
      ((NativeReclaim) found).reclaim();
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
    }
    clear();
    giveBack();
  }

  abstract void giveBack();

  private static final class Head extends NativeReclaim {
    @Override
    void giveBack() {}
  }
}
