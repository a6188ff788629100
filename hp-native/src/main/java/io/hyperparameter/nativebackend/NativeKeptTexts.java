package io.hyperparameter.nativebackend;

import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Texts that one context keeps in native memory, so that a level which has one can be opened
 * without a call: those of literals and the like. A text is kept when the same String comes the
 * second time; most that are made while the program runs come once.
 */
final class NativeKeptTexts {
  static final long NOT_KEPT = 0;

  /** In an address's place: C++ does not keep this one, and is not asked each time. */
  private static final long REFUSED = -1;

  private static final int PLACES = Integer.highestOneBit(NativeLayout.KEPT_TEXTS);

  private static final int MOST_LOOKS = 4;

  private final ToLongFunction<String> keeping;
  private final @Nullable String[] texts = new String[PLACES];

  /** {@link #NOT_KEPT} for a text that came once. */
  private final long[] addresses = new long[PLACES];

  /** Keeping tells the address of a text in the context's memory, or {@link #NOT_KEPT}. */
  NativeKeptTexts(ToLongFunction<String> keeping) {
    this.keeping = keeping;
  }

  /** The address of its {@code hp_text}, or {@link #NOT_KEPT}. */
  @SuppressWarnings("ReferenceEquality") // equal but not identical ones are not worth a comparison
  long find(String text) {
    if (text.length() > NativeLayout.KEPT_TEXT_LENGTH) {
      return NOT_KEPT;
    }
    int i = text.hashCode() & (PLACES - 1);
    return texts[i] == text ? at(i, text) : findFurther(text, i);
  }

  /** What is kept stays: another one that has its place goes to one of the next, if one is free. */
  @SuppressWarnings("ReferenceEquality")
  private long findFurther(String text, int home) {
    int free = -1;
    for (int look = 0; look < MOST_LOOKS; look++) {
      int i = (home + look) & (PLACES - 1);
      if (texts[i] == text) {
        return at(i, text);
      }
      if (texts[i] == null) { // and none stands behind, as no place gets empty again
        free = i;
        break;
      }
      if (free < 0 && addresses[i] <= NOT_KEPT) {
        free = i;
      }
    }
    if (free >= 0) {
      texts[free] = text;
      addresses[free] = NOT_KEPT;
    }
    return NOT_KEPT;
  }

  private long at(int i, String text) {
    long known = addresses[i];
    return known == NOT_KEPT ? keep(text, i) : Math.max(known, NOT_KEPT);
  }

  private long keep(String text, int i) {
    long address = keeping.applyAsLong(text);
    addresses[i] = address == NOT_KEPT ? REFUSED : address;
    return address;
  }
}
