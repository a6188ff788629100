package io.hyperparameter.index;

import io.hyperparameter.conversion.Conversions;
import io.hyperparameter.text.ParamText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One key that several elements declare differently: with two types, so that no value suits all of
 * them, or with two defaults, so that what a missing value means depends on who reads it; see
 * {@link ParamIndex#conflicts}. The compiler reports those of one jar, so the declarations are
 * mostly of different jars. Immutable.
 *
 * @param key the key
 * @param declarations all declarations of the key, sorted by element; at least two, which differ
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

    private String withDefault() {
      String def = entry.defaultValue();
      return (def == null ? "" : ParamText.quote(def) + " as ") + this;
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

  /** {@return whether the types differ; if not, the defaults do} */
  public boolean isOfTypes() {
    return declarations.stream().map(each -> each.entry().type()).distinct().count() > 1;
  }

  /** Whether declarations of one key contradict each other. */
  static boolean isIn(List<ParamEntry> same) {
    ParamEntry first = same.get(0);
    ParamEntry known = first;
    for (ParamEntry each : same) {
      if (!each.type().equals(first.type()) || differInDefault(known, each)) {
        return true;
      }
      known = known.defaultValue() == null ? each : known;
    }
    return false;
  }

  /**
   * Whether two declarations of one key and type have different defaults: {@code 1e-3} and {@code
   * 0.001} are the same double. A default that is null, or not known as text, differs from none.
   *
   * @param one a declaration
   * @param other another one
   * @return whether both say a default, and not the same
   */
  public static boolean differInDefault(ParamEntry one, ParamEntry other) {
    String a = one.defaultValue();
    String b = other.defaultValue();
    return a != null && b != null && !value(one.type(), a).equals(value(other.type(), b));
  }

  /** A default to compare: what the text is read as, or the text where that is not known. */
  private static Object value(String type, String text) {
    String list = "List<";
    if (type.startsWith(list) && type.endsWith(">")) {
      String element = type.substring(list.length(), type.length() - 1);
      List<Object> values = new ArrayList<>();
      for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
        values.add(value(element, part.strip()));
      }
      return values;
    }
    Class<?> boxed =
        switch (type) {
          case "byte" -> Byte.class;
          case "short" -> Short.class;
          case "int" -> Integer.class;
          case "long" -> Long.class;
          case "float" -> Float.class;
          case "double" -> Double.class;
          case "boolean" -> Boolean.class;
          default -> null;
        };
    Object read = boxed == null ? null : Conversions.tryType(text, boxed);
    return read != null ? read : text; // written by hand, or by another version: as it stands
  }

  /** A message for people: the key, every declaration with its type and jar, and the way out. */
  @Override
  public String toString() {
    boolean types = isOfTypes();
    return declarations.stream()
        .map(each -> types ? each.toString() : each.withDefault())
        .collect(
            Collectors.joining(
                ", ",
                ParamText.key(key)
                    + " is declared with different "
                    + (types ? "types: " : "defaults: "),
                types
                    ? "; give one of them another namespace or name"
                    : "; give them the same default, or one of them another namespace or name"));
  }
}
