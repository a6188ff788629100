package io.hyperparameter.tracking;

import io.hyperparameter.LostScope;
import io.hyperparameter.LostScopes;
import io.hyperparameter.ScopeStateException;
import io.hyperparameter.context.Contexts;
import io.hyperparameter.context.ReadWatch;
import io.hyperparameter.context.WatchedReads;
import io.hyperparameter.jvm.ThreadNames;
import io.hyperparameter.origin.Places;
import io.hyperparameter.spi.Context;
import io.hyperparameter.spi.ParamValues;
import io.hyperparameter.text.ParamText;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a context while scopes are tracked: who started its work, and the scopes that
 * are open in it. Changed by the thread of the context; others may look.
 */
public final class TrackedContext implements ReadWatch {
  private static final Set<TrackedContext> ALL = ConcurrentHashMap.newKeySet();

  public final Context context;

  /** Whether this is of a task over a snapshot, rather than of a thread. */
  public final boolean isTask;

  /** Who started the thread or submitted the task, if that is known and he saw anything. */
  @Nullable Submission from;

  /** Innermost first. */
  private final Deque<OpenedScope> open = new ConcurrentLinkedDeque<>();

  private TrackedContext(Context context, boolean isTask) {
    this.context = context;
    this.isTask = isTask;
  }

  /** Tracks a context that has become the current one of the calling thread. */
  public static void begin(Context context, boolean isTask) {
    checkEnded();
    TrackedContext tracked = new TrackedContext(context, isTask);
    tracked.from = isTask ? null : Submission.ofThisThread();
    ALL.add(tracked);
    WatchedReads.add(context, tracked);
  }

  /** Nobody tells of its context from now on. */
  @Override
  public void taskEnded(Context unused) {
    ALL.remove(this);
    reportOpen("its task ended");
  }

  /** A task that knows who submitted it. */
  public static Runnable from(@Nullable Submission submission, Runnable task) {
    return () -> {
      submitted(submission);
      task.run();
    };
  }

  public static void submitted(@Nullable Submission submission) {
    TrackedContext tracked = of(Contexts.current());
    if (tracked != null) {
      tracked.from = submission;
    }
  }

  public static @Nullable TrackedContext of(Context context) {
    WatchedReads watched = WatchedReads.of(context);
    return watched == null ? null : watched.watch(TrackedContext.class);
  }

  public static void checkEnded() {
    ALL.removeIf(tracked -> !tracked.context.thread().isAlive() && tracked.endedWithItsThread());
  }

  private boolean endedWithItsThread() {
    reportOpen("its thread ended");
    return true;
  }

  private void reportOpen(String when) {
    List<OpenedScope> left = List.copyOf(open);
    open.clear();
    for (OpenedScope scope : left) {
      boolean isLost = !scope.staysOpen && !scope.isClosed();
      scope.close();
      if (isLost) {
        Findings.report(scope.report(LostScope.Kind.NOT_CLOSED, "was open when " + when));
      }
    }
  }

  public static List<LostScopes.OpenScope> open() {
    List<LostScopes.OpenScope> all = new ArrayList<>();
    ALL.forEach(tracked -> tracked.tellOpen(all));
    return all;
  }

  /** Those of the calling thread's current context. */
  public static List<LostScopes.OpenScope> openHere() {
    List<LostScopes.OpenScope> here = new ArrayList<>();
    TrackedContext tracked = of(Contexts.current());
    if (tracked != null) {
      tracked.tellOpen(here);
    }
    return here;
  }

  /** The outermost first. */
  private void tellOpen(List<LostScopes.OpenScope> told) {
    for (Iterator<OpenedScope> each = open.descendingIterator(); each.hasNext(); ) {
      told.add(each.next().told(isTask));
    }
  }

  // ---- scopes ----

  /** A scope was entered, with these values of its own. */
  public static void opened(Object scope, ParamValues values, boolean isolates) {
    Context context = Contexts.current();
    TrackedContext tracked = of(context);
    if (tracked == null) {
      return; // the context was there before
    }
    OpenedScope opened = new OpenedScope(context, scope, isolates);
    String place = opened.stack.isEmpty() ? "an unknown place" : opened.stack.get(0).toString();
    context.nameOrigins(values, place);
    for (int i = 0; i < values.size(); i++) {
      String origin = values.originOf(values.key(i));
      opened.wrote(values.key(i), values.kind(i), values.boxed(i), origin == null ? place : origin);
    }
    tracked.open.addFirst(opened);
  }

  /** A scope is meant to stay open until its thread ends. */
  public static void staysOpen() {
    TrackedContext tracked = of(Contexts.current());
    OpenedScope innermost = tracked == null ? null : tracked.open.peekFirst();
    if (innermost != null) {
      innermost.staysOpen = true;
    }
  }

  /** Closes a scope that is open in this context, and reports it if that is done wrongly. */
  public static void close(@Nullable Context context, long serial, Runnable leave) {
    TrackedContext tracked = context == null ? null : of(context);
    try {
      leave.run();
    } catch (ScopeStateException e) {
      if (tracked != null && !tracked.context.isUsedBy(Thread.currentThread())) {
        tracked.closedElsewhere(serial);
      }
      throw e;
    } finally {
      if (tracked != null) {
        tracked.forgetClosed(serial);
      }
    }
  }

  private void closedElsewhere(long serial) {
    for (OpenedScope scope : open) {
      if (scope.serial == serial) {
        Findings.report(
            scope.report(
                LostScope.Kind.CLOSED_ELSEWHERE,
                "was closed by " + ThreadNames.of(Thread.currentThread())));
      }
    }
  }

  private void forgetClosed(long closed) {
    open.removeIf(
        scope -> {
          if (scope.isOpen()) {
            return false;
          }
          boolean forgotten = scope.serial > closed && !scope.isClosed();
          scope.close();
          if (forgotten) {
            Findings.report(
                scope.report(
                    LostScope.Kind.OUT_OF_ORDER, "was open when one around it was closed"));
          }
          return true;
        });
  }

  // ---- writes ----

  /** A value was written; gives where it came from: what is said, else the place. */
  public static String wrote(
      Context context, String key, int kind, @Nullable Object value, @Nullable String said) {
    String origin = said == null ? Places.here() : said;
    TrackedContext tracked = of(context);
    if (tracked != null) {
      tracked.wrote(key, kind, value, origin);
    }
    return origin;
  }

  /** All values were removed in the innermost scope. */
  public static void cleared(Context context) {
    TrackedContext tracked = of(context);
    OpenedScope innermost = tracked == null ? null : tracked.open.peekFirst();
    if (innermost != null && context.depth() > 0) {
      innermost.cleared();
    }
  }

  private void wrote(String key, int kind, @Nullable Object value, String origin) {
    OpenedScope innermost = open.peekFirst();
    if (innermost != null && context.depth() > 0) {
      innermost.wrote(key, kind, value, origin);
    } else if (!isTask && context.depth() == 0) {
      List<StackTraceElement> stack = Places.stack();
      if (Places.isPooled(stack)) {
        Findings.report(
            new LostScope(
                LostScope.Kind.LEFT_AT_BASE,
                key,
                ParamText.key(key)
                    + " was written outside scopes on the pooled "
                    + ThreadNames.of(context.thread())
                    + ", where later tasks find it",
                stack,
                List.of(),
                "try (var s = ParamScope.of(key, value).enter()) { ... } in the task"));
      }
    }
  }

  // ---- reads ----

  /** Whether a scope that is open here hides whatever it has not itself. */
  public boolean isIsolated() {
    return open.stream().anyMatch(OpenedScope::isolates);
  }

  @Override
  public void read(Context read, String key, long hash, boolean found, @Nullable Object value) {
    LostReads.look(this, key, hash, found, value);
  }

  /** Where the innermost scope of a context with this key was entered; empty if there is none. */
  static List<StackTraceElement> openedAt(Context context, String key) {
    return ALL.stream()
        .filter(tracked -> tracked.context == context)
        .flatMap(tracked -> tracked.open.stream())
        .filter(scope -> scope.has(key))
        .findFirst()
        .map(scope -> scope.stack)
        .orElse(List.of());
  }

  /** Who is open on other threads and has this key, and waits for others' work now. */
  public static @Nullable OpenedScope waitingWith(TrackedContext reader, String key) {
    for (TrackedContext other : ALL) {
      Thread thread = other.context.thread();
      if (other != reader && thread != reader.context.thread() && !other.open.isEmpty()) {
        for (OpenedScope scope : other.open) {
          if (scope.has(key)) {
            if (scope.isWaiting()) {
              return scope;
            }
            break;
          }
          if (scope.isolates()) {
            break; // what is around it is not seen there either
          }
        }
      }
    }
    return null;
  }
}
