package io.hyperparameter.index;

import io.hyperparameter.annotation.Secret;
import io.hyperparameter.hashing.KeyHash;
import org.jspecify.annotations.Nullable;

/**
 * One declared parameter of the {@link ParamIndex}. Immutable.
 *
 * @param key the full dotted name
 * @param type the type as Java writes it: {@code int}, {@code String}, {@code java.time.Duration},
 *     {@code List<double>}
 * @param defaultValue the default as text, or null if it is null or not known as text
 * @param description what it means; empty if nobody said
 * @param bounds what is allowed; for an enum its constants
 * @param element the declaring element: {@code p.Trainer#train(p.Data,double)}, {@code
 *     p.Trainer#<init>(double)}, {@code p.Config} of a record, {@code p.Keys#LR} of a typed key
 * @param file the source file below the source root, with slashes
 * @param line the line of the declaration, from 1; 0 if unknown
 * @param secret whether its value is masked wherever it is shown, see {@link Secret}
 */
public record ParamEntry(
    String key,
    String type,
    @Nullable String defaultValue,
    String description,
    ParamBounds bounds,
    String element,
    String file,
    int line,
    boolean secret) {
  /**
   * One that is not secret.
   *
   * @param key the full dotted name
   * @param type the type as Java writes it
   * @param defaultValue the default as text, or null
   * @param description what it means; empty if nobody said
   * @param bounds what is allowed
   * @param element the declaring element
   * @param file the source file below the source root
   * @param line the line of the declaration, from 1; 0 if unknown
   */
  public ParamEntry(
      String key,
      String type,
      @Nullable String defaultValue,
      String description,
      ParamBounds bounds,
      String element,
      String file,
      int line) {
    this(key, type, defaultValue, description, bounds, element, file, line, false);
  }

  /** {@return the canonical name of the declaring class} */
  public String className() {
    int end = element.indexOf('#');
    return end < 0 ? element : element.substring(0, end);
  }

  /** {@return the hash of the key, see {@link #hashOf}} */
  public long hash() {
    return hashOf(key);
  }

  /**
   * The 64-bit hash by which every backend, and C++ code, knows a key: XXH64 with seed 42 over the
   * key's UTF-8 bytes (rule K2). It is made in plain Java here, for tools that must not touch
   * {@code sun.misc.Unsafe}, such as a compiler on JDK 24 or later, which would print a warning.
   *
   * @param key the key
   * @return all 64 bits; read it as unsigned when you print it
   * @throws IllegalArgumentException if the key is null or contains an unpaired surrogate or U+0000
   */
  public static long hashOf(String key) {
    return KeyHash.hashPlainly(key);
  }
}
