package io.hyperparameter.tracking;

import java.util.List;
import java.util.concurrent.ForkJoinWorkerThread;

/** The lines that bring a scope to where a read missed it, by what runs the read. */
final class Mends {
  static final String EXECUTOR = "executor = ParamSnapshot.capturing(executor)";

  private static final String PER_TASK = "ThreadPerTaskExecutor";

  private static final String FUTURE =
      "CompletableFuture.supplyAsync(task, ParamSnapshot.capturing(executor))";

  private Mends() {}

  /** On a thread that was started for the work: by the program itself, or by an executor. */
  static String ofStarted(List<StackTraceElement> here, List<StackTraceElement> there) {
    if (runs(here, "CompletableFuture") || starts(there, "CompletableFuture")) {
      return "give it an executor that captures: " + FUTURE;
    }
    if (runs(here, PER_TASK) || starts(there, PER_TASK)) {
      return "have the executor capture: " + EXECUTOR;
    }
    if (starts(there, "StructuredTaskScope")) {
      return "fork a task that has the values: scope.fork(ParamScope.capture().wrap(task))";
    }
    return "start it with a task that has the values: new"
        + " Thread(ParamScope.capture().wrap(task))";
  }

  /** On a thread of a pool. */
  static String ofPooled(List<StackTraceElement> here) {
    if (runs(here, "CompletableFuture")) {
      return FUTURE;
    }
    return Thread.currentThread() instanceof ForkJoinWorkerThread
        ? "ParamScope.capture().pool(n).submit(() -> stream...).join(); of an executor,"
            + " ParamSnapshot.capturing(executor)"
        : EXECUTOR;
  }

  /** Whether a class of the JDK with this name is what runs the program's code here. */
  private static boolean runs(List<StackTraceElement> here, String name) {
    for (int i = here.size() - 1; i >= 0 && isOfTheJdk(here.get(i)); i--) {
      if (isConcurrent(here.get(i), name)) {
        return true;
      }
    }
    return false;
  }

  /** Whether one is what the program's code called last. */
  private static boolean starts(List<StackTraceElement> there, String name) {
    for (int i = 0; i < there.size() && isOfTheJdk(there.get(i)); i++) {
      if (isConcurrent(there.get(i), name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isConcurrent(StackTraceElement at, String name) {
    return at.getClassName().startsWith("java.util.concurrent." + name);
  }

  static boolean isOfTheJdk(StackTraceElement at) {
    return at.getClassName().startsWith("java.") || at.getClassName().startsWith("jdk.");
  }
}
