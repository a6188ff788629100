package io.hyperparameter.spi;

/**
 * The kinds of stored values, as small numbers that are the same in Java and in C++.
 *
 * <p>A value travels as (kind, bits, ref): numbers and booleans in {@code bits}, text and objects
 * in {@code ref}.
 */
public final class Kind {
  /** Nothing is stored. */
  public static final int ABSENT = 0;

  /** A 64-bit integer in {@code bits}. */
  public static final int LONG = 1;

  /** A double in {@code bits}, as {@link Double#doubleToRawLongBits}. */
  public static final int DOUBLE = 2;

  /** A boolean in {@code bits}: 0 or 1. */
  public static final int BOOLEAN = 3;

  /** A {@link String} in {@code ref}. */
  public static final int TEXT = 4;

  /** An explicit null. */
  public static final int NULL = 5;

  /** A record that the key is absent although a lower level may have it. */
  public static final int TOMBSTONE = 6;

  /** Any other object in {@code ref}. */
  public static final int OBJECT = 7;

  private Kind() {}

  /**
   * {@return whether a key of this kind is there for a reader: neither absent nor a tombstone}
   *
   * @param kind one of the constants here
   */
  public static boolean isPresent(int kind) {
    return kind != ABSENT && kind != TOMBSTONE;
  }
}
