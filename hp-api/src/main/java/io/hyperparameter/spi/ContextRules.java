package io.hyperparameter.spi;

import org.jspecify.annotations.Nullable;

/**
 * What a storage asks of the API: the hash of a key, and the conversion of a value that is not of
 * the kind a reader wants. Given to every storage when it is made; a storage never decides either.
 *
 * <p>The conversions are the long way of a read: they look the value up again by its hash, compute
 * lazy values, convert, and throw when that would lose something.
 */
public interface ContextRules {
  /**
   * {@return the 64-bit hash of a key}
   *
   * @param key the key
   * @throws IllegalArgumentException for null, an unpaired surrogate or U+0000
   */
  long hash(String key);

  /**
   * Asked before a key gets a place that it did not have: a hash that typed keys or generated code
   * read by may be had by the key they declare only.
   *
   * @param key the key that is written
   * @param hash its hash
   * @throws IllegalArgumentException if the hash belongs to another key; nothing is changed
   */
  void requireFree(String key, long hash);

  /**
   * {@return the value under {@code hash} as a long; {@code def} if there is none or it is null}
   *
   * @param storage the context that is read
   * @param hash the hash of the key
   * @param def what to give where there is no value
   */
  long toLong(Context storage, long hash, long def);

  /**
   * {@return the value under {@code hash} as a double; {@code def} if there is none or it is null}
   *
   * @param storage the context that is read
   * @param hash the hash of the key
   * @param def what to give where there is no value
   */
  double toDouble(Context storage, long hash, double def);

  /**
   * {@return the value under {@code hash} as a boolean; {@code def} if there is none or it is null}
   *
   * @param storage the context that is read
   * @param hash the hash of the key
   * @param def what to give where there is no value
   */
  boolean toBoolean(Context storage, long hash, boolean def);

  /**
   * {@return the value under {@code hash} as text; {@code def} if there is none or it is null}
   *
   * @param storage the context that is read
   * @param hash the hash of the key
   * @param def what to give where there is no value
   */
  String toText(Context storage, long hash, String def);

  /**
   * {@return the value under {@code hash}, computed where it is lazy, as a Long, Double, Boolean or
   * String; null if there is none or it is null} For readers outside Java.
   *
   * @param storage the context that is read
   * @param hash the hash of the key
   * @param kind what to convert to: {@link Kind#LONG}, {@link Kind#DOUBLE}, {@link Kind#BOOLEAN} or
   *     {@link Kind#TEXT}
   */
  @Nullable Object read(Context storage, long hash, int kind);
}
