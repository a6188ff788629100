package io.hyperparameter.spi;

/**
 * An immutable set of values that a new context starts on. Shared by any number of threads and
 * never copied to start one.
 */
public abstract class BaseSnapshot {
  /** For implementations. */
  protected BaseSnapshot() {}

  /** {@return the number of values} */
  public abstract int size();
}
