package io.hyperparameter.nativebackend;

import org.jspecify.annotations.Nullable;

/**
 * Texts that one context keeps in native memory, so that a level which has one can be opened
 * without a call: those of literals and the like. A text is kept when the same String comes the
 * second time; most that are made while the program runs come once.
 */
final class NativeKeptTexts {
  private static final int PLACES = Integer.highestOneBit(NativeLayout.KEPT_TEXTS);
  static final long NOT_KEPT = 0;

  private final NativeWriter writer;
  private final @Nullable String[] texts = new String[PLACES];

  /** {@link #NOT_KEPT} for a text that came once. */
  private final long[] addresses = new long[PLACES];

  NativeKeptTexts(NativeWriter writer) {
    this.writer = writer;
  }

  /** The address of its {@code hp_text}, or {@link #NOT_KEPT}. */
  @SuppressWarnings("ReferenceEquality") // equal but not identical ones are not worth a comparison
  long find(String text) {
    if (text.length() > NativeLayout.KEPT_TEXT_LENGTH) {
      return NOT_KEPT;
    }
    int i = text.hashCode() & (PLACES - 1);
    if (texts[i] != text) {
      if (addresses[i] == NOT_KEPT) {
        texts[i] = text;
      }
      return NOT_KEPT;
    }
    long known = addresses[i];
    return known != NOT_KEPT ? known : keep(text, i);
  }

  private long keep(String text, int i) {
    long address = writer.keptText(text);
    addresses[i] = address;
    return address;
  }
}
