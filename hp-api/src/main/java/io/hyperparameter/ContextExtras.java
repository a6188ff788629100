package io.hyperparameter;

import io.hyperparameter.spi.ParamStorage;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** What the API keeps with each context that needs it. Used by the owner thread only. */
@SuppressWarnings("ReferenceEquality") // see parsed
class ContextExtras {
  /** Enough for the text parameters of one loop; they are few, and sit apart by hash. */
  private static final int PARSED = 64;

  /** Longer texts are not kept in memory for having been read as numbers. */
  private static final int LONGEST = 256;

  private static final long[] NONE = {};

  private static final int AS_LONG = 0;
  private static final int AS_DOUBLE = 1;

  /** Lazy values that need one another so deep need themselves. */
  private static final int MOST_ASKED = 64;

  private @Nullable ParamScope view;

  private @Nullable Captured captured;

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

  /** The snapshot that was captured when the level of this entry was as entered, if it is used. */
  @Nullable ParamSnapshot captured(long entry) {
    return captured != null && captured.entry == entry ? captured.get() : null;
  }

  void setCaptured(long entry, ParamSnapshot snapshot) {
    captured = new Captured(entry, snapshot);
  }

  /** The view {@link ParamScope#current} gives, made when first asked for. */
  @Nullable ParamScope view() {
    return view;
  }

  void setView(ParamScope view) {
    this.view = view;
  }

  /** At the end of a task: who kept its view cannot use it for the next one. */
  static void retireView(ParamStorage context) {
    if (context.attachment() instanceof ContextExtras extras && extras.view != null) {
      extras.view.retire();
      extras.view = null;
    }
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
  long toLong(ParamStorage context, long hash, String text) {
    int at = place(hash, AS_LONG);
    @Nullable String[] parsed = parsed();
    if (parsed[at] != text) {
      long number = Conversions.toLong(ReadRules.site(context, hash), text);
      if (text.length() > LONGEST) {
        return number;
      }
      numbers[at] = number;
      parsed[at] = text;
    }
    return numbers[at];
  }

  /** {@link Conversions#toDouble} of a text stored under {@code hash}, remembered. */
  double toDouble(ParamStorage context, long hash, String text) {
    int at = place(hash, AS_DOUBLE);
    @Nullable String[] parsed = parsed();
    if (parsed[at] != text) {
      double number = Conversions.toDouble(ReadRules.site(context, hash), text);
      if (text.length() > LONGEST) {
        return number;
      }
      numbers[at] = Double.doubleToRawLongBits(number);
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

  /** A snapshot for as long as it is used, and the number of the entry it was captured in. */
  private static final class Captured extends WeakReference<ParamSnapshot> {
    private final long entry;

    Captured(long entry, ParamSnapshot snapshot) {
      super(snapshot);
      this.entry = entry;
    }
  }
}
