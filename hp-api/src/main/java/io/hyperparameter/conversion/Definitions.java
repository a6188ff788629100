package io.hyperparameter.conversion;

import io.hyperparameter.hashing.KeyHash;
import io.hyperparameter.text.ParamText;
import org.jspecify.annotations.Nullable;

/** Reads {@code key=value} definitions (rules S3 and S4). Stateless and safe on any thread. */
public final class Definitions {
  private static final String ORIGIN = "definition ";

  private Definitions() {}

  /** One definition taken apart; the value is text, whatever it looks like. */
  public record Definition(String key, String value) {}

  /**
   * Splits at the first {@code =}. Nothing is trimmed on either side; both may be empty, the value
   * may contain {@code =}.
   *
   * @throws IllegalArgumentException if the definition is null or has no {@code =} (a lost override
   *     is worse than a loud one), or its key is malformed
   */
  public static Definition parse(@Nullable String definition) {
    if (definition == null) {
      throw new IllegalArgumentException(
          "a definition is null; write it as key=value, such as \"train.lr=0.001\"");
    }
    int split = definition.indexOf('=');
    if (split < 0) {
      throw new IllegalArgumentException(
          "definition "
              + ParamText.quote(definition)
              + " has no '='; write it as key=value, such as \"train.lr=0.001\"");
    }
    String key = KeyHash.requireValid(definition.substring(0, split));
    return new Definition(key, definition.substring(split + 1));
  }

  /** The origin to tell of a value that came from this definition. */
  public static String origin(String definition) {
    return ORIGIN + ParamText.quote(definition);
  }

  /** Whether this is the origin of a value that came from a definition, of whatever module. */
  public static boolean isOrigin(String origin) {
    return origin.startsWith(ORIGIN);
  }
}
