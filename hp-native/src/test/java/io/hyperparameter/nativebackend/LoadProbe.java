package io.hyperparameter.nativebackend;

import io.hyperparameter.Backend;
import io.hyperparameter.ParamScope;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@link NativeLibraryTest} starts in JVMs of their own: uses the library, tells how it went.
 */
public final class LoadProbe {
  private LoadProbe() {}

  /** "twice" or a number: in so many class loaders. */
  public static void main(String[] args) throws Exception {
    if (args.length == 0) {
      System.out.println("RESULT " + use());
    } else {
      int count = args[0].equals("twice") ? 2 : Integer.parseInt(args[0]);
      List<ClassLoader> loaders = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        loaders.add(loader());
        System.out.println("RESULT " + useIn(loaders.get(i)));
      }
      if (count > 2) {
        System.out.println("RESULT " + copies() + " in the process");
      }
    }
  }

  private static long copies() throws Exception {
    return Files.readString(Path.of("/proc/self/maps"), StandardCharsets.ISO_8859_1)
        .lines()
        .filter(line -> line.contains("/libhyperparameter.so"))
        .map(line -> line.replaceAll(".* ([0-9]+) +/.*", "$1"))
        .distinct()
        .count();
  }

  /** How much of the machine's memory this process has. */
  static long residentKib() throws Exception {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new IllegalStateException("no VmRSS");
  }

  /** One that has the class path of this JVM for itself. */
  static URLClassLoader loader() throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(new File(entry).toURI().toURL());
    }
    return new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
  }

  private static String useIn(ClassLoader loader) throws Exception {
    return (String) loader.loadClass(LoadProbe.class.getName()).getMethod("use").invoke(null);
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
