package io.hyperparameter.spi;

/** The refusal of a second key whose 64-bit hash is taken by another key. */
public final class KeyCollision {
  private KeyCollision() {}

  /**
   * The error to throw before anything is changed.
   *
   * @param refused the key that is being written
   * @param present the key that already has the hash
   * @param hash the hash of both
   * @return the error, naming both keys
   */
  public static IllegalArgumentException refuse(String refused, String present, long hash) {
    return new IllegalArgumentException(
        "key \""
            + refused
            + "\" has the same 64-bit hash (0x"
            + Long.toHexString(hash)
            + ") as the stored key \""
            + present
            + "\"; rename one of the two");
  }
}
