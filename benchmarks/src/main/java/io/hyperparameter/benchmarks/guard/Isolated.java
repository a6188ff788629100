package io.hyperparameter.benchmarks.guard;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;

/**
 * A class loader with classes of its own where others would share them. What the JIT learns about a
 * method, it learns per class: were all probes to use one copy of a read, each would be measured as
 * compiled for all of them, as JMH avoids by measuring one thing a JVM. With a copy each they can
 * have their turns in one JVM, and still give JMH's figures.
 */
final class Isolated extends ClassLoader {
  private static final String LIBRARY = "io.hyperparameter.";
  private static final String BENCHMARKS = "io.hyperparameter.benchmarks.";

  private final String prefix;

  private Isolated(String prefix) {
    super(Isolated.class.getClassLoader());
    this.prefix = prefix;
  }

  /**
   * Prepares a probe on the calling thread, in classes of its own; each call of the result makes as
   * many operations as asked.
   *
   * @param backend the native library lets one class loader use it, so there the library is shared
   *     and only benchmarks are apart
   */
  static Callable<LongConsumer> copy(SuiteType suite, String probe, String backend) {
    Isolated loader = new Isolated(backend.equals("native") ? BENCHMARKS : LIBRARY);
    return () -> {
      Method prepare =
          loader
              .loadClass(Isolated.class.getName())
              .getDeclaredMethod("prepare", String.class, String.class);
      prepare.setAccessible(true);
      return (LongConsumer) prepare.invoke(null, suite.name(), probe);
    };
  }

  /** Called in the copy; only types of the JDK are the same there and here. */
  @SuppressWarnings("UnusedMethod") // by reflection
  private static LongConsumer prepare(String suite, String name) throws Exception {
    for (Probe probe : SuiteType.valueOf(suite).create().probes()) {
      if (probe.name().equals(name)) {
        return probe.prepare().call();
      }
    }
    throw new IllegalArgumentException(suite + " has no " + name);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(prefix)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream code = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (code == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = code.readAllBytes();
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
