package io.hyperparameter.config;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers as they are written in files. Stateless. */
final class Numbers {
  private static final double LONG_LIMIT = 0x1p63;

  /** More than any text is long. */
  private static final long HUGE_EXPONENT = 1L << 40;

  private Numbers() {}

  /** A whole number in decimal digits; one outside 64 bits stays text (rule V1). */
  static Node.Scalar decimal(String digits, String written, ConfigOrigin origin) {
    try {
      return new Node.Scalar(Long.valueOf(digits), written, origin);
    } catch (NumberFormatException e) {
      return Node.Scalar.ofText(written, origin);
    }
  }

  /** A whole number in hexadecimal or octal digits. */
  static Node.Scalar whole(String digits, int radix, String written, ConfigOrigin origin) {
    BigInteger value = new BigInteger(digits, radix);
    return value.bitLength() < Long.SIZE
        ? new Node.Scalar(value.longValue(), written, origin)
        : Node.Scalar.ofText(written, origin);
  }

  /** A number with a point or exponent, which must be one that a double can hold. */
  static Node.Scalar finite(String written, ConfigOrigin origin, Reading reading) {
    double value = Double.parseDouble(written);
    if (Double.isInfinite(value)) {
      reading.wrong(
          origin,
          Messages.quote(written)
              + " is beyond the range of a double; give a smaller number, or quote it as text");
    }
    return fraction(written, value, written, origin);
  }

  /**
   * A number with a point or exponent. One stays text whose double is another number that would be
   * read as a long: whole, where what was written is not, or not by all of its digits. As a double,
   * text reads as the same one. What is too small for a double is 0 (rule R2).
   *
   * @param digits as written, without underscores
   */
  static Node.Scalar fraction(String digits, double value, String written, ConfigOrigin origin) {
    return value != 0
            && value == Math.rint(value)
            && value >= -LONG_LIMIT
            && value < LONG_LIMIT
            && !isExactly(digits, new BigDecimal(value).toBigInteger().abs().toString())
        ? Node.Scalar.ofText(digits, origin)
        : new Node.Scalar(value, written, origin);
  }

  /** Whether a decimal has this magnitude; in time linear in its length, as BigDecimal is not. */
  private static boolean isExactly(String decimal, String magnitude) {
    StringBuilder digits = new StringBuilder(); // without the zeros at its begin
    long behindPoint = 0;
    boolean fraction = false;
    int at = 0;
    for (; at < decimal.length() && "eE".indexOf(decimal.charAt(at)) < 0; at++) {
      char c = decimal.charAt(at);
      fraction |= c == '.';
      if (c >= '0' && c <= '9') {
        behindPoint += fraction ? 1 : 0;
        if (c != '0' || digits.length() > 0) {
          digits.append(c);
        }
      }
    }
    int count = withoutZeros(digits);
    int wanted = withoutZeros(magnitude);
    long zeros = digits.length() - count + exponent(decimal, at) - behindPoint;
    return digits.substring(0, count).equals(magnitude.substring(0, wanted))
        && zeros == magnitude.length() - wanted;
  }

  private static int withoutZeros(CharSequence digits) {
    int end = digits.length();
    while (end > 0 && digits.charAt(end - 1) == '0') {
      end--;
    }
    return end;
  }

  /** What stands behind the mark; no more than decides by its sign. */
  private static long exponent(String decimal, int mark) {
    long exponent = 0;
    for (int i = mark + 1; i < decimal.length(); i++) {
      char c = decimal.charAt(i);
      if (c >= '0' && c <= '9') {
        exponent = Math.min(exponent * 10 + (c - '0'), HUGE_EXPONENT);
      }
    }
    boolean negative = mark + 1 < decimal.length() && decimal.charAt(mark + 1) == '-';
    return negative ? -exponent : exponent;
  }
}
