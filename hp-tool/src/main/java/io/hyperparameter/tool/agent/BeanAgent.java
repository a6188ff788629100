package io.hyperparameter.tool.agent;

import java.lang.instrument.Instrumentation;

/**
 * Runs in a program that has this library and did not show its bean: shows it. {@code hp attach}
 * sends this one class in a jar of its own, so that nothing else comes onto that program's class
 * path.
 */
public final class BeanAgent {
  private static final String LIBRARY = "io.hyperparameter.ParamScope";
  private static final String MANAGEMENT = "io.hyperparameter.management.ParametersManagement";

  private BeanAgent() {}

  /**
   * Called by the JVM. Registers the bean of each copy of the library that is loaded, of which the
   * first one gets the name; none is loaded for it.
   *
   * @param arguments none
   * @param instrumentation knows what is loaded
   * @throws ReflectiveOperationException if that copy has no bean, or the bean was refused
   */
  public static void agentmain(String arguments, Instrumentation instrumentation)
      throws ReflectiveOperationException {
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    try {
      for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
        if (loaded.getName().equals(LIBRARY)) {
          ClassLoader loader = loaded.getClassLoader();
          thread.setContextClassLoader(loader); // whose indexes tell what is secret
          Class.forName(MANAGEMENT, true, loader).getMethod("register").invoke(null);
        }
      }
    } finally {
      thread.setContextClassLoader(own);
    }
  }
}
