package io.hyperparameter.tracking;

import io.hyperparameter.context.Contexts;
import io.hyperparameter.jvm.ThreadNames;
import io.hyperparameter.origin.Places;
import io.hyperparameter.spi.Context;
import io.hyperparameter.spi.ParamValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the one who started a thread, or submitted a task, saw then. Made while scopes are tracked
 * only, and kept by the thread or task.
 */
public final class Submission {
  /** Of the thread that starts another one: this is called there. */
  private static final InheritableThreadLocal<@Nullable Submission> BIRTH =
      new InheritableThreadLocal<>() {
        @Override
        protected @Nullable Submission childValue(@Nullable Submission parent) {
          return here();
        }
      };

  public final String thread = ThreadNames.of(Thread.currentThread());
  public final List<StackTraceElement> stack = Places.stack();
  private final Context context;
  private final int depth;
  private final long serial;
  private final ParamValues values = new ParamValues();

  private Submission(Context context) {
    this.context = context;
    this.depth = context.depth();
    this.serial = context.lastSerial();
    context.list(values, false);
  }

  /** What the calling thread sees; null if it has nothing that could get lost. */
  public static @Nullable Submission here() {
    Context context = Contexts.currentOrNull();
    return context == null || startsAsOthersDo(context) ? null : new Submission(context);
  }

  /**
   * Whether all that is seen is what any new thread sees, too; not so in a task over a snapshot.
   */
  private static boolean startsAsOthersDo(Context context) {
    TrackedContext tracked = TrackedContext.of(context);
    return context.unwritten() != null && (tracked == null || !tracked.isTask);
  }

  /** What the starter of the calling thread saw; from now on threads that this one starts know. */
  public static @Nullable Submission ofThisThread() {
    Submission birth = BIRTH.get();
    BIRTH.set(birth); // an entry that children inherit, be it of null
    return birth;
  }

  /** Whether the scope that was innermost then is open still. */
  public boolean isStillOpen() {
    return depth > 0 && context.isOpen(depth, serial);
  }

  /**
   * Where the scope that has this key was entered, on the thread of {@link #here}; empty if none.
   */
  List<StackTraceElement> openedAt(String key) {
    return TrackedContext.openedAt(context, key);
  }

  /** The value of a key; null if there is none. */
  @Nullable Object value(String key, long hash) {
    int at = values.indexOf(hash);
    return at >= 0 && values.key(at).equals(key) ? values.boxed(at) : null;
  }
}
