package io.hyperparameter.text;

import java.math.BigDecimal;

/** What a stored {@link BigDecimal} reads as without loss. Stateless and safe on any thread. */
public final class Decimals {
  /** The most digits of a long, and more than a double can keep. */
  private static final int MOST_DIGITS = 19;

  /** Beyond it, plain notation would flood whatever shows it. */
  private static final int MOST_PLAIN = 400;

  private Decimals() {}

  /** Whether this is a whole number of 64 bits; costs little, whatever the exponent. */
  public static boolean isLong(BigDecimal number) {
    if (number.signum() == 0) {
      return true;
    }
    long integerDigits = (long) number.precision() - number.scale();
    if (integerDigits < 1 || integerDigits > MOST_DIGITS) {
      return false;
    }
    try {
      return number.longValueExact() == number.longValue();
    } catch (ArithmeticException e) {
      return false; // a fraction, or beyond 64 bits
    }
  }

  /**
   * Whether the nearest double says the same: all its digits are among the ones a double is printed
   * with, as those of 0.1 are, or it is exactly that double.
   */
  public static boolean isDouble(BigDecimal number) {
    double nearest = number.doubleValue();
    if (Double.isInfinite(nearest) || (nearest == 0 && number.signum() != 0)) {
      return false;
    }
    return new BigDecimal(ParamText.of(nearest)).compareTo(number) == 0
        || new BigDecimal(nearest).compareTo(number) == 0;
  }

  /** Digits, without zeros at the end of a fraction; with an exponent only if it is giant. */
  public static String toText(BigDecimal number) {
    BigDecimal plain = number.stripTrailingZeros();
    return Math.abs((long) plain.scale()) <= MOST_PLAIN ? plain.toPlainString() : plain.toString();
  }
}
