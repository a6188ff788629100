package io.hyperparameter.conversion;

import io.hyperparameter.text.Decimals;
import io.hyperparameter.text.ParamText;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stored value as the type asked for, by the rules R1 to R4, R6 and R7: without loss, or
 * with the error of the {@link ReadSite}.
 *
 * <p>A stored value is a Long, Double, String, Boolean or any other object, as {@link
 * Flatten#normalize} leaves them, of which a BigDecimal reads as a number where that loses nothing
 * ({@link Decimals}); explicit nulls are the caller's business (rule M3). Text is taken strictly:
 * ASCII digits, no blanks, no underscores, no hexadecimal, no locale. All methods are stateless,
 * safe on any thread, take time linear in the text, and allocate nothing where the value has the
 * wanted kind already.
 *
 * <p>The site of the read names the key and where the value came from; it is asked only for a
 * message.
 */
public final class Conversions {
  private static final double LONG_LIMIT = 0x1p63;

  private static final String WHOLE_HINT = "give a whole number such as 42";
  private static final String NUMBER_HINT = "give a number such as 0.001";
  private static final String BOOLEAN_HINT = "give true or false";
  private static final String TEXT_HINT = "read it with get(key, type), or store text";

  /** {@code getEnumConstants} copies its array at each call. */
  private static final ClassValue<Enum<?>[]> CONSTANTS =
      new ClassValue<>() {
        @Override
        protected Enum<?>[] computeValue(Class<?> type) {
          Object[] constants = type.getEnumConstants();
          return constants == null ? new Enum<?>[0] : (Enum<?>[]) constants;
        }
      };

  private Conversions() {}

  /** Rule R1. */
  public static long toLong(ReadSite site, Object v) {
    return v instanceof Long number ? number : wholeOf(site, v, "long");
  }

  /** Rules R1 and R6. */
  public static int toInt(ReadSite site, Object v) {
    long whole = v instanceof Long number ? number : wholeOf(site, v, "int");
    if (whole != (int) whole) {
      throw outOfIntRange(site, v);
    }
    return (int) whole;
  }

  /** Rule R2. */
  public static double toDouble(ReadSite site, Object v) {
    return v instanceof Double number ? number : numberOf(site, v, "double");
  }

  /** Rules R2 and R6. */
  public static float toFloat(ReadSite site, Object v) {
    double number = v instanceof Double d ? d : numberOf(site, v, "float");
    float narrow = (float) number;
    if (Float.isInfinite(narrow) && !Double.isInfinite(number)) {
      throw outOfFloatRange(site, v);
    }
    return narrow;
  }

  /** Rule R4. */
  public static boolean toBoolean(ReadSite site, Object v) {
    if (v instanceof Boolean truth) {
      return truth;
    }
    if (v instanceof Long number) {
      return number != 0;
    }
    if (v instanceof String text) {
      int truth = truthOf(text);
      if (truth >= 0) {
        return truth != 0;
      }
    }
    throw site.refuse(v, "boolean", BOOLEAN_HINT);
  }

  /** Rule R3. */
  public static String toText(ReadSite site, Object v) {
    if (v instanceof String text) {
      return text;
    }
    if (v instanceof Double number) {
      return ParamText.of(number);
    }
    if (v instanceof Long || v instanceof Boolean) {
      return v.toString();
    }
    if (v instanceof BigDecimal number) {
      return Decimals.toText(number);
    }
    throw site.refuse(v, "String", TEXT_HINT);
  }

  /**
   * Rule R7: the constant of exactly this name, else the only one that matches it when the case of
   * ASCII letters is ignored.
   */
  public static <E extends Enum<E>> E toEnum(ReadSite site, Object v, Class<E> type) {
    return type.cast(toConstant(site, v, type));
  }

  private static Enum<?> toConstant(ReadSite site, Object v, Class<?> type) {
    Enum<?>[] constants = CONSTANTS.get(type);
    if (v instanceof String text) {
      for (Enum<?> constant : constants) {
        if (constant.name().equals(text)) {
          return constant;
        }
      }
      Enum<?> match = null;
      boolean ambiguous = false;
      for (Enum<?> constant : constants) {
        if (equalsIgnoreAsciiCase(constant.name(), text)) {
          ambiguous |= match != null;
          match = constant;
        }
      }
      if (match != null && !ambiguous) {
        return match;
      }
    }
    String names = Arrays.stream(constants).map(Enum::name).collect(Collectors.joining(", "));
    throw site.refuse(v, type.getSimpleName(), "give the name of one of its constants: " + names);
  }

  /** Rule R6 for a value that is known to be a long. */
  public static int narrowToInt(ReadSite site, long v) {
    if (v != (int) v) {
      throw outOfIntRange(site, v);
    }
    return (int) v;
  }

  /** Rule R6 for a value that is known to be a double. */
  public static float narrowToFloat(ReadSite site, double v) {
    float narrow = (float) v;
    if (Float.isInfinite(narrow) && !Double.isInfinite(v)) {
      throw outOfFloatRange(site, v);
    }
    return narrow;
  }

  /**
   * The value as a class the caller names: numbers, booleans, text and enums by their rules, for
   * any other class an instance of it, or what the class makes of the value's text ({@link
   * TextFactories}). A text is a {@code List} of its parts.
   */
  public static <T> T toType(ReadSite site, Object v, Class<T> type) {
    Object result;
    if (type == Long.class || type == long.class) {
      result = toLong(site, v);
    } else if (type == Integer.class || type == int.class) {
      result = toInt(site, v);
    } else if (type == Short.class || type == short.class) {
      result = (short) toRange(site, v, Short.MIN_VALUE, Short.MAX_VALUE, "short");
    } else if (type == Byte.class || type == byte.class) {
      result = (byte) toRange(site, v, Byte.MIN_VALUE, Byte.MAX_VALUE, "byte");
    } else if (type == Double.class || type == double.class) {
      result = toDouble(site, v);
    } else if (type == Float.class || type == float.class) {
      result = toFloat(site, v);
    } else if (type == Boolean.class || type == boolean.class) {
      result = toBoolean(site, v);
    } else if (type == String.class) {
      result = toText(site, v);
    } else if (type.isEnum()) {
      result = toConstant(site, v, type);
    } else if (type.isInstance(v)) {
      result = v;
    } else if (type == List.class && v instanceof String) {
      result = Parsing.toList(site, v, Object.class, null);
    } else if (Parsing.isScalar(v) && TextFactories.has(type)) {
      result = Parsing.parsed(site, v, type, text -> TextFactories.make(type, text));
    } else {
      throw site.refuse(v, type.getTypeName(), "store an instance of " + type.getTypeName());
    }
    @SuppressWarnings("unchecked") // a primitive class has the type of its box
    T typed = (T) result;
    return typed;
  }

  /** The value as a class, as {@link #toType} gives it; null if it cannot be read so. */
  public static <T> @Nullable T tryType(Object v, Class<T> type) {
    try {
      return toType(TrialSite.TRIAL, v, type);
    } catch (TrialSite.Refusal e) {
      return null;
    }
  }

  private static long toRange(ReadSite site, Object v, long min, long max, String wanted) {
    long whole = v instanceof Long number ? number : wholeOf(site, v, wanted);
    if (whole < min || whole > max) {
      throw site.refuse(v, wanted, "give a whole number from " + min + " to " + max);
    }
    return whole;
  }

  private static RuntimeException outOfIntRange(ReadSite site, Object v) {
    return site.refuse(
        v, "int", "give a whole number from -2147483648 to 2147483647, or read it as a long");
  }

  private static RuntimeException outOfFloatRange(ReadSite site, Object v) {
    return site.refuse(
        v,
        "float",
        "give a number up to " + Float.MAX_VALUE + " in magnitude, or read it as a double");
  }

  private static long wholeOf(ReadSite site, Object v, String wanted) {
    if (v instanceof String text) {
      if (Numerals.isSignedDigits(text)) {
        return integerOf(site, text, wanted);
      }
      long whole = Numerals.wholeOf(text);
      if (whole != Numerals.NOT_WHOLE) {
        return whole;
      }
    } else if (v instanceof Double number) {
      // The upper bound itself, 2^63, is a double and no long.
      if (number >= -LONG_LIMIT && number < LONG_LIMIT && number == Math.rint(number)) {
        return number.longValue();
      }
    } else if (v instanceof Boolean truth) {
      return truth ? 1 : 0;
    } else if (v instanceof BigDecimal number && Decimals.isLong(number)) {
      return number.longValueExact();
    }
    throw site.refuse(v, wanted, WHOLE_HINT);
  }

  /** Text of an optional sign and ASCII digits; summed below zero, where the range is larger. */
  private static long integerOf(ReadSite site, String text, String wanted) {
    int at = Numerals.signLength(text);
    boolean negative = text.charAt(0) == '-';
    long limit = negative ? Long.MIN_VALUE : -Long.MAX_VALUE;
    long beforeLast = limit / 10;
    long sum = 0;
    for (; at < text.length(); at++) {
      int digit = text.charAt(at) - '0';
      if (sum < beforeLast || sum * 10 < limit + digit) {
        throw site.refuse(text, wanted, "give a whole number of at most 64 bits");
      }
      sum = sum * 10 - digit;
    }
    return negative ? sum : -sum;
  }

  private static double numberOf(ReadSite site, Object v, String wanted) {
    if (v instanceof Long number) {
      return number.doubleValue();
    }
    if (v instanceof String text && Numerals.isNumeral(text)) {
      return Numerals.doubleOf(text);
    }
    if (v instanceof BigDecimal number && Decimals.isDouble(number)) {
      return number.doubleValue();
    }
    throw site.refuse(v, wanted, NUMBER_HINT);
  }

  /** 1, 0, or -1 for text that is no word of rule R4. */
  private static int truthOf(String text) {
    return switch (text.length()) {
      case 1 ->
          switch (lower(text.charAt(0))) {
            case 'y', 't', '1' -> 1;
            case 'n', 'f', '0' -> 0;
            default -> -1;
          };
      case 2 -> equalsIgnoreAsciiCase("on", text) ? 1 : equalsIgnoreAsciiCase("no", text) ? 0 : -1;
      case 3 ->
          equalsIgnoreAsciiCase("yes", text) ? 1 : equalsIgnoreAsciiCase("off", text) ? 0 : -1;
      case 4 -> equalsIgnoreAsciiCase("true", text) ? 1 : -1;
      case 5 -> equalsIgnoreAsciiCase("false", text) ? 0 : -1;
      default -> -1;
    };
  }

  private static boolean equalsIgnoreAsciiCase(String a, String b) {
    return equalsIgnoreAsciiCase(a, b, 0);
  }

  /** {@code equalsIgnoreCase} would fold the Kelvin sign to k and dotless letters to i. */
  public static boolean equalsIgnoreAsciiCase(String word, String text, int start) {
    if (text.length() - start != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (lower(word.charAt(i)) != lower(text.charAt(start + i))) {
        return false;
      }
    }
    return true;
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }
}
