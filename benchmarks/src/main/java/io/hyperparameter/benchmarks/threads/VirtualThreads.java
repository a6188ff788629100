package io.hyperparameter.benchmarks.threads;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** Starts virtual threads from code built for JDK 17. */
public final class VirtualThreads {
  private static final @Nullable MethodHandle START = start();

  private VirtualThreads() {}

  /** Whether this JDK has them. */
  public static boolean isAvailable() {
    return START != null;
  }

  /** Runs a task in as many virtual threads, and waits for them. */
  @SuppressWarnings("NullAway") // a check would be measured, too
  public static void run(int threads, Runnable task) {
    CountDownLatch done = new CountDownLatch(threads);
    Runnable counted =
        () -> {
          task.run();
          done.countDown();
        };
    try {
      for (int i = 0; i < threads; i++) {
        Thread unused = (Thread) START.invokeExact(counted);
      }
      done.await();
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable MethodHandle start() {
    if (Runtime.version().feature() < 21) {
      return null;
    }
    try {
      return MethodHandles.publicLookup()
          .findStatic(
              Thread.class,
              "startVirtualThread",
              MethodType.methodType(Thread.class, Runnable.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
