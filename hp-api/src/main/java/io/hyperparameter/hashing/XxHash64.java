package io.hyperparameter.hashing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * XXH64 in plain Java, by the published specification.
 *
 * <p>A key of plain ASCII is checked as it is hashed, at the price of hashing it alone: every word
 * is in a register already. Stateless, safe on any thread, allocates nothing.
 */
final class XxHash64 {
  private static final long P1 = 0x9E3779B185EBCA87L;
  private static final long P2 = 0xC2B2AE3D27D4EB4FL;
  private static final long P3 = 0x165667B19E3779F9L;
  private static final long P4 = 0x85EBCA77C2B2AE63L;
  private static final long P5 = 0x27D4EB2F165667C5L;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EACH_ONE = 0x0101010101010101L;
  private static final long EACH_HIGH_BIT = 0x8080808080808080L;

  private XxHash64() {}

  /**
   * The hash of {@code bytes[0 .. length)}.
   *
   * @throws IndexOutOfBoundsException if {@code length} exceeds the array
   */
  static long hash(long seed, byte[] bytes, int length) {
    return hash(seed, bytes, length, false);
  }

  /**
   * The hash of text of which each byte is from 1 to 127; 0 for other text, and for the odd text
   * whose hash that is.
   */
  static long hashPlain(long seed, byte[] text) {
    return hash(seed, text, text.length, true);
  }

  /** The last argument is a constant to the JIT, which leaves out what it does not need. */
  private static long hash(long seed, byte[] bytes, int length, boolean plainOnly) {
    int at = 0;
    long hash;
    long seen = 0;
    if (length >= 32) {
      long a = seed + P1 + P2;
      long b = seed + P2;
      long c = seed;
      long d = seed - P1;
      int lastStripe = length - 32;
      do {
        long first = (long) LONG.get(bytes, at);
        long second = (long) LONG.get(bytes, at + 8);
        long third = (long) LONG.get(bytes, at + 16);
        long fourth = (long) LONG.get(bytes, at + 24);
        if (plainOnly) {
          seen |= seen(first) | seen(second) | seen(third) | seen(fourth);
        }
        a = round(a, first);
        b = round(b, second);
        c = round(c, third);
        d = round(d, fourth);
        at += 32;
      } while (at <= lastStripe);
      hash =
          Long.rotateLeft(a, 1)
              + Long.rotateLeft(b, 7)
              + Long.rotateLeft(c, 12)
              + Long.rotateLeft(d, 18);
      hash = merge(hash, a);
      hash = merge(hash, b);
      hash = merge(hash, c);
      hash = merge(hash, d);
    } else {
      hash = seed + P5;
    }
    hash += length;
    for (; at + 8 <= length; at += 8) {
      long word = (long) LONG.get(bytes, at);
      if (plainOnly) {
        seen |= seen(word);
      }
      hash = Long.rotateLeft(hash ^ round(0, word), 27) * P1 + P4;
    }
    if (at + 4 <= length) {
      int word = (int) INT.get(bytes, at);
      if (plainOnly) {
        seen |= word | (word - (int) EACH_ONE);
      }
      hash = Long.rotateLeft(hash ^ ((word & 0xFFFFFFFFL) * P1), 23) * P2 + P3;
      at += 4;
    }
    for (; at < length; at++) {
      byte one = bytes[at];
      if (plainOnly) {
        seen |= one | (one - 1);
      }
      hash = Long.rotateLeft(hash ^ ((one & 0xFF) * P5), 11) * P1;
    }
    if (plainOnly && (seen & EACH_HIGH_BIT) != 0) {
      return 0;
    }
    hash = (hash ^ (hash >>> 33)) * P2;
    hash = (hash ^ (hash >>> 29)) * P3;
    return hash ^ (hash >>> 32);
  }

  /** A high bit is set if one of these eight bytes is zero (which borrows) or not ASCII. */
  private static long seen(long eight) {
    return eight | (eight - EACH_ONE);
  }

  private static long round(long accumulator, long word) {
    return Long.rotateLeft(accumulator + word * P2, 31) * P1;
  }

  private static long merge(long hash, long accumulator) {
    return (hash ^ round(0, accumulator)) * P1 + P4;
  }
}
