package io.hyperparameter.contract;

import io.hyperparameter.Backend;
import io.hyperparameter.spi.BackendProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the suite runs on the backend this JVM was asked for, aborts with a reason
 * because it was not built, or fails because it was built and does not serve.
 *
 * <p>A backend is chosen once per JVM, so the choice comes from outside: the system property {@link
 * Backend#PROPERTY}.
 */
public final class BackendGate {
  /** The system property that lists backends, by comma, that may not be absent. */
  public static final String REQUIRED_PROPERTY = "hp.contract.require";

  private BackendGate() {}

  /** What the suite does. */
  enum Action {
    RUN,
    ABORT,
    FAIL
  }

  /**
   * What the suite does and why.
   *
   * @param backend the name of the backend to run on, if any
   */
  record Verdict(Action action, String backend, String reason, @Nullable Throwable cause) {}

  /**
   * A backend on the class path.
   *
   * @param built whether what it needs to load comes with it
   * @param cause why it does not serve; asked only if it matters, as the answer may load a library
   */
  record Candidate(String name, boolean built, Supplier<Optional<Throwable>> cause) {
    boolean serves() {
      return cause.get().isEmpty();
    }
  }

  /** The choice this JVM was given. */
  public static String asked() {
    String property = System.getProperty(Backend.PROPERTY);
    String variable = System.getenv(Backend.VARIABLE);
    return property != null ? property : variable != null ? variable : "auto";
  }

  /**
   * Returns if the suite can run here.
   *
   * @throws AssertionError if the backend asked for was built and does not serve
   * @throws org.opentest4j.TestAbortedException if it was not built
   */
  public static void open() {
    String required = System.getProperty(REQUIRED_PROPERTY, "");
    Verdict verdict = decide(asked(), candidates(), List.of(required.split("[, ]+")));
    switch (verdict.action) {
      case FAIL -> throw new AssertionError(verdict.reason, verdict.cause);
      case ABORT -> org.junit.jupiter.api.Assumptions.abort(verdict.reason);
      case RUN -> {
        String chosen = Backend.current().name();
        if (!chosen.equals(verdict.backend)) {
          throw new AssertionError(
              asked() + " chose backend " + chosen + " instead of " + verdict.backend);
        }
      }
    }
  }

  /** The decision alone; {@code found} is in the order {@code auto} prefers. */
  static Verdict decide(String asked, List<Candidate> found, List<String> required) {
    for (String name : required) {
      boolean there = found.stream().anyMatch(c -> c.name.equals(name) && c.built);
      if (!name.isEmpty() && !there) {
        return fail("backend " + name + " is required, and was not built", null);
      }
    }
    Candidate first = null;
    for (Candidate candidate : found) {
      boolean meant = asked.equals("auto") || asked.equals(candidate.name);
      if (!meant || !(candidate.built || candidate.serves())) {
        continue;
      }
      Throwable cause = candidate.cause.get().orElse(null);
      if (cause != null) {
        return fail("backend " + candidate.name + " was built and does not serve", cause);
      }
      first = first == null ? candidate : first;
    }
    if (first != null) {
      return new Verdict(Action.RUN, first.name, "", null);
    }
    return asked.equals("native")
        ? new Verdict(Action.ABORT, "", "the native backend was not built", null)
        : fail("no backend for \"" + asked + "\" among " + found, null);
  }

  private static Verdict fail(String reason, @Nullable Throwable cause) {
    return new Verdict(Action.FAIL, "", reason, cause);
  }

  private static List<Candidate> candidates() {
    List<Candidate> candidates = new ArrayList<>();
    for (Backend backend : Backend.all()) {
      // what runs on the JVM alone needs no building
      boolean built = !backend.name().equals("native") || hasLibrary(backend.name());
      candidates.add(new Candidate(backend.name(), built, backend::unavailabilityCause));
    }
    return candidates;
  }

  private static boolean hasLibrary(String name) {
    for (BackendProvider provider : ServiceLoader.load(BackendProvider.class)) {
      if (provider.name().equals(name)) {
        return !PackedLibraries.besides(provider.getClass()).isEmpty();
      }
    }
    return false;
  }
}
