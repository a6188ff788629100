package io.hyperparameter.nativebackend;

import static io.hyperparameter.nativebackend.NativeLayout.ENTRY_HASH;
import static io.hyperparameter.nativebackend.NativeLayout.ENTRY_KEY;
import static io.hyperparameter.nativebackend.NativeLayout.ENTRY_KEY_LENGTH;
import static io.hyperparameter.nativebackend.NativeLayout.ENTRY_KEY_REF;
import static io.hyperparameter.nativebackend.NativeLayout.ENTRY_KIND;
import static io.hyperparameter.nativebackend.NativeLayout.ENTRY_SIZE;
import static io.hyperparameter.nativebackend.NativeLayout.ENTRY_TEXT_LENGTH;
import static io.hyperparameter.nativebackend.NativeLayout.ENTRY_VALUE;
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
        + NativeScratch.roomFor(key)
        + (ref instanceof String text ? NativeScratch.roomFor(text) : 0);
  }

  /**
   * Writes the entry at {@code entry}; a text without a UTF-8 form goes as an object.
   *
   * @param knownKey the key's reference, or 0 to lend the library the key
   */
  static void write(
      NativeScratch carrier,
      long entry,
      String key,
      long hash,
      int knownKey,
      int kind,
      long bits,
      @Nullable Object ref,
      Numbering objects) {
    store(entry + ENTRY_HASH, hash);
    if (knownKey != 0) {
      store(entry + ENTRY_KEY, 0);
      store(entry + ENTRY_KEY_LENGTH, (long) knownKey << Integer.SIZE);
    } else {
      store(entry + ENTRY_KEY, carrier.end());
      long length = carrier.append(key);
      if (length > Integer.MAX_VALUE) { // the upper half of the word is not the length's
        throw new IllegalArgumentException(
            "a key of " + length + " bytes as UTF-8; all keys of a context have less than 2 GiB");
      }
      store(entry + ENTRY_KEY_LENGTH, length);
    }
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
    store(entry + ENTRY_KIND, storedKind);
  }

  /** What the library refers to the key by, after a call that took the entry. */
  static int keyRef(long entry) {
    return loadInt(entry + ENTRY_KEY_REF);
  }

  /** Gives an object the number that C++ will know it by. */
  interface Numbering {
    long numberOf(Object object);
  }
}
