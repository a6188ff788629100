package io.hyperparameter.config;

import java.math.BigInteger;

/** Numbers as they are written in files. Stateless. */
final class Numbers {
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
    return new Node.Scalar(value, written, origin);
  }
}
