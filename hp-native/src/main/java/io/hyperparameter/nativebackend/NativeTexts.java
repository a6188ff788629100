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

  private long[] ids = new long[FIRST_SIZE];
  private @Nullable String[] texts = new String[FIRST_SIZE];
  private int displaced;

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
    ids[i] = id;
    texts[i] = text;
    return text;
  }

  /** The text whose {@code hp_text} is at {@code address}, decoded anew. */
  static String decoded(long address) {
    int length = NativeMemory.loadInt(address + NativeLayout.TEXT_LENGTH);
    return NativeTable.text(address + NativeLayout.TEXT_BYTES, length);
  }

  private void grow() {
    long[] oldIds = ids;
    @Nullable String[] oldTexts = texts;
    ids = new long[2 * oldIds.length];
    texts = Arrays.copyOf(new String[0], ids.length);
    displaced = 0;
    for (int i = 0; i < oldIds.length; i++) {
      int to = (int) oldIds[i] & (ids.length - 1);
      ids[to] = oldIds[i];
      texts[to] = oldTexts[i];
    }
  }
}
