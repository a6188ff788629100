package io.hyperparameter;

import io.hyperparameter.spi.ParamStorage;
import org.jspecify.annotations.Nullable;

/** What the API keeps with each context that needs it. Used by the owner thread only. */
@SuppressWarnings("ReferenceEquality") // see parsed
final class ContextExtras {
  /** Enough for the text parameters of one loop; they are few, and sit apart by hash. */
  private static final int PARSED = 64;

  private static final long[] NONE = {};

  private static final int AS_LONG = 0;
  private static final int AS_DOUBLE = 1;

  /** Lazy values that need one another so deep need themselves. */
  private static final int MOST_ASKED = 64;

  private @Nullable ParamScope view;

  /** Lazy values that are being asked now, each by the one before. */
  private int asked;

  // Numbers given as text, as definitions on a command line are, would be parsed at each read.
  // A text is told by identity: strings do not change, and the storage hands out the same one.
  private @Nullable String @Nullable [] parsed;
  private long[] numbers = NONE;

  static ContextExtras of(ParamStorage context) {
    if (context.attachment() instanceof ContextExtras extras) {
      return extras;
    }
    ContextExtras extras = new ContextExtras();
    context.attach(extras);
    return extras;
  }

  /** The view {@link ParamScope#current} gives, made when first asked for. */
  @Nullable ParamScope view() {
    return view;
  }

  void setView(ParamScope view) {
    this.view = view;
  }

  /** Before a lazy value is asked; false if it must not be. */
  boolean begin() {
    return asked < MOST_ASKED && ++asked > 0;
  }

  /** After it was asked. */
  void end() {
    asked--;
  }

  /** {@link Conversions#toLong} of a text stored under {@code hash}, remembered. */
  long toLong(ReadSite site, long hash, String text) {
    int at = place(hash, AS_LONG);
    @Nullable String[] parsed = parsed();
    if (parsed[at] != text) {
      numbers[at] = Conversions.toLong(site, text);
      parsed[at] = text;
    }
    return numbers[at];
  }

  /** {@link Conversions#toDouble} of a text stored under {@code hash}, remembered. */
  double toDouble(ReadSite site, long hash, String text) {
    int at = place(hash, AS_DOUBLE);
    @Nullable String[] parsed = parsed();
    if (parsed[at] != text) {
      numbers[at] = Double.doubleToRawLongBits(Conversions.toDouble(site, text));
      parsed[at] = text;
    }
    return Double.longBitsToDouble(numbers[at]);
  }

  private @Nullable String[] parsed() {
    @Nullable String[] known = parsed;
    if (known == null) {
      parsed = known = new String[PARSED];
      numbers = new long[PARSED];
    }
    return known;
  }

  private static int place(long hash, int wanted) {
    return ((int) hash << 1 | wanted) & (PARSED - 1);
  }
}
