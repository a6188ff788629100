package io.hyperparameter;

import io.hyperparameter.selection.Backends;
import io.hyperparameter.selection.Choice;
import io.hyperparameter.spi.BackendProvider;
import java.util.List;
import java.util.Optional;
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
    return of(Backends.current());
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
    Choice choice = new Choice(name.strip(), "the program");
    BackendProvider chosen = Backends.choose(choice);
    if (!choice.isAuto() && !chosen.name().equals(choice.name())) {
      throw new IllegalStateException(
          "backend \""
              + name
              + "\" was chosen too late: \""
              + chosen.name()
              + "\" is in use; choose before the first use of parameters, or by the system property "
              + PROPERTY);
    }
    return of(chosen);
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

  private static Backend of(BackendProvider provider) {
    for (Backend backend : all()) {
      if (backend.provider == provider) {
        return backend;
      }
    }
    throw new AssertionError(provider.name());
  }

  private static List<Backend> find() {
    List<BackendProvider> providers = Backends.all();
    synchronized (Backend.class) {
      List<Backend> known = all;
      if (known == null) {
        known = providers.stream().map(Backend::new).toList();
        all = known;
      }
      return known;
    }
  }
}
