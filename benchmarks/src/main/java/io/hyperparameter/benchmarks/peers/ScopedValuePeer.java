package io.hyperparameter.benchmarks.peers;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code java.lang.ScopedValue} of JDK 25, holding an object with a field.
 *
 * <p>Called through constant method handles, so that one jar built for Java 17 measures it on 25:
 * the JIT inlines a constant handle as it does the call itself.
 */
final class ScopedValuePeer implements Peer.Scoped {
  private static final @Nullable MethodHandle GET;

  /** (Object value, Runnable task) void. */
  private static final @Nullable MethodHandle RUN;

  static {
    MethodHandle get = null;
    MethodHandle run = null;
    if (Runtime.version().feature() >= 25) {
      try {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        Class<?> type = Class.forName("java.lang.ScopedValue");
        Class<?> carrier = Class.forName("java.lang.ScopedValue$Carrier");
        Object key = lookup.findStatic(type, "newInstance", MethodType.methodType(type)).invoke();
        get = lookup.bind(key, "get", MethodType.methodType(Object.class));
        MethodHandle where =
            lookup.findStatic(type, "where", MethodType.methodType(carrier, type, Object.class));
        run =
            MethodHandles.filterArguments(
                lookup.findVirtual(
                    carrier, "run", MethodType.methodType(void.class, Runnable.class)),
                0,
                MethodHandles.insertArguments(where, 0, key));
      } catch (Throwable e) {
        throw new ExceptionInInitializerError(e);
      }
    }
    GET = get;
    RUN = run;
  }

  private Settings settings = new Settings(-1);

  /** Whether this JDK has it. */
  static boolean isAvailable() {
    return GET != null;
  }

  @Override
  public void setUp(Map<String, Object> parameters) {
    settings = Settings.of(parameters);
  }

  /** There is no binding without a call. */
  @Override
  public void within(Runnable task) {
    run(settings, task);
  }

  @Override
  public long getAsLong() {
    return get().steps;
  }

  @Override
  public long scoped(long value) {
    Read read = new Read();
    run(new Settings(value), read);
    return read.value;
  }

  @SuppressWarnings("NullAway") // a check would be measured, too
  private static Settings get() {
    try {
      Object value = GET.invokeExact(); // a cast here would be part of the call's exact type
      return (Settings) value;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  @SuppressWarnings("NullAway")
  private static void run(Settings settings, Runnable task) {
    try {
      RUN.invokeExact((Object) settings, task);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static final class Read implements Runnable {
    private long value;

    @Override
    public void run() {
      value = get().steps;
    }
  }
}
