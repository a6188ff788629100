package io.hyperparameter.origin;

import java.util.List;
import java.util.Set;

/** Where in the program something happens: the stack above this library. */
public final class Places {
  private static final Set<String> OURS =
      Set.of(
          "io.hyperparameter",
          "io.hyperparameter.context",
          "io.hyperparameter.conversion",
          "io.hyperparameter.executor",
          "io.hyperparameter.generated",
          "io.hyperparameter.internal",
          "io.hyperparameter.origin",
          "io.hyperparameter.recording",
          "io.hyperparameter.spi",
          "io.hyperparameter.tracking");

  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private Places() {}

  /** Whether a frame is of this library, or of the JDK where that makes a thread. */
  private static boolean isNoCaller(StackWalker.StackFrame frame) {
    Class<?> type = frame.getDeclaringClass();
    return OURS.contains(type.getPackageName())
        || type.getName().startsWith("java.lang.Thread")
        || type == InheritableThreadLocal.class;
  }

  /** The stack of the calling thread, the caller of this library first. */
  public static List<StackTraceElement> stack() {
    return WALKER.walk(
        frames ->
            frames
                .dropWhile(Places::isNoCaller)
                .map(StackWalker.StackFrame::toStackTraceElement)
                .toList());
  }

  /** The caller of this library, as stack traces write it. */
  public static String here() {
    return WALKER.walk(
        frames ->
            frames
                .dropWhile(Places::isNoCaller)
                .findFirst()
                .map(frame -> frame.toStackTraceElement().toString())
                .orElse("an unknown place"));
  }

  /** Whether this is the stack of a task of a pool, whose thread serves others before and after. */
  public static boolean isPooled(List<StackTraceElement> stack) {
    return Thread.currentThread() instanceof java.util.concurrent.ForkJoinWorkerThread
        || stack.stream()
            .anyMatch(
                at ->
                    at.getClassName().equals("java.util.concurrent.ThreadPoolExecutor")
                        && at.getMethodName().equals("runWorker"));
  }
}
