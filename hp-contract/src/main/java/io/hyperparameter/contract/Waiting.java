package io.hyperparameter.contract;

import java.util.Optional;

/**
 * The one list of what cannot be replayed yet, and why. A case that uses something on this list is
 * reported as aborted with the reason; nothing else is ever left out.
 */
public final class Waiting {
  /** Loading, merging and interpolating configuration documents. */
  static final String CONFIG = "hp-config, the loader of configurations";

  private Waiting() {}

  /** What a case waits for, or empty if it can be replayed. */
  public static Optional<String> reason(ConformanceCase conformanceCase) {
    boolean config = conformanceCase.uses("config") || conformanceCase.mentions("config");
    return config ? Optional.of(CONFIG) : Optional.empty();
  }
}
