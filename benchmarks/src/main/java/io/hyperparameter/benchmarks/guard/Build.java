package io.hyperparameter.benchmarks.guard;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * A build that is compared.
 *
 * @param jar its benchmarks.jar
 */
record Build(Path jar) {
  /** Whether it can measure a suite; an older one may not know it. */
  boolean has(SuiteType suite) throws IOException {
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      Class<?> suites = Class.forName(SuiteType.class.getName(), false, loader);
      Object unused = suites.getDeclaredField(suite.name());
      return true;
    } catch (ClassNotFoundException | NoSuchFieldException e) {
      return false;
    }
  }
}
