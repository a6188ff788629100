package io.hyperparameter.conversion;

import org.jspecify.annotations.Nullable;

/** Where a value is read only to see whether it can be. */
enum TrialSite implements ReadSite {
  TRIAL;

  /** Says no, and no more: nobody reads it. */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal() {
      super("not convertible");
    }
  }

  @Override
  public String key() {
    return "";
  }

  @Override
  public @Nullable String origin() {
    return null;
  }

  @Override
  public boolean isSecret() {
    return false;
  }

  @Override
  public RuntimeException refuse(@Nullable Object value, String wanted, String hint) {
    return new Refusal();
  }
}
