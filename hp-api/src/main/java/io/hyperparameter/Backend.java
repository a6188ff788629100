package io.hyperparameter;

import io.hyperparameter.hashing.LibraryHash;
import io.hyperparameter.jvm.StringInternals;
import io.hyperparameter.jvm.Switch;
import io.hyperparameter.spi.BackendProvider;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A storage backend: which one is in use, which there are, and why one is not available.
 *
 * <p>The choice is made once, at the first use of the library, from the system property {@value
 * #PROPERTY}, else the environment variable {@value #VARIABLE}: {@code native}, {@code java} or
 * {@code auto} (the default). {@code auto} takes the native backend where it loads, else the Java
 * one, and says why once on the {@code io.hyperparameter} {@link System.Logger}. A backend that is
 * named but cannot load is an {@link IllegalStateException} that carries the cause, at every use.
 * At level {@code DEBUG} the same logger says why keys are hashed in a slower way, where they are.
 *
 * <p>Safe on any thread.
 */
public final class Backend {
  /** The system property that names the backend. */
  public static final String PROPERTY = "hyperparameter.backend";

  /** The environment variable that names the backend where the property does not. */
  public static final String VARIABLE = "HYPERPARAMETER_BACKEND";

  private static final String LOGGER = "io.hyperparameter";

  private static volatile @Nullable Backend current;
  private static volatile @Nullable List<Backend> all;

  private final BackendProvider provider;

  /** For {@link #all} and tests. */
  Backend(BackendProvider provider) {
    this.provider = provider;
  }

  /**
   * {@return the backend in use; the first call chooses it}
   *
   * @throws IllegalStateException if the backend that was named is unknown or cannot load, or if
   *     there is none at all
   */
  public static Backend current() {
    Backend chosen = current;
    return chosen != null
        ? chosen
        : choose(
            Choice.of(
                allowed(() -> System.getProperty(PROPERTY)),
                allowed(() -> System.getenv(VARIABLE))));
  }

  /**
   * Chooses the backend, before the first use of parameters; for programs that let their users
   * choose, such as by {@code --backend}. Wins over the system property and the variable.
   *
   * @param name {@code java}, {@code native}, or {@code auto} for the best that loads
   * @return the backend in use
   * @throws IllegalStateException if that backend is unknown or cannot load, or if another one is
   *     in use already
   */
  public static Backend use(String name) {
    Backend chosen = choose(new Choice(name.strip(), "the program"));
    if (!name.strip().equals("auto") && !chosen.name().equals(name.strip())) {
      throw new IllegalStateException(
          "backend \""
              + name
              + "\" was chosen too late: \""
              + chosen
              + "\" is in use; choose before the first use of parameters, or by the system property "
              + PROPERTY);
    }
    return chosen;
  }

  /**
   * {@return every backend on the class path or module path, the one {@code auto} prefers first}
   */
  public static List<Backend> all() {
    List<Backend> known = all;
    return known != null ? known : find();
  }

  /** {@return {@code java} or {@code native}} */
  public String name() {
    return provider.name();
  }

  /** {@return whether it can serve on this machine; the first call may load a library} */
  public boolean isAvailable() {
    return provider.unavailabilityCause() == null;
  }

  /** {@return why it cannot serve on this machine; empty if it can} */
  public Optional<Throwable> unavailabilityCause() {
    return Optional.ofNullable(provider.unavailabilityCause());
  }

  /**
   * How many reads of kernels in C or C++ took their default although there was a value, because it
   * does not convert: a text that is no number, an object, a number too large for the type. Reads
   * of Java are errors then; these are logged, once for each key, at level {@code WARNING} by
   * {@code io.hyperparameter}. With {@code -Dhyperparameter.strict=true} each is a {@link
   * ParamTypeException} as well, thrown when the kernel returns to Java.
   *
   * @return the number since the process began; 0 where no kernels share the parameters
   */
  public long misreads() {
    return provider.misreads();
  }

  @Override
  public String toString() {
    return name();
  }

  BackendProvider provider() {
    return provider;
  }

  private static synchronized Backend choose(Choice choice) {
    Backend chosen = current;
    if (chosen == null) {
      List<String> notes = new ArrayList<>();
      chosen = select(choice, all(), notes);
      current = chosen;
      notes.addAll(unmerged(all()));
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

  /**
   * The backend to use.
   *
   * @param notes told why {@code auto} passed over a backend
   */
  static Backend select(Choice choice, List<Backend> backends, List<String> notes) {
    if (choice.name.equals("auto")) {
      return selectAuto(backends, notes);
    }
    for (Backend backend : backends) {
      if (backend.name().equals(choice.name)) {
        Throwable cause = backend.provider.unavailabilityCause();
        if (cause != null) {
          throw new IllegalStateException(
              "backend \""
                  + choice.name
                  + "\", chosen by "
                  + choice.origin
                  + ", cannot load: "
                  + cause.getMessage()
                  + withoutIt(cause),
              cause);
        }
        return backend;
      }
    }
    throw new IllegalStateException(
        "backend \""
            + choice.name
            + "\", chosen by "
            + choice.origin
            + ", "
            + whyMissing(choice.name, backends));
  }

  /** The way out, unless the cause tells it already. */
  private static String withoutIt(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return message.contains("choose ") ? "" : "; choose auto or java to do without it";
  }

  private static String whyMissing(String name, List<Backend> backends) {
    for (String note : unmerged(backends)) {
      if (note.startsWith(UnmergedServices.start(name))) {
        return "cannot be found: " + note;
      }
    }
    return "is not on the class path; " + wayOut(name, backends);
  }

  /** What is to be said of backends that are there, but that nobody names. */
  private static List<String> unmerged(List<Backend> backends) {
    return UnmergedServices.notes(
        backends.stream().map(Backend::name).toList(), Backend.class.getClassLoader());
  }

  /** A name that one of our jars has lacks that jar; any other is misspelt. */
  private static String wayOut(String name, List<Backend> backends) {
    String jar =
        switch (name) {
          case "native" -> "hp-native";
          case "java" -> "hp-java-fallback";
          default -> null;
        };
    String choose = backends.isEmpty() ? "" : "choose one of auto, " + join(backends);
    if (jar != null) {
      return "add " + jar + " (or hp-all)" + (choose.isEmpty() ? "" : ", or " + choose);
    }
    return choose.isEmpty() ? "there is none: add hp-all" : choose;
  }

  private static String join(List<Backend> backends) {
    return backends.stream().map(Backend::name).collect(Collectors.joining(", "));
  }

  private static Backend selectAuto(List<Backend> backends, List<String> notes) {
    IllegalStateException none =
        new IllegalStateException(
            "no storage backend is available"
                + (backends.isEmpty() ? "" : ", as none of " + backends + " loads")
                + "; add hp-java-fallback (or hp-all) to the class path");
    unmerged(backends).forEach(note -> none.addSuppressed(new IllegalStateException(note)));
    for (Backend backend : backends) {
      Throwable cause = backend.provider.unavailabilityCause();
      if (cause == null) {
        return backend;
      }
      notes.add("backend \"" + backend + "\" is not available, trying the next: " + cause);
      none.addSuppressed(cause);
    }
    throw none;
  }

  private static synchronized List<Backend> find() {
    List<Backend> known = all;
    if (known == null) {
      List<Backend> found = new ArrayList<>();
      try {
        for (BackendProvider provider :
            ServiceLoader.load(BackendProvider.class, BackendProvider.class.getClassLoader())) {
          found.add(new Backend(provider));
        }
        if (found.isEmpty()) { // a security manager hides the entries of other jars, for example
          UnmergedServices.byName(BackendProvider.class.getClassLoader())
              .forEach(provider -> found.add(new Backend(provider)));
        }
      } catch (ServiceConfigurationError e) {
        throw new IllegalStateException("a storage backend is broken: " + e.getMessage(), e);
      }
      found.sort(Comparator.comparingInt((Backend b) -> b.provider.priority()).reversed());
      known = List.copyOf(found);
      all = known;
    }
    return known;
  }

  /** What was asked for, and by what. */
  record Choice(String name, String origin) {
    /** The property if it is set, else the variable, else {@code auto}; blank is not set. */
    static Choice of(@Nullable String property, @Nullable String variable) {
      if (property != null && !property.isBlank()) {
        return new Choice(property.strip(), "system property " + PROPERTY);
      }
      return variable != null && !variable.isBlank()
          ? new Choice(variable.strip(), "environment variable " + VARIABLE)
          : new Choice("auto", "the default");
    }
  }
}
