package io.hyperparameter.contract.random;

import org.jspecify.annotations.Nullable;

/**
 * One of several writes of a step.
 *
 * @param key the key
 * @param value a long, double, boolean, text or null; {@link ModelContext#TOMBSTONE} removes it
 */
record Write(String key, @Nullable Object value) {
  boolean isRemoval() {
    return value == ModelContext.TOMBSTONE;
  }

  @Override
  public String toString() {
    return key + "=" + value;
  }
}
