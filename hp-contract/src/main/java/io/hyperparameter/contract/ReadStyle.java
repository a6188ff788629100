package io.hyperparameter.contract;

/**
 * The ways a Java program can reach the same parameter. Every case is replayed in each of them; an
 * operation that a style cannot express falls back to {@link #KEY}.
 */
public enum ReadStyle {
  /** By the full key, with the overload of the value's kind. */
  KEY,
  /** By the hash of the key, as generated code does; writes through the {@code Object} overload. */
  HASH,
  /** Through a typed key; required reads through a class. */
  PARAM,
  /** Through a path: a prefix of the key, then the rest. */
  PATH
}
