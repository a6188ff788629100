package io.hyperparameter.spi;

import org.jspecify.annotations.Nullable;

/**
 * Takes what a level holds when it is left: the values it was entered with as they are now, later
 * writes and tombstones; not what an isolating entry hid, and those nobody wrote since may be
 * missing.
 *
 * @param <T> where they go
 */
@FunctionalInterface
public interface LevelSink<T> {
  /**
   * Takes one of them. A key may come more than once, each time with what it is now. Where this
   * fails the level stays, and all of it comes again; so what is taken twice must be as if it was
   * taken once. The context must not be used meanwhile.
   *
   * @param into where it goes
   * @param key the key
   * @param hash its hash
   * @param kind the {@link Kind}
   * @param bits the number, raw double bits or boolean; 0 for other kinds
   * @param ref the text or object; null for other kinds
   * @param origin where it came from, as a phrase for messages; null when nobody said so
   */
  void take(
      T into,
      String key,
      long hash,
      int kind,
      long bits,
      @Nullable Object ref,
      @Nullable String origin);
}
