package io.hyperparameter.nativebackend;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the Strings of texts one context read, so that reading a text again decodes nothing and
 * allocates nothing. The id of a text is never given to another one: an entry cannot be stale.
 */
final class NativeTexts {
  private static final int FIRST_SIZE = 8;
  private static final int LAST_SIZE = 512;

  /** So many characters are remembered, and one text of any length. */
  private static final int MOST_CHARACTERS = 1 << 18;

  /** So many are kept when a scope is left, whose texts nobody will ask for again. */
  private static final int KEPT_CHARACTERS = 1 << 14;

  private long[] ids = new long[FIRST_SIZE];
  private @Nullable String[] texts = new String[FIRST_SIZE];
  private int displaced;
  private long characters;

  /** The text whose {@code hp_text} is at {@code address}. */
  String at(long address) {
    long id = NativeMemory.load(address + NativeLayout.TEXT_ID);
    int i = (int) id & (ids.length - 1);
    String text = texts[i];
    return text != null && ids[i] == id ? text : decode(address, id);
  }

  private String decode(long address, long id) {
    String text = decoded(address);
    int i = (int) id & (ids.length - 1);
    if (texts[i] != null && ++displaced > ids.length && ids.length < LAST_SIZE) {
      grow();
      i = (int) id & (ids.length - 1);
    }
    String before = texts[i];
    long now = characters + text.length() - (before == null ? 0 : before.length());
    if (now > MOST_CHARACTERS) {
      forget();
      now = text.length();
    }
    ids[i] = id;
    texts[i] = text;
    characters = now;
    return text;
  }

  /** A level was left. */
  void left() {
    if (characters > KEPT_CHARACTERS) {
      forget();
    }
  }

  private void forget() {
    Arrays.fill(texts, null);
    characters = 0;
  }

  /** The text whose {@code hp_text} is at {@code address}, decoded anew. */
  static String decoded(long address) {
    int length = NativeMemory.loadInt(address + NativeLayout.TEXT_LENGTH);
    return NativeTable.text(address + NativeLayout.TEXT_BYTES, length);
  }

  /** Both arrays or none. */
  private void grow() {
    int size = 2 * ids.length;
    long[] moreIds = new long[size];
    @Nullable String[] moreTexts = new String[size];
    for (int i = 0; i < ids.length; i++) {
      int to = (int) ids[i] & (size - 1);
      moreIds[to] = ids[i];
      moreTexts[to] = texts[i];
    }
    ids = moreIds;
    texts = moreTexts;
    displaced = 0;
  }
}
