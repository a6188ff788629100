package io.hyperparameter.nativebackend;

import io.hyperparameter.Backend;
import io.hyperparameter.ParamScope;
import java.io.File;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@link NativeLibraryTest} starts in JVMs of their own: uses the library, tells how it went.
 */
public final class LoadProbe {
  private LoadProbe() {}

  /** "twice": in two class loaders. */
  public static void main(String[] args) throws Exception {
    if (args.length == 0) {
      System.out.println("RESULT " + use());
      return;
    }
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(new File(entry).toURI().toURL());
    }
    for (int i = 0; i < 2; i++) {
      ClassLoader loader =
          new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
      Method use = loader.loadClass(LoadProbe.class.getName()).getMethod("use");
      System.out.println("RESULT " + use.invoke(null));
    }
  }

  /** The backend in use, or why there is none. */
  public static String use() {
    try (var scope = ParamScope.of("probe.key", 41L).enter()) {
      scope.put("probe.key", scope.getLong("probe.key", 0) + 1);
      return Backend.current().name() + " " + scope.getLong("probe.key", 0);
    } catch (IllegalStateException e) {
      return "refused: " + e.getMessage();
    }
  }
}
