package io.hyperparameter.conversion;

/**
 * Numbers written as text, by the grammar of rule R2: ASCII digits, a point, an exponent; no
 * blanks, no underscores, no hexadecimal, no locale. Stateless, safe on any thread, linear in the
 * text, allocates nothing but what {@link Double#parseDouble} does.
 */
final class Numerals {
  /** What {@link #wholeOf} gives for text that is no such number; it never is one itself. */
  static final long NOT_WHOLE = Long.MIN_VALUE;

  /** Up to here every whole number is a double of its own. */
  private static final long EXACT_LONG = 1L << 53;

  /** As many digits has {@link #EXACT_LONG}. */
  private static final int EXACT_DIGITS = 16;

  /** More than any text is long, so an exponent beyond it decides by its sign. */
  private static final long HUGE_EXPONENT = 1L << 40;

  private Numerals() {}

  static boolean isSignedDigits(String text) {
    int start = signLength(text);
    return start < text.length() && endOfDigits(text, start) == text.length();
  }

  /** Whether this is a number; {@code Double.parseDouble} alone would take far more. */
  static boolean isNumeral(String text) {
    int start = signLength(text);
    if (isSpecial(text, start)) {
      return true;
    }
    int at = endOfMantissa(text, start);
    if (at == start) {
      return false;
    }
    if (at < text.length() && isExponentMark(text.charAt(at))) {
      int exponent = at + 1;
      if (exponent < text.length() && isSign(text.charAt(exponent))) {
        exponent++;
      }
      at = endOfDigits(text, exponent);
      if (at == exponent) {
        return false;
      }
    }
    return at == text.length();
  }

  /** The value of text that {@link #isNumeral} accepts. */
  static double doubleOf(String text) {
    int start = signLength(text);
    if (!isSpecial(text, start)) {
      return Double.parseDouble(text);
    }
    if (Conversions.equalsIgnoreAsciiCase("nan", text, start)) {
      return Double.NaN;
    }
    return text.charAt(0) == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  /**
   * The whole number of magnitude at most 2^53 that a numeral stands for exactly, before any
   * rounding (rule R1); {@link #NOT_WHOLE} if it stands for none. By its digits, for a double may
   * be whole where what was written is not, or another whole number.
   */
  static long wholeOf(String text) {
    int start = signLength(text);
    if (!isNumeral(text) || isSpecial(text, start)) {
      return NOT_WHOLE;
    }
    int end = endOfMantissa(text, start);
    long digits = 0; // of the mantissa, without the zeros at both ends
    int count = 0;
    long zeros = 0; // seen after the last digit that is not 0
    long behindPoint = 0;
    boolean fraction = false;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c == '.') {
        fraction = true;
        continue;
      }
      behindPoint += fraction ? 1 : 0;
      if (c == '0') {
        zeros++;
        continue;
      }
      count += count == 0 ? 1 : (int) Math.min(zeros + 1, EXACT_DIGITS + 1);
      if (count > EXACT_DIGITS) {
        return NOT_WHOLE; // beyond 2^53, or with a fraction
      }
      digits = digits * (count == 1 ? 1 : powerOfTen(zeros + 1)) + (c - '0');
      zeros = 0;
    }
    if (digits == 0) {
      return 0;
    }
    long exponent = exponentOf(text, end) + zeros - behindPoint;
    if (exponent < 0 || count + exponent > EXACT_DIGITS) {
      return NOT_WHOLE;
    }
    long magnitude = digits * powerOfTen(exponent);
    if (magnitude > EXACT_LONG) {
      return NOT_WHOLE;
    }
    return text.charAt(0) == '-' ? -magnitude : magnitude;
  }

  private static long powerOfTen(long exponent) {
    long power = 1;
    for (long i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  /** The exponent of a numeral whose mantissa ends at {@code end}; 0 if it has none. */
  private static long exponentOf(String text, int end) {
    if (end == text.length()) {
      return 0;
    }
    int at = end + 1;
    boolean negative = text.charAt(at) == '-';
    if (isSign(text.charAt(at))) {
      at++;
    }
    long exponent = 0;
    for (; at < text.length() && exponent < HUGE_EXPONENT; at++) {
      exponent = exponent * 10 + (text.charAt(at) - '0');
    }
    return negative ? -exponent : exponent;
  }

  /** Where the digits, with at most one point among them, end; {@code start} if there are none. */
  private static int endOfMantissa(String text, int start) {
    int at = endOfDigits(text, start);
    int digits = at - start;
    if (at < text.length() && text.charAt(at) == '.') {
      int fraction = at + 1;
      at = endOfDigits(text, fraction);
      digits += at - fraction;
    }
    return digits == 0 ? start : at;
  }

  private static boolean isSpecial(String text, int start) {
    return Conversions.equalsIgnoreAsciiCase("inf", text, start)
        || Conversions.equalsIgnoreAsciiCase("nan", text, start)
        || Conversions.equalsIgnoreAsciiCase("infinity", text, start);
  }

  static int signLength(String text) {
    return !text.isEmpty() && isSign(text.charAt(0)) ? 1 : 0;
  }

  private static boolean isSign(char c) {
    return c == '+' || c == '-';
  }

  private static boolean isExponentMark(char c) {
    return c == 'e' || c == 'E';
  }

  private static int endOfDigits(String text, int start) {
    int at = start;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
