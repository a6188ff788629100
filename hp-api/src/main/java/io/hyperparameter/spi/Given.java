package io.hyperparameter.spi;

import org.jspecify.annotations.Nullable;

/**
 * A value that a scope was given, and those it was given before: a list that never changes, so that
 * a scope and those made from it share what they have in common. No key comes twice.
 *
 * @param key the key, well-formed
 * @param hash its hash
 * @param kind the {@link Kind}
 * @param bits the number, raw double bits or boolean; 0 for other kinds
 * @param ref the text or object; null for other kinds
 * @param earlier those before it, or null
 * @param size how many they are with this one
 */
public record Given(
    String key,
    long hash,
    int kind,
    long bits,
    @Nullable Object ref,
    @Nullable Given earlier,
    int size) {
  /**
   * Adds these values, the first given first.
   *
   * @param into what they are added to
   */
  public void addTo(ParamValues into) {
    if (earlier != null) {
      earlier.addTo(into);
    }
    into.put(key, hash, kind, bits, ref);
  }
}
