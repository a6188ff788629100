package io.hyperparameter.conversion;

import org.jspecify.annotations.Nullable;

/** What an error says about the read that failed. Asked only when there is an error. */
public interface ReadSite {
  /** The key that was read. */
  String key();

  /** Where its value came from, as a phrase; null if nobody knows. */
  @Nullable String origin();

  /** Whether the value is for the program alone, so that nothing may quote it. */
  boolean isSecret();

  /**
   * The error of a value that cannot be read as what was asked for; its cause can still be given.
   *
   * @param value the stored value; null if an explicit null was read as required
   * @param wanted the type asked for, such as {@code long}
   * @param hint what to do instead, an imperative without a full stop
   */
  RuntimeException refuse(@Nullable Object value, String wanted, String hint);

  /**
   * The error of an element of the value, which is a list.
   *
   * @param index where in the list it is, from 0
   * @param element the element
   * @param wanted the type asked for
   * @param hint what to do instead
   */
  default RuntimeException refuse(int index, @Nullable Object element, String wanted, String hint) {
    return refuse(element, wanted, hint);
  }
}
