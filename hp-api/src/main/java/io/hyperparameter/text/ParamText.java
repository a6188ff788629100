package io.hyperparameter.text;

import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values as text: the text form of a double (rule R3), and values and keys quoted for messages.
 * Stateless and safe on any thread.
 */
public final class ParamText {
  /** Longer text is cut in messages: enough to recognise a value, not enough to flood a log. */
  private static final int MAX_QUOTED = 80;

  private static final List<Class<?>> KNOWN =
      List.of(List.class, Set.class, Map.class, Collection.class, Path.class);

  /** Of lists in lists no more are shown. */
  private static final int MAX_DEPTH = 3;

  private static final double EXACT_LONG = 0x1p53;

  /** Decimals of so many digits never share a double (above the subnormals). */
  private static final int SAFE_DIGITS = 15;

  /** So many digits always name one double. */
  private static final int MAX_DIGITS = 17;

  private ParamText() {}

  /**
   * The text of a double by rule R3: the fewest digits that read back as the same double, of those
   * the closest; plain notation, no exponent, no trailing {@code .0}; {@code inf}, {@code -inf},
   * {@code NaN}, {@code -0}.
   *
   * <p>{@code Double.toString} is not enough: before JDK 19 it sometimes gives more digits than it
   * needs, and in any version at least two ({@code 4.9E-324}, where {@code 5e-324} will do).
   */
  public static String of(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    double magnitude = Math.abs(value);
    if (magnitude <= EXACT_LONG && value == Math.rint(value)) {
      return Long.toString((long) value);
    }
    boolean normal = magnitude >= Double.MIN_NORMAL;
    if (normal) {
      // No two decimals of up to 15 digits share a normal double, so if one of them names it,
      // that one is the shortest, whichever algorithm found it.
      BigDecimal printed = new BigDecimal(Double.toString(value)).stripTrailingZeros();
      if (printed.precision() <= SAFE_DIGITS) {
        return printed.toPlainString();
      }
    }
    BigDecimal exact = new BigDecimal(value);
    for (int digits = normal ? SAFE_DIGITS : 1; digits < MAX_DIGITS; digits++) {
      BigDecimal found = nearestThatReadsBack(value, exact, digits);
      if (found != null) {
        return found.stripTrailingZeros().toPlainString();
      }
    }
    return exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN)).toPlainString();
  }

  /**
   * The decimal of so many digits that is closest to {@code exact} among those that read back as
   * {@code value}, or null. Both neighbours are tried: just above a power of two doubles are denser
   * below than above, so the closest decimal may fail where the other one reads back.
   */
  private static @Nullable BigDecimal nearestThatReadsBack(
      double value, BigDecimal exact, int digits) {
    BigDecimal nearest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
    if (nearest.doubleValue() == value) {
      return nearest;
    }
    RoundingMode otherWay =
        nearest.compareTo(exact) < 0 ? RoundingMode.CEILING : RoundingMode.FLOOR;
    BigDecimal other = exact.round(new MathContext(digits, otherWay));
    return other.doubleValue() == value ? other : null;
  }

  /**
   * A value and its kind for a message, such as {@code "abc" (text)}, {@code 1.5 (double)}, {@code
   * [64, 32] (list)}, {@code null}. Of objects only the class is named: their {@code toString} may
   * throw, never end or tell a secret. So are lists of classes that are not the JDK's.
   */
  public static String describe(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof String text) {
      return quote(text) + " (text)";
    }
    if (value instanceof Long) {
      return value + " (long)";
    }
    if (value instanceof Double number) {
      return of(number) + " (double)";
    }
    if (value instanceof Boolean) {
      return value + " (boolean)";
    }
    if (value instanceof BigDecimal number && number.precision() <= MAX_QUOTED) {
      return Decimals.toText(number) + " (BigDecimal)";
    }
    String list = ofList(value, 0);
    return list != null ? list + " (list)" : "an object of " + typeName(value);
  }

  /** The class; of one that the JDK hides, what people know it by. */
  private static String typeName(Object value) {
    Class<?> type = value.getClass();
    boolean isHidden =
        type.getClassLoader() == null
            && !type.isArray()
            && !(Modifier.isPublic(type.getModifiers())
                && type.getModule().isExported(type.getPackageName()));
    if (isHidden) {
      for (Class<?> known : KNOWN) {
        if (known.isInstance(value)) {
          return known.getTypeName();
        }
      }
    }
    return type.getTypeName();
  }

  /** Whether a value is a list of which the values can be shown. */
  public static boolean isListOfJdk(@Nullable Object value) {
    return value instanceof List
        && value.getClass().getClassLoader() == null
        && value.getClass().getName().startsWith("java.util.");
  }

  /** The values of a list in brackets, cut if there are many; null if it is not to be asked. */
  private static @Nullable String ofList(@Nullable Object value, int depth) {
    if (!isListOfJdk(value) || !(value instanceof List<?> list)) {
      return null;
    }
    StringBuilder out = new StringBuilder("[");
    try {
      int size = list.size();
      int told = 0;
      for (Object element : list) {
        String text =
            element instanceof List<?> && depth == MAX_DEPTH ? "..." : ofElement(element, depth);
        if (told > 0 && out.length() + text.length() > MAX_QUOTED) {
          return out.append(", ...] (").append(size).append(" elements)").toString();
        }
        out.append(told == 0 ? "" : ", ").append(text);
        told++;
      }
    } catch (RuntimeException e) {
      return null; // it is a view of what belongs to others, or changes meanwhile
    }
    return out.append(']').toString();
  }

  private static String ofElement(@Nullable Object element, int depth) {
    String list = ofList(element, depth + 1);
    if (list != null) {
      return list;
    }
    // as they are stored: not by the names of the boxes
    return element instanceof Integer || element instanceof Short || element instanceof Byte
        ? element.toString()
        : element instanceof Float number ? number.toString() : shown(element);
  }

  /** A value alone, for dumps: as {@link #describe(Object)} but without the kind of a scalar. */
  public static String shown(@Nullable Object value) {
    if (value instanceof String text) {
      return quote(text);
    }
    if (value instanceof Double number) {
      return of(number);
    }
    if (value instanceof Long || value instanceof Boolean) {
      return value.toString();
    }
    String list = ofList(value, 0);
    return list != null ? list : describe(value);
  }

  /** A key for the head of a message: as it stands if it is plain, else quoted. */
  public static String key(String key) {
    if (key.isEmpty() || key.length() > MAX_QUOTED) {
      return quote(key);
    }
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      if (c <= ' ' || c >= 0x7F || c == '"' || c == '\\' || c == ':') {
        return quote(key);
      }
    }
    return key;
  }

  /** {@return as {@code "a", "b" or "c"}: names to choose from} */
  public static String oneOf(List<String> names) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      out.append(i == 0 ? "" : i + 1 < names.size() ? ", " : " or ");
      out.append(quote(names.get(i)));
    }
    return out.toString();
  }

  /**
   * The text in double quotes, on one line: quotes, backslashes and everything that does not print
   * as itself escaped, cut at {@value #MAX_QUOTED} characters with the full length told.
   */
  public static String quote(String text) {
    int end = text.length();
    boolean cut = end > MAX_QUOTED;
    if (cut) {
      end = MAX_QUOTED;
      if (Character.isSurrogatePair(text.charAt(end - 1), text.charAt(end))) {
        end--;
      }
    }
    StringBuilder out = new StringBuilder(end + 16).append('"');
    for (int i = 0; i < end; ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      switch (point) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (printsAsItself(point)) {
            out.appendCodePoint(point);
          } else {
            appendEscaped(out, point);
          }
        }
      }
    }
    out.append('"');
    return cut
        ? out.append("... (").append(text.length()).append(" characters)").toString()
        : out.toString();
  }

  private static void appendEscaped(StringBuilder out, int point) {
    for (char unit : Character.toChars(point)) {
      String hex = Integer.toHexString(unit);
      out.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
    }
  }

  /** False for what is invisible or would change how the rest of the message is displayed. */
  private static boolean printsAsItself(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      case Character.SPACE_SEPARATOR -> point == ' ';
      default -> true;
    };
  }
}
