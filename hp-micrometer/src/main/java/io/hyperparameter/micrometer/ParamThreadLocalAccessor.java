package io.hyperparameter.micrometer;

import io.hyperparameter.AttachedSnapshot;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamSnapshot;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Takes parameters along with the thread-locals that context-propagation takes from thread to
 * thread. What a thread sees is captured as {@link ParamScope#capture} does; where it is set, the
 * thread runs over that snapshot and nothing else, in a context of its own that ends when the
 * previous value is restored. So a thread gets back its own context, with the very scopes that were
 * open in it; and what an operator writes, or a scope it forgets, is gone with its context.
 *
 * <p>Every thread has a value, if only what {@code frozen()} fixed for it; "none" is asked for by
 * nobody but a snapshot that was captured without this accessor, and means to see nothing.
 */
public final class ParamThreadLocalAccessor
    implements ThreadLocalAccessor<ParamThreadLocalAccessor.Seen> {
  /** The key in snapshots, and in Reactor's {@code Context}. */
  public static final String KEY = "io.hyperparameter";

  /** For {@link java.util.ServiceLoader}. */
  public ParamThreadLocalAccessor() {}

  @Override
  public Object key() {
    return KEY;
  }

  @Override
  public Seen getValue() {
    return new Seen(ParamScope.capture(), AttachedSnapshot.current());
  }

  @Override
  public void setValue(Seen value) {
    value.snapshot.attach();
  }

  @Override
  public void setValue() {
    ParamSnapshot.ofFrozen().attach();
  }

  /**
   * Ends every context that was attached since. By what was attached then, not by values: a queue
   * of Reactor sets the value of each element without restoring the one before, and so the thread
   * would be left with one of them.
   */
  @Override
  public void restore(Seen previous) {
    AttachedSnapshot then = previous.attached;
    if (then == null || then.isAttachedHere()) { // else it has ended, and so has all inside
      AttachedSnapshot last = AttachedSnapshot.current();
      while (last != null && last != then) {
        last.close();
        last = AttachedSnapshot.current();
      }
    }
  }

  /** What a thread saw, and the context in which it did. Two are equal that saw the same. */
  public static final class Seen {
    private final ParamSnapshot snapshot;
    private final @Nullable AttachedSnapshot attached;

    private Seen(ParamSnapshot snapshot, @Nullable AttachedSnapshot attached) {
      this.snapshot = snapshot;
      this.attached = attached;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Seen seen && snapshot == seen.snapshot;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(snapshot);
    }

    @Override
    public String toString() {
      return snapshot.toString();
    }
  }
}
