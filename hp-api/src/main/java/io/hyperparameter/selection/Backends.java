package io.hyperparameter.selection;

import io.hyperparameter.Backend;
import io.hyperparameter.hashing.LibraryHash;
import io.hyperparameter.jvm.StringInternals;
import io.hyperparameter.jvm.Switch;
import io.hyperparameter.spi.BackendProvider;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The backends there are, and the one in use, which is chosen once. Safe on any thread. */
public final class Backends {
  private static final String LOGGER = "io.hyperparameter";

  private static volatile @Nullable BackendProvider current;
  private static volatile @Nullable List<BackendProvider> all;

  private Backends() {}

  /**
   * {@return the backend in use; the first call chooses it}
   *
   * @throws IllegalStateException if the backend that was named is unknown or cannot load, or if
   *     there is none at all
   */
  public static BackendProvider current() {
    BackendProvider chosen = current;
    return chosen != null
        ? chosen
        : choose(
            Choice.of(
                allowed(() -> System.getProperty(Backend.PROPERTY)),
                allowed(() -> System.getenv(Backend.VARIABLE))));
  }

  /**
   * {@return every backend on the class path or module path, the one {@code auto} prefers first}
   */
  public static List<BackendProvider> all() {
    List<BackendProvider> known = all;
    return known != null ? known : find();
  }

  /** {@return the backend in use: the one of this choice, if none was chosen before} */
  public static synchronized BackendProvider choose(Choice choice) {
    BackendProvider chosen = current;
    if (chosen == null) {
      List<String> notes = new ArrayList<>();
      chosen = choice.among(all(), notes);
      current = chosen;
      notes.addAll(UnmergedServices.notes(all()));
      // once it is set: a log handler may read parameters itself
      for (String note : notes) {
        System.getLogger(LOGGER).log(Level.INFO, note);
      }
      for (String complaint : Switch.complaints()) {
        System.getLogger(LOGGER).log(Level.WARNING, complaint);
      }
      Throwable copied = StringInternals.unavailabilityCause();
      if (copied != null) { // else few keys need the library, which asking would load
        debug("keys are copied to be hashed", copied);
        debug("keys are hashed in plain Java", LibraryHash.fallbackCause());
      }
    }
    return chosen;
  }

  /** What a security manager does not let us see is not set. */
  private static @Nullable String allowed(Supplier<@Nullable String> setting) {
    try {
      return setting.get();
    } catch (SecurityException e) {
      return null;
    }
  }

  /** For who wonders why something is slower here than elsewhere; no cause, no logging loaded. */
  private static void debug(String what, @Nullable Throwable cause) {
    if (cause != null) {
      System.getLogger(LOGGER).log(Level.DEBUG, what + ", which is slower: " + cause, cause);
    }
  }

  private static synchronized List<BackendProvider> find() {
    List<BackendProvider> known = all;
    if (known == null) {
      List<BackendProvider> found = new ArrayList<>();
      try {
        ServiceLoader.load(BackendProvider.class, BackendProvider.class.getClassLoader())
            .forEach(found::add);
      } catch (ServiceConfigurationError e) {
        throw new IllegalStateException("a storage backend is broken: " + e.getMessage(), e);
      }
      if (found.isEmpty()) { // a security manager hides the entries of other jars, for example
        found.addAll(UnmergedServices.byName(BackendProvider.class.getClassLoader()));
      }
      found.sort(Comparator.comparingInt(BackendProvider::priority).reversed());
      known = List.copyOf(found);
      all = known;
    }
    return known;
  }
}
