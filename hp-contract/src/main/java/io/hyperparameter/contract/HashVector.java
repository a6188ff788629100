package io.hyperparameter.contract;

/**
 * A key and the hash every backend must give it.
 *
 * @param source the file it is from
 * @param key the key
 * @param utf8Length the number of bytes that are hashed
 * @param hash XXH64, seed 42, as the signed long of the same bits
 */
public record HashVector(String source, String key, int utf8Length, long hash) {
  @Override
  public String toString() {
    String shown = key.length() <= 40 ? key : key.substring(0, 40) + "...";
    return "\"" + shown + "\" (" + utf8Length + " bytes)";
  }
}
