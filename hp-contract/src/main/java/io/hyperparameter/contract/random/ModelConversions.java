package io.hyperparameter.contract.random;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The conversion table of SEMANTICS.md section 7, written down with big numbers and patterns. */
final class ModelConversions {
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");
  private static final Pattern NUMERAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
  private static final Pattern SPECIAL = Pattern.compile("([+-]?)(?i:(inf|infinity|nan))");
  private static final Set<String> TRUE = Set.of("y", "yes", "t", "true", "on", "1");
  private static final Set<String> FALSE = Set.of("n", "no", "f", "false", "off", "0");
  private static final BigDecimal TWO_TO_53 = BigDecimal.valueOf(1L << 53);

  private ModelConversions() {}

  /** The value as a type; never null. */
  static Object convert(Object value, ReadType type) {
    return switch (type) {
      case LONG -> whole(value, Long.MIN_VALUE, Long.MAX_VALUE);
      case INT -> (int) whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case SHORT -> (short) whole(value, Short.MIN_VALUE, Short.MAX_VALUE);
      case BYTE -> (byte) whole(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case DOUBLE -> number(value);
      case FLOAT -> narrow(number(value));
      case BOOLEAN -> truth(value);
      case STRING -> text(value);
      case ENUM -> constant(value);
      case RAW -> value;
    };
  }

  private static long whole(Object value, long min, long max) {
    BigInteger whole = exact(value);
    if (whole.compareTo(BigInteger.valueOf(min)) < 0
        || whole.compareTo(BigInteger.valueOf(max)) > 0) {
      throw wrong();
    }
    return whole.longValueExact();
  }

  private static BigInteger exact(Object value) {
    if (value instanceof Long number) {
      return BigInteger.valueOf(number);
    } else if (value instanceof Boolean truth) {
      return truth ? BigInteger.ONE : BigInteger.ZERO;
    } else if (value instanceof Double number) {
      return integral(number);
    } else if (value instanceof String text) {
      if (INTEGER.matcher(text).matches()) {
        return new BigInteger(text);
      }
      BigDecimal written = written(text);
      if (written.abs().compareTo(TWO_TO_53) <= 0) {
        return toWhole(written);
      }
    }
    throw wrong();
  }

  private static BigInteger integral(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw wrong();
    }
    return toWhole(new BigDecimal(number));
  }

  /** The exact value of a numeral; texts whose exponents BigDecimal does not take are no longs. */
  private static BigDecimal written(String text) {
    if (!NUMERAL.matcher(text).matches()) {
      throw wrong();
    }
    try {
      return new BigDecimal(text.endsWith(".") ? text + "0" : text);
    } catch (NumberFormatException e) {
      throw wrong();
    }
  }

  private static BigInteger toWhole(BigDecimal number) {
    try {
      return number.toBigIntegerExact();
    } catch (ArithmeticException e) {
      throw wrong();
    }
  }

  private static double number(Object value) {
    if (value instanceof Double number) {
      return number;
    } else if (value instanceof Long number) {
      return new BigDecimal(number).doubleValue();
    } else if (value instanceof String text) {
      if (NUMERAL.matcher(text).matches()) {
        return Double.parseDouble(text);
      }
      var special = SPECIAL.matcher(text);
      if (special.matches()) {
        if (special.group(2).equalsIgnoreCase("nan")) {
          return Double.NaN;
        }
        return special.group(1).equals("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      }
    }
    throw wrong();
  }

  private static float narrow(double number) {
    float narrow = (float) number;
    if (Float.isInfinite(narrow) && !Double.isInfinite(number)) {
      throw wrong();
    }
    return narrow;
  }

  private static boolean truth(Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    } else if (value instanceof Long number) {
      return number != 0;
    } else if (value instanceof String text) {
      String lower = asciiLower(text);
      if (TRUE.contains(lower)) {
        return true;
      } else if (FALSE.contains(lower)) {
        return false;
      }
    }
    throw wrong();
  }

  private static String text(Object value) {
    if (value instanceof String text) {
      return text;
    } else if (value instanceof Long || value instanceof Boolean) {
      return value.toString();
    } else if (value instanceof Double number) {
      return digits(number);
    }
    throw wrong();
  }

  /**
   * The shortest decimal that reads back equal, written out; the closest if there are several, and
   * if two are equally close the one that ends in an even digit.
   */
  static String digits(double number) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    if (number == 0) {
      return 1 / number < 0 ? "-0" : "0";
    }
    BigDecimal exact = new BigDecimal(number);
    for (int precision = 1; ; precision++) {
      List<BigDecimal> found = new ArrayList<>();
      for (RoundingMode mode : List.of(RoundingMode.DOWN, RoundingMode.UP)) {
        BigDecimal candidate = exact.round(new MathContext(precision, mode));
        if (candidate.doubleValue() == number) {
          found.add(candidate);
        }
      }
      if (!found.isEmpty()) {
        BigDecimal best = found.get(0);
        for (BigDecimal candidate : found) {
          int nearer = best.subtract(exact).abs().compareTo(candidate.subtract(exact).abs());
          boolean even = !candidate.unscaledValue().testBit(0);
          best = nearer > 0 || (nearer == 0 && even) ? candidate : best;
        }
        return best.stripTrailingZeros().toPlainString();
      }
    }
  }

  private static ReadType.Mode constant(Object value) {
    if (!(value instanceof String text)) {
      throw wrong();
    }
    List<ReadType.Mode> matches = new ArrayList<>();
    for (ReadType.Mode mode : ReadType.Mode.values()) {
      if (mode.name().equals(text)) {
        return mode;
      }
      if (asciiLower(mode.name()).equals(asciiLower(text))) {
        matches.add(mode);
      }
    }
    if (matches.size() != 1) {
      throw wrong();
    }
    return matches.get(0);
  }

  /** Lower case of ASCII letters only: no other letter may become one of them. */
  private static String asciiLower(String text) {
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < 0x80) {
        lower.setCharAt(i, text.substring(i, i + 1).toLowerCase(Locale.ROOT).charAt(0));
      }
    }
    return lower.toString();
  }

  private static ModelError wrong() {
    return new ModelError(ModelError.Kind.CONVERSION);
  }
}
