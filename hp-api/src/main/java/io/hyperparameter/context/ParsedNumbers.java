package io.hyperparameter.context;

import io.hyperparameter.conversion.Conversions;
import io.hyperparameter.spi.Context;
import org.jspecify.annotations.Nullable;

/**
 * The numbers that texts of one context were read as: numbers given as text, as definitions on a
 * command line are, would be parsed at each read. A text is told by identity: strings do not
 * change, and the storage hands out the same one.
 */
@SuppressWarnings("ReferenceEquality") // see above
final class ParsedNumbers {
  /** Enough for the text parameters of one loop; they are few, and sit apart by hash. */
  private static final int PLACES = 64;

  /** Longer texts are not kept in memory for having been read as numbers. */
  private static final int LONGEST = 256;

  private static final int AS_LONG = 0;
  private static final int AS_DOUBLE = 1;

  private final @Nullable String[] texts = new String[PLACES];
  private final long[] numbers = new long[PLACES];

  /** {@link Conversions#toLong} of a text stored under {@code hash}, remembered. */
  long toLong(Context context, long hash, String text) {
    int at = place(hash, AS_LONG);
    if (texts[at] != text) {
      long number = Conversions.toLong(ApiRules.site(context, hash), text);
      if (text.length() > LONGEST) {
        return number;
      }
      numbers[at] = number;
      texts[at] = text;
    }
    return numbers[at];
  }

  /** {@link Conversions#toDouble} of a text stored under {@code hash}, remembered. */
  double toDouble(Context context, long hash, String text) {
    int at = place(hash, AS_DOUBLE);
    if (texts[at] != text) {
      double number = Conversions.toDouble(ApiRules.site(context, hash), text);
      if (text.length() > LONGEST) {
        return number;
      }
      numbers[at] = Double.doubleToRawLongBits(number);
      texts[at] = text;
    }
    return Double.longBitsToDouble(numbers[at]);
  }

  private static int place(long hash, int wanted) {
    return ((int) hash << 1 | wanted) & (PLACES - 1);
  }
}
