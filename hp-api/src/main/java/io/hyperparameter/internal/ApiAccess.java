package io.hyperparameter.internal;

import io.hyperparameter.LostScopes;
import io.hyperparameter.ParamRangeException;
import io.hyperparameter.ParamScope;
import io.hyperparameter.ParamTypeException;
import io.hyperparameter.Suggest;
import io.hyperparameter.conversion.ReadSite;
import io.hyperparameter.spi.Context;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the packages of this module ask of the package {@code io.hyperparameter} that its users need
 * not see: the errors of reads, lazy values, what tasks leave behind. Stateless and safe on any
 * thread.
 */
public abstract class ApiAccess {
  private static @Nullable ApiAccess provided;

  /** For the one implementation. */
  protected ApiAccess() {}

  /** {@return the implementation, which a class of that package brings when it is initialised} */
  public static ApiAccess get() {
    if (provided == null) {
      boolean unused = LostScopes.isTracking(); // initialises a class that needs no other
    }
    return Objects.requireNonNull(provided);
  }

  /**
   * Called once, before {@link #get} gives it.
   *
   * @param access the implementation
   */
  public static void provide(ApiAccess access) {
    provided = access;
  }

  /** {@return what a lazy value gives now; an error on the way is told of the site} */
  public abstract @Nullable Object ask(Suggest lazy, ReadSite site);

  /**
   * {@return the error of a value that cannot be read as what was asked for; the index is that of
   * an element of a list, and negative if the value is none}
   */
  public abstract ParamTypeException wrongType(
      String key,
      int index,
      @Nullable Object value,
      String wanted,
      @Nullable String origin,
      String hint);

  /** {@return the error of a read by way of a wider type, with the type that was asked for} */
  public abstract ParamTypeException wanting(ParamTypeException wide, String narrow, ReadSite site);

  /** {@return the error of a value outside its bounds; of an element of a list with its index} */
  public abstract ParamRangeException outOfBounds(
      String key, int index, @Nullable Object value, String bounds, @Nullable String origin);

  /** Makes the view of a task one that nobody can use any more. */
  public abstract void retire(ParamScope view);

  /**
   * Ends what a task attached to the calling thread and left so.
   *
   * @param last the context that the thread had when the task ended
   * @param inner that of the task
   */
  public abstract void endAttached(@Nullable Context last, Context inner);

  /**
   * A context has become the current one of the calling thread; called while scopes are tracked.
   */
  public abstract void begun(Context context, boolean isTask);

  /** Values were published, and threads may have ended; called while scopes are tracked. */
  public abstract void published();
}
