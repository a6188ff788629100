package io.hyperparameter;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One key that several elements declare with different types, so that no value suits all of them;
 * see {@link ParamIndex#conflicts}. The compiler reports those of one jar, so the declarations are
 * mostly of different jars. Immutable.
 *
 * @param key the key
 * @param declarations all declarations of the key, sorted by element; at least two, with at least
 *     two types
 */
public record ParamConflict(String key, List<Declaration> declarations) {
  /**
   * One of the declarations.
   *
   * @param entry what the index says of it: type, element, source file and line
   * @param locations the jars or directories whose index has it, as URLs; empty if the index was
   *     not loaded from a class path
   */
  public record Declaration(ParamEntry entry, List<String> locations) {
    /**
     * For those who make their own.
     *
     * @param entry the entry
     * @param locations where it was found
     */
    public Declaration {
      locations = List.copyOf(locations);
    }

    @Override
    public String toString() {
      String source = entry.file() + (entry.line() > 0 ? ":" + entry.line() : "");
      String places = locations.isEmpty() ? "" : " in " + String.join(" and ", locations);
      return entry.type() + " of " + entry.element() + " (" + source + places + ")";
    }
  }

  /**
   * For those who make their own.
   *
   * @param key the key
   * @param declarations its declarations
   */
  public ParamConflict {
    declarations = List.copyOf(declarations);
  }

  /** A message for people: the key, every declaration with its type and jar, and the way out. */
  @Override
  public String toString() {
    return declarations.stream()
        .map(Declaration::toString)
        .collect(
            Collectors.joining(
                ", ",
                ParamText.key(key) + " is declared with different types: ",
                "; give one of them another namespace or name"));
  }
}
