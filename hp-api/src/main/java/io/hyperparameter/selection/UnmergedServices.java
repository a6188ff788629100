package io.hyperparameter.selection;

import io.hyperparameter.spi.BackendProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds backends whose classes are there, but which no service entry names: a tool that merges jars
 * into one keeps the first {@code META-INF/services} file of a name unless it is told to merge
 * them, and what the others named is gone without a trace.
 */
final class UnmergedServices {
  /** The providers of our jars, by the names of their backends. */
  private static final Map<String, String> PROVIDERS =
      new TreeMap<>(
          Map.of(
              "java", "io.hyperparameter.fallback.JavaBackend",
              "native", "io.hyperparameter.nativebackend.NativeBackend"));

  private UnmergedServices() {}

  /** What to say of each backend that was lost, if these were found. */
  static List<String> notes(List<BackendProvider> found) {
    return notes(
        found.stream().map(BackendProvider::name).toList(),
        UnmergedServices.class.getClassLoader());
  }

  /**
   * What to say of each backend that was lost.
   *
   * @param found the names of those that service entries name
   * @param loader sees their classes
   */
  static List<String> notes(List<String> found, @Nullable ClassLoader loader) {
    List<String> notes = new ArrayList<>();
    PROVIDERS.forEach(
        (name, provider) -> {
          if (!found.contains(name) && isThere(provider, loader)) {
            notes.add(note(name, provider));
          }
        });
    return notes;
  }

  /**
   * The backends of our jars whose classes are there, for when no service entry can be seen at all.
   *
   * @param loader sees their classes
   */
  static List<BackendProvider> byName(@Nullable ClassLoader loader) {
    List<BackendProvider> providers = new ArrayList<>();
    for (String provider : PROVIDERS.values()) {
      BackendProvider made = make(provider, loader);
      if (made != null) {
        providers.add(made);
      }
    }
    return providers;
  }

  /** Null if it is not there, or not for us to use. */
  private static @Nullable BackendProvider make(String provider, @Nullable ClassLoader loader) {
    try {
      Class<?> type = Class.forName(provider, true, loader);
      return (BackendProvider) type.getConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      return null;
    }
  }

  private static boolean isThere(String type, @Nullable ClassLoader loader) {
    String file = type.replace('.', '/') + ".class";
    return (loader == null ? ClassLoader.getSystemResource(file) : loader.getResource(file))
        != null;
  }

  /** How the note of a backend begins. */
  static String start(String name) {
    return "backend \"" + name + "\" is not used: ";
  }

  private static String note(String name, String provider) {
    return start(name)
        + provider
        + " is on the class path, but no META-INF/services entry names it; have the tool that merged"
        + " the jars merge those, too (maven-shade-plugin: ServicesResourceTransformer)";
  }
}
