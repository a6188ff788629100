package io.hyperparameter.spi;

import org.jspecify.annotations.Nullable;

/**
 * What a level holds, entry by entry: values and tombstones. A key may come more than once, each
 * time with what it is now. Only for reading, and only until its context is used again.
 */
public interface LevelChanges {
  /** {@return the number of entries, tombstones included} */
  int size();

  /**
   * {@return the key of entry {@code i}}
   *
   * @param i the entry, from 0 to {@link #size} - 1
   */
  String key(int i);

  /**
   * {@return the hash of entry {@code i}}
   *
   * @param i the entry, from 0 to {@link #size} - 1
   */
  long hash(int i);

  /**
   * {@return the {@link Kind} of entry {@code i}}
   *
   * @param i the entry, from 0 to {@link #size} - 1
   */
  int kind(int i);

  /**
   * {@return the number, raw double bits or boolean of entry {@code i}; 0 for other kinds}
   *
   * @param i the entry, from 0 to {@link #size} - 1
   */
  long bits(int i);

  /**
   * {@return the text or object of entry {@code i}; null for other kinds}
   *
   * @param i the entry, from 0 to {@link #size} - 1
   */
  @Nullable Object ref(int i);
}
