package io.hyperparameter.spi;

import java.util.SplittableRandom;

/**
 * Mixes hashes in a way that nobody outside this process can foresee.
 *
 * <p>The hash of a key is public and can be inverted, so whoever writes a configuration file can
 * choose keys whose hashes share any bits they like, and any fixed function of them. What is drawn
 * anew in each process spreads them again.
 */
public final class HashScatter {
  private static final long SEED;
  private static final long FACTOR;

  static {
    SplittableRandom random = new SplittableRandom();
    SEED = random.nextLong();
    FACTOR = random.nextLong() | 1;
  }

  private HashScatter() {}

  /**
   * {@return a hash, mixed; the same throughout the process}
   *
   * @param hash the hash of a key
   */
  public static long of(long hash) {
    long mixed = (hash ^ SEED) * FACTOR;
    mixed ^= mixed >>> 32;
    mixed *= FACTOR;
    return mixed ^ (mixed >>> 32);
  }
}
