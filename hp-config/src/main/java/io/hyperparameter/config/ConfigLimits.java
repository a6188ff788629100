package io.hyperparameter.config;

/**
 * How large a configuration may be. What is larger is an error, found in bounded time and memory,
 * so that a file from anywhere can be loaded. Immutable.
 *
 * @param characters of one source, and of all text that references make
 * @param depth how many maps and lists may be inside each other
 * @param values how many values the whole may consist of once aliases and references are followed
 * @param aliases how many aliases one YAML source may have
 * @param files how many files one load may read, included ones counted each time
 */
public record ConfigLimits(int characters, int depth, int values, int aliases, int files) {
  /** 8 Mi characters, 64 deep, 200,000 values, 1,000 aliases, 1,000 files. */
  public static final ConfigLimits DEFAULT = new ConfigLimits(1 << 23, 64, 200_000, 1_000, 1_000);

  /** The deepest that can be asked for: what a small stack takes. */
  private static final int DEEPEST = 500;

  /**
   * Checks the numbers.
   *
   * @param characters of one source, and of all text that references make
   * @param depth how many maps and lists may be inside each other; at most 500
   * @param values how many values the whole may consist of once aliases and references are followed
   * @param aliases how many aliases one YAML source may have
   * @param files how many files one load may read, included ones counted each time
   * @throws IllegalArgumentException if one is negative, or the depth is more than 500
   */
  public ConfigLimits {
    if (characters < 0 || depth < 0 || values < 0 || aliases < 0 || files < 0) {
      throw new IllegalArgumentException("a limit is negative; give 0 or more");
    }
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("a depth of " + depth + "; give at most " + DEEPEST);
    }
  }
}
