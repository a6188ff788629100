package io.hyperparameter.nativebackend;

/**
 * Native memory that carries keys, texts and entries into a call. It is kept from call to call and
 * only grows; a text in it ends where the next begins.
 */
final class NativeScratch {
  private static final long FIRST_SIZE = 256;

  /** What is kept from call to call; what one call needs beyond it is given back. */
  private static final long KEPT_SIZE = 1 << 16;

  private long address;
  private long size;
  private long used;

  /** What is no longer in use and not yet given back; else 0. */
  private long retired;

  /** Empties it and makes room for {@code bytes} bytes, all that the next call carries. */
  void start(long bytes) {
    used = 0;
    if (bytes > size) {
      long grown =
          bytes > KEPT_SIZE ? bytes : Math.max(bytes, Math.min(KEPT_SIZE, FIRST_SIZE + 2 * size));
      freeRetired();
      long memory = NativeApi.allocate(grown);
      if (memory == 0) {
        throw new OutOfMemoryError("native memory: " + grown + " bytes to pass parameters in");
      }
      replace(memory, grown);
    }
  }

  /** The call is over: gives back what is too much to keep. */
  void finish() {
    if (size > KEPT_SIZE) {
      freeRetired();
      replace(0, 0);
    }
  }

  /** The old memory is out of use before it is given back, so that it is never given back twice. */
  private void replace(long memory, long bytes) {
    retired = address;
    address = memory;
    size = bytes;
    freeRetired();
  }

  private void freeRetired() {
    long memory = retired;
    retired = 0;
    if (memory != 0) {
      NativeApi.free(memory);
    }
  }

  /** The address of {@code bytes} fresh bytes, a multiple of eight. */
  long take(long bytes) {
    long at = (used + 7) & ~7L;
    used = at + bytes;
    return address + at;
  }

  /** Where the next text begins. */
  long end() {
    return address + used;
  }

  /** The room a text may need. */
  static long roomFor(String text) {
    return 3L * text.length() + 8;
  }

  /**
   * Appends a text as UTF-8 (no terminator).
   *
   * @return its length in bytes; -1, with nothing appended, if it has an unpaired surrogate and so
   *     has no UTF-8 form
   */
  long append(String text) {
    long start = address + used;
    long at = start;
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        NativeMemory.storeByte(at++, (byte) c);
      } else if (c < 0x800) {
        NativeMemory.storeByte(at++, (byte) (0xc0 | (c >> 6)));
        NativeMemory.storeByte(at++, continuation(c));
      } else if (!Character.isSurrogate(c)) {
        NativeMemory.storeByte(at++, (byte) (0xe0 | (c >> 12)));
        NativeMemory.storeByte(at++, continuation(c >> 6));
        NativeMemory.storeByte(at++, continuation(c));
      } else if (i + 1 < length && Character.isSurrogatePair(c, text.charAt(i + 1))) {
        int point = Character.toCodePoint(c, text.charAt(++i));
        NativeMemory.storeByte(at++, (byte) (0xf0 | (point >> 18)));
        NativeMemory.storeByte(at++, continuation(point >> 12));
        NativeMemory.storeByte(at++, continuation(point >> 6));
        NativeMemory.storeByte(at++, continuation(point));
      } else {
        return -1;
      }
    }
    used += at - start;
    return at - start;
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | (bits & 0x3f));
  }

  /** Gives the memory back. */
  void free() {
    freeRetired();
    replace(0, 0);
  }

  /** The memory, for someone else to give back. */
  long release() {
    freeRetired();
    long memory = address;
    address = 0;
    size = 0;
    return memory;
  }
}
