package io.hyperparameter.contract;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Ways of starting work that the baseline does not have, by reflection. */
final class LaterJdk {
  private LaterJdk() {}

  static ThreadFactory virtual() {
    Object builder = invoke(Thread.class, "ofVirtual", null);
    return (ThreadFactory) invoke(type("java.lang.Thread$Builder"), "factory", builder);
  }

  static Future<String> perTask(ThreadFactory factory, Callable<String> task) {
    ExecutorService executor =
        (ExecutorService) invoke(Executors.class, "newThreadPerTaskExecutor", null, factory);
    Future<String> started = executor.submit(task);
    executor.shutdown();
    return started;
  }

  /** By a scope that is joined and closed when the result is asked for, by the same thread. */
  static Future<String> forked(UnaryOperator<ThreadFactory> wrapping, Callable<String> task) {
    Class<?> type = type("java.util.concurrent.StructuredTaskScope");
    Class<?> settings = type("java.util.concurrent.StructuredTaskScope$Configuration");
    Object joiner =
        invoke(
            type("java.util.concurrent.StructuredTaskScope$Joiner"),
            "awaitAllSuccessfulOrThrow",
            null);
    UnaryOperator<Object> configuring =
        with -> invoke(settings, "withThreadFactory", with, wrapping.apply(virtual()));
    Object forks = invoke(type, "open", null, joiner, configuring);
    CompletableFuture<String> result =
        new CompletableFuture<>() {
          @Override
          public String get(long timeout, TimeUnit unit) throws InterruptedException {
            invoke(type, "join", forks);
            invoke(type, "close", forks);
            return join();
          }
        };
    Runnable fork = () -> result.complete(StartedWork.call(task));
    invoke(type, "fork", forks, fork);
    return result;
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static Object invoke(Class<?> type, String name, Object on, Object... arguments) {
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name) && takes(method, arguments)) {
        try {
          return method.invoke(on, arguments);
        } catch (IllegalAccessException | InvocationTargetException e) {
          throw new AssertionError(e);
        }
      }
    }
    throw new AssertionError("no " + name + " of " + type);
  }

  private static boolean takes(Method method, Object... arguments) {
    Class<?>[] types = method.getParameterTypes();
    boolean takes = types.length == arguments.length;
    for (int i = 0; takes && i < types.length; i++) {
      takes = types[i].isInstance(arguments[i]);
    }
    return takes;
  }
}
