package io.hyperparameter.selection;

import io.hyperparameter.Backend;
import io.hyperparameter.spi.BackendProvider;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which backend was asked for, and by what.
 *
 * @param name of a backend, or {@code auto}
 * @param origin what asked for it, as people name it
 */
public record Choice(String name, String origin) {
  private static final String AUTO = "auto";

  /** The property if it is set, else the variable, else {@code auto}; blank is not set. */
  static Choice of(@Nullable String property, @Nullable String variable) {
    if (property != null && !property.isBlank()) {
      return new Choice(property.strip(), "system property " + Backend.PROPERTY);
    }
    return variable != null && !variable.isBlank()
        ? new Choice(variable.strip(), "environment variable " + Backend.VARIABLE)
        : new Choice(AUTO, "the default");
  }

  /** {@return whether it leaves it to the backends} */
  public boolean isAuto() {
    return name.equals(AUTO);
  }

  /**
   * The backend to use.
   *
   * @param backends those there are, the one that {@code auto} prefers first
   * @param notes told why {@code auto} passed over a backend
   */
  BackendProvider among(List<BackendProvider> backends, List<String> notes) {
    if (isAuto()) {
      return firstThatLoads(backends, notes);
    }
    for (BackendProvider backend : backends) {
      if (backend.name().equals(name)) {
        Throwable cause = backend.unavailabilityCause();
        if (cause != null) {
          throw new IllegalStateException(
              asked() + "cannot load: " + cause.getMessage() + withoutIt(cause), cause);
        }
        return backend;
      }
    }
    throw new IllegalStateException(asked() + whyMissing(backends));
  }

  private String asked() {
    return "backend \"" + name + "\", chosen by " + origin + ", ";
  }

  /** The way out, unless the cause tells it already. */
  private static String withoutIt(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return message.contains("choose ") ? "" : "; choose auto or java to do without it";
  }

  private String whyMissing(List<BackendProvider> backends) {
    for (String note : UnmergedServices.notes(backends)) {
      if (note.startsWith(UnmergedServices.start(name))) {
        return "cannot be found: " + note;
      }
    }
    return "is not on the class path; " + wayOut(backends);
  }

  /** A name that one of our jars has lacks that jar; any other is misspelt. */
  private String wayOut(List<BackendProvider> backends) {
    String jar =
        switch (name) {
          case "native" -> "hp-native";
          case "java" -> "hp-java-fallback";
          default -> null;
        };
    String choose = backends.isEmpty() ? "" : "choose one of auto, " + names(backends);
    if (jar != null) {
      return "add " + jar + " (or hp-all)" + (choose.isEmpty() ? "" : ", or " + choose);
    }
    return choose.isEmpty() ? "there is none: add hp-all" : choose;
  }

  private static String names(List<BackendProvider> backends) {
    return backends.stream().map(BackendProvider::name).collect(Collectors.joining(", "));
  }

  private static BackendProvider firstThatLoads(
      List<BackendProvider> backends, List<String> notes) {
    IllegalStateException none =
        new IllegalStateException(
            "no storage backend is available"
                + (backends.isEmpty() ? "" : ", as none of [" + names(backends) + "] loads")
                + "; add hp-java-fallback (or hp-all) to the class path");
    UnmergedServices.notes(backends)
        .forEach(note -> none.addSuppressed(new IllegalStateException(note)));
    for (BackendProvider backend : backends) {
      Throwable cause = backend.unavailabilityCause();
      if (cause == null) {
        return backend;
      }
      notes.add("backend \"" + backend.name() + "\" is not available, trying the next: " + cause);
      none.addSuppressed(cause);
    }
    throw none;
  }
}
