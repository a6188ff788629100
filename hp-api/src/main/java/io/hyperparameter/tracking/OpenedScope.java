package io.hyperparameter.tracking;

import io.hyperparameter.Explanation;
import io.hyperparameter.LostScope;
import io.hyperparameter.LostScopes;
import io.hyperparameter.jvm.ThreadNames;
import io.hyperparameter.origin.Explaining;
import io.hyperparameter.origin.Places;
import io.hyperparameter.spi.Context;
import java.lang.ref.Cleaner;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** An open scope while scopes are tracked: where it was opened, and what it has. */
final class OpenedScope {
  private static final Cleaner CLEANER = Cleaner.create();

  private static final String CONCURRENT = "java.util.concurrent.";

  /** Where one waits for tasks; a queue is none, as one waits there for work of one's own. */
  private static final Set<String> WAITS =
      Set.of(
          "AbstractExecutorService",
          "CompletableFuture",
          "CountDownLatch",
          "ExecutorCompletionService",
          "FutureTask",
          "StructuredTaskScope",
          "StructuredTaskScopeImpl",
          "ThreadPerTaskExecutor",
          "ThreadPoolExecutor");

  final Context context;
  final int depth;
  final long serial;
  final List<StackTraceElement> stack = Places.stack();

  /** Whether it is meant to be open until its thread ends. */
  volatile boolean staysOpen;

  /** Whether it hides from its thread whatever is not its own. */
  private volatile boolean isolates;

  private volatile boolean closed;

  /** Of {@link #collected}. */
  private final Cleaner.Cleanable whenCollected;

  /** For other threads to look at, which must not ask the context. */
  private final Map<String, Written> values = new ConcurrentHashMap<>();

  /** What was written last under a key, its {@code Kind}, and where it came from. */
  private record Written(int kind, @Nullable Object value, String origin) {}

  /** Of a scope that was just entered. */
  OpenedScope(Context context, Object scope, boolean isolates) {
    this.context = context;
    this.depth = context.depth();
    this.serial = context.lastSerial();
    this.isolates = isolates;
    this.whenCollected = CLEANER.register(scope, this::collected);
  }

  void wrote(String key, int kind, @Nullable Object value, String origin) {
    values.put(key, new Written(kind, value, origin));
  }

  /** All that it had is gone, and what is around it is hidden. */
  void cleared() {
    values.clear();
    isolates = true;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  @Nullable Object value(String key) {
    Written written = values.get(key);
    return written == null ? null : written.value();
  }

  /** For people, on any thread: secrets are masked, lazy values are not asked. */
  LostScopes.OpenScope told(boolean inTask) {
    Map<String, Explanation.Layer> layers = new TreeMap<>();
    values.forEach(
        (key, written) ->
            layers.put(
                key,
                Explaining.layer(
                    key,
                    Explanation.Place.SCOPE,
                    depth,
                    written.kind(),
                    written.value(),
                    written.origin())));
    Thread thread = context.thread();
    String name = thread.getName().isEmpty() ? "#" + thread.getId() : thread.getName();
    return new LostScopes.OpenScope(name, inTask, depth, stack, isolates, layers);
  }

  boolean isOpen() {
    return context.isOpen(depth, serial);
  }

  boolean isolates() {
    return isolates;
  }

  boolean isClosed() {
    return closed;
  }

  /** Lets go of the scope's object, which may be entered again and again. */
  void close() {
    closed = true;
    whenCollected.clean();
  }

  /** Nobody can close it any more. Called by the cleaner. */
  private void collected() {
    if (!closed && !staysOpen && context.thread().isAlive() && isOpen()) {
      closed = true;
      Findings.report(
          report(LostScope.Kind.COLLECTED, "was collected as garbage while it was open"));
    }
  }

  LostScope report(LostScope.Kind kind, String what) {
    return new LostScope(
        kind,
        null,
        "the scope at depth " + depth + " of " + ThreadNames.of(context.thread()) + " " + what,
        kind == LostScope.Kind.CLOSED_ELSEWHERE ? Places.stack() : List.of(),
        stack,
        "try (var s = scope.enter()) { ... }");
  }

  /**
   * Whether its thread waits inside of it for work that others do: it works on a stream or
   * fork-join task itself, or stands still where one waits for tasks or threads.
   */
  boolean isWaiting() {
    Thread thread = context.thread();
    StackTraceElement opener = stack.isEmpty() ? null : stack.get(0);
    boolean stands =
        thread.getState() == Thread.State.WAITING
            || thread.getState() == Thread.State.TIMED_WAITING;
    for (StackTraceElement at : thread.getStackTrace()) {
      String name = at.getClassName();
      if (name.startsWith("java.util.stream.")
          || name.startsWith(CONCURRENT + "ForkJoinTask")
          || (stands && isWait(name, at.getMethodName()))) {
        return true;
      }
      if (opener != null
          && name.equals(opener.getClassName())
          && at.getMethodName().equals(opener.getMethodName())) {
        return false;
      }
    }
    return false;
  }

  private static boolean isWait(String type, String method) {
    return (type.startsWith(CONCURRENT)
            && WAITS.contains(type.substring(CONCURRENT.length()).replaceFirst("\\$.*", "")))
        || (type.startsWith("java.lang.") && method.equals("join"));
  }
}
