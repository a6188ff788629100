package io.hyperparameter;

import io.hyperparameter.context.Tracking;
import io.hyperparameter.internal.ApiAccess;
import io.hyperparameter.tracking.Findings;
import io.hyperparameter.tracking.TrackedContext;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Finds scopes that got lost: that did not follow the work to another thread, or were not closed.
 * Works where the JVM was started with {@code -Dhyperparameter.track=true}; otherwise nothing is
 * looked for, and costs nothing.
 *
 * <p>While it works, every scope remembers where it was opened and every value where it was
 * written, so {@link ParamScope#explain} tells the line. Each finding is reported once for each
 * place, to the listeners, or, while there is none, to the System.Logger {@code io.hyperparameter}
 * as a warning. Reads and scopes are some hundred times as slow; it is for tests and for finding
 * out.
 *
 * <p>Safe on any thread.
 */
public final class LostScopes {
  // here, as this class is asked for it, and brings no others
  static {
    ApiAccess.provide(new PackageAccess());
  }

  private LostScopes() {}

  /** The end of a listener. */
  @FunctionalInterface
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /** {@return whether scopes are tracked in this JVM} */
  public static boolean isTracking() {
    return Tracking.ON;
  }

  /**
   * Tells a listener of what is found from now on; the log has it no more.
   *
   * @param listener told on the threads that find out; what was reported before is reported again
   *     if it happens again
   * @return what ends it
   */
  public static Registration listen(LostScopeListener listener) {
    Objects.requireNonNull(listener, "listener");
    Findings.listen(listener);
    return () -> Findings.remove(listener);
  }

  /**
   * Looks now for scopes that are open on threads that have ended; else that is done when a thread
   * first uses this library.
   */
  public static void check() {
    if (Tracking.ON) {
      TrackedContext.checkEnded();
    }
  }

  /**
   * {@return the scopes that are open now on all threads, as far as they are tracked; those of one
   * thread outermost first}
   */
  public static List<OpenScope> open() {
    return Tracking.ON ? TrackedContext.open() : List.of();
  }

  /**
   * {@return the scopes that are open now in what the calling thread runs in: the innermost task
   * over a snapshot, or the thread itself; outermost first, as far as they are tracked}
   */
  public static List<OpenScope> openHere() {
    return Tracking.ON ? TrackedContext.openHere() : List.of();
  }

  /**
   * A scope that is open.
   *
   * @param thread the name of its thread; {@code #} and its number if it has none
   * @param inTask whether it was opened in a task over a snapshot, so that nothing of the thread
   *     shines through
   * @param depth from 1, the outermost of the thread or task
   * @param stack what opened it, the caller of this library first
   * @param isolating whether it hides all that is around it
   * @param values what was written into it and by whom, by key, sorted; as {@link Explanation}
   *     tells it, secrets masked. What C++ kernels write is not seen
   */
  public record OpenScope(
      String thread,
      boolean inTask,
      int depth,
      List<StackTraceElement> stack,
      boolean isolating,
      Map<String, Explanation.Layer> values) {
    /**
     * For those who make their own.
     *
     * @param thread the name of its thread
     * @param inTask whether it was opened in a task over a snapshot
     * @param depth from 1
     * @param stack what opened it
     * @param isolating whether it hides all that is around it
     * @param values what it has, by key
     */
    public OpenScope {
      stack = List.copyOf(stack);
      values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** The thread, the depth and the line that opened it. */
    @Override
    public String toString() {
      return "thread \""
          + thread
          + "\", depth "
          + depth
          + ", opened at "
          + (stack.isEmpty() ? "an unknown place" : stack.get(0));
    }
  }
}
