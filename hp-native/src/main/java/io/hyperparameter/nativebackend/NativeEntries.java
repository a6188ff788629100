package io.hyperparameter.nativebackend;

import static io.hyperparameter.nativebackend.NativeLayout.ENTRY_HASH;
import static io.hyperparameter.nativebackend.NativeLayout.ENTRY_KEY;
import static io.hyperparameter.nativebackend.NativeLayout.ENTRY_KIND;
import static io.hyperparameter.nativebackend.NativeLayout.ENTRY_RETAINED;
import static io.hyperparameter.nativebackend.NativeLayout.ENTRY_SIZE;
import static io.hyperparameter.nativebackend.NativeLayout.ENTRY_TEXT_LENGTH;
import static io.hyperparameter.nativebackend.NativeLayout.ENTRY_VALUE;
import static io.hyperparameter.nativebackend.NativeLayout.KEY_BYTES;
import static io.hyperparameter.nativebackend.NativeLayout.KEY_HASH;
import static io.hyperparameter.nativebackend.NativeLayout.KEY_LENT;
import static io.hyperparameter.nativebackend.NativeLayout.KEY_REFS;
import static io.hyperparameter.nativebackend.NativeMemory.load;
import static io.hyperparameter.nativebackend.NativeMemory.loadInt;
import static io.hyperparameter.nativebackend.NativeMemory.store;

import io.hyperparameter.spi.Kind;
import org.jspecify.annotations.Nullable;

/** Values on their way into the library: one {@code hp_entry} each, in scratch memory. */
final class NativeEntries {
  private NativeEntries() {}

  /** The room one entry may need, with its key and its value. */
  static long roomFor(String key, @Nullable Object ref) {
    return ENTRY_SIZE
        + Long.BYTES
        + KEY_BYTES
        + NativeScratch.roomFor(key)
        + (ref instanceof String text ? NativeScratch.roomFor(text) : 0);
  }

  /**
   * Writes the entry at {@code entry}; a text without a UTF-8 form goes as an object.
   *
   * @param block the key's block, or 0 to lend the library the key
   */
  static void write(
      NativeScratch carrier,
      long entry,
      String key,
      long hash,
      long block,
      int kind,
      long bits,
      @Nullable Object ref,
      Numbering objects) {
    // The key first: an error on the way leaves no object behind.
    store(entry + ENTRY_HASH, hash);
    store(entry + ENTRY_KEY, block != 0 ? block : lend(carrier, key, hash));
    int storedKind = kind;
    long value = bits;
    if (kind == Kind.TEXT && ref != null) {
      value = carrier.end();
      long length = carrier.append((String) ref);
      store(entry + ENTRY_TEXT_LENGTH, length);
      storedKind = length < 0 ? Kind.OBJECT : Kind.TEXT;
    }
    if (storedKind == Kind.OBJECT && ref != null) {
      value = objects.numberOf(ref);
    }
    store(entry + ENTRY_VALUE, value);
    store(entry + ENTRY_KIND, storedKind); // the upper half: nothing is retained yet
  }

  private static long lend(NativeScratch carrier, String key, long hash) {
    long block = carrier.take(KEY_BYTES);
    long length = carrier.append(key);
    store(block + KEY_HASH, hash);
    store(block + KEY_REFS, KEY_LENT | (length << Integer.SIZE));
    return block;
  }

  /** The block that the library retained for a key that was lent, or 0. */
  static long retained(long entry) {
    return loadInt(entry + ENTRY_RETAINED) != 0 ? load(entry + ENTRY_KEY) : 0;
  }

  /** The number of the object in an entry, or -1 if it holds none. */
  static long object(long entry) {
    return loadInt(entry + ENTRY_KIND) == Kind.OBJECT ? load(entry + ENTRY_VALUE) : -1;
  }

  /** Gives an object the number that C++ will know it by. */
  interface Numbering {
    long numberOf(Object object);
  }
}
