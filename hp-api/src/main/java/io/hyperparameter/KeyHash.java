package io.hyperparameter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReferenceArray;
import net.openhft.hashing.LongHashFunction;
import org.jspecify.annotations.Nullable;

/**
 * The 64-bit hash by which every backend, and C++ code, knows a key: XXH64 with seed 42 over the
 * key's UTF-8 bytes (rule K2).
 *
 * <p>A key is any Unicode text. It is taken as it stands: case counts, nothing is trimmed or
 * normalised, the empty key is a key. The only texts that are no keys are null, text with an
 * unpaired surrogate and text with U+0000 (rule K3); they are rejected, never replaced, because a
 * replacement character would silently name another parameter.
 *
 * <p>Safe on any thread. A key of ASCII characters is hashed where the JVM keeps it ({@link
 * StringBytes}): 17 characters take about 10 ns and nothing is allocated. Others are encoded first,
 * in about 25 ns; that allocates nothing in the long run for keys of up to {@value #SCRATCH_CHARS}
 * characters, and the bytes of longer ones.
 */
public final class KeyHash {
  private static final long SEED = 42;

  /** Keys up to this length are encoded into a reused buffer. */
  static final int SCRATCH_CHARS = 1024;

  /** A char is at most three bytes of UTF-8; a surrogate pair is two chars and four bytes. */
  private static final int SCRATCH_BYTES = 3 * SCRATCH_CHARS;

  /*
   * Idle buffers. A caller takes the one of its stripe by swapping in null, and puts it back when
   * done; a caller that finds null makes a new one. So a buffer has one user at any moment, no
   * caller ever waits, and, unlike with a ThreadLocal, a hundred thousand virtual threads do not
   * own a hundred thousand buffers. The used elements are a cache line apart.
   */
  private static final int STRIPES = 16;
  private static final int STRIDE = 16;
  private static final AtomicReferenceArray<byte @Nullable []> IDLE =
      new AtomicReferenceArray<>(STRIPES * STRIDE);

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final long EACH_ONE = 0x0101010101010101L;
  private static final long EACH_HIGH_BIT = 0x8080808080808080L;

  /** Null where zero-allocation-hashing cannot run; then {@link XxHash64} serves. */
  private static final @Nullable LongHashFunction FAST;

  private static final @Nullable Throwable FALLBACK_CAUSE;

  static {
    // Under --sun-misc-unsafe-memory-access=deny the library dies with an AssertionError at first
    // use; without the jar it is a NoClassDefFoundError. Neither may keep parameters from working.
    LongHashFunction fast = null;
    Throwable cause = null;
    try {
      fast = LongHashFunction.xx(SEED);
      byte[] probe = "0123456789abcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.US_ASCII);
      if (fast.hashBytes(probe, 0, probe.length) != XxHash64.hash(SEED, probe, probe.length)) {
        fast = null;
        cause = new IllegalStateException("zero-allocation-hashing computes another hash");
      }
    } catch (LinkageError | AssertionError | RuntimeException e) {
      fast = null;
      cause = e;
    }
    FAST = fast;
    FALLBACK_CAUSE = cause;
  }

  private KeyHash() {}

  /**
   * The hash of a key, the same on every backend and in C++.
   *
   * @param key the key, not null
   * @return all 64 bits; read it as unsigned when you print it
   * @throws IllegalArgumentException if the key is null or contains an unpaired surrogate or U+0000
   */
  public static long hash(String key) {
    if (key == null) {
      throw nullKey();
    }
    byte[] inPlace = StringBytes.latin1(key);
    return inPlace != null && isPlain(inPlace) ? hash(inPlace, inPlace.length) : hashEncoded(key);
  }

  /** Whether these characters are their own UTF-8 and none of them is U+0000. */
  private static boolean isPlain(byte[] text) {
    int length = text.length;
    long seen = 0;
    if (length >= 8) { // without a loop for most, and what is left over is looked at twice
      seen = seen(text, 0) | seen(text, length - 8);
      if (length > 16) {
        seen |= seen(text, 8) | seen(text, length - 16);
        for (int at = 16; at < length - 16; at += 8) {
          seen |= seen(text, at);
        }
      }
    } else {
      for (byte one : text) {
        seen |= one | (one - 1);
      }
    }
    return (seen & EACH_HIGH_BIT) == 0;
  }

  /** Eight bytes; a high bit is set if one of them is zero (which borrows) or not ASCII. */
  private static long seen(byte[] text, int at) {
    long eight = (long) LONG.get(text, at);
    return eight | (eight - EACH_ONE);
  }

  private static long hashEncoded(String key) {
    int length = key.length();
    if (length > SCRATCH_CHARS) {
      byte[] bytes = requireValid(key).getBytes(StandardCharsets.UTF_8);
      return hash(bytes, bytes.length);
    }
    int stripe = ((int) Thread.currentThread().getId() & (STRIPES - 1)) * STRIDE;
    byte[] scratch = IDLE.getAndSet(stripe, null);
    if (scratch == null) {
      scratch = new byte[SCRATCH_BYTES];
    }
    // A malformed key throws here and loses the buffer; the next caller makes a new one.
    long hash = hash(scratch, encode(key, length, scratch));
    IDLE.setRelease(stripe, scratch);
    return hash;
  }

  /**
   * Checks a key by rule K3 without hashing it.
   *
   * @return the key
   * @throws IllegalArgumentException if the key is null or contains an unpaired surrogate or U+0000
   */
  static String requireValid(@Nullable String key) {
    if (key == null) {
      throw nullKey();
    }
    for (int i = 0, length = key.length(); i < length; i++) {
      char c = key.charAt(i);
      if (c == 0) {
        throw malformed(key, i);
      }
      if (Character.isSurrogate(c)) {
        if (!isPair(key, i, length)) {
          throw malformed(key, i);
        }
        i++;
      }
    }
    return key;
  }

  /** Why zero-allocation-hashing does not serve, or null if it does. */
  static @Nullable Throwable fallbackCause() {
    return FALLBACK_CAUSE;
  }

  private static long hash(byte[] bytes, int length) {
    return FAST != null ? FAST.hashBytes(bytes, 0, length) : XxHash64.hash(SEED, bytes, length);
  }

  private static int encode(String key, int length, byte[] out) {
    for (int i = 0; i < length; i++) {
      char c = key.charAt(i);
      if (c == 0 || c >= 0x80) {
        return encodeFrom(i, key, length, out);
      }
      out[i] = (byte) c;
    }
    return length;
  }

  /** Goes on at the first char that is not plain ASCII; the loop above stays small for the JIT. */
  private static int encodeFrom(int start, String key, int length, byte[] out) {
    int at = start;
    for (int i = start; i < length; i++) {
      char c = key.charAt(i);
      if (c < 0x80) {
        if (c == 0) {
          throw malformed(key, i);
        }
        out[at++] = (byte) c;
      } else if (c < 0x800) {
        out[at++] = (byte) (0xC0 | (c >> 6));
        out[at++] = (byte) (0x80 | (c & 0x3F));
      } else if (!Character.isSurrogate(c)) {
        out[at++] = (byte) (0xE0 | (c >> 12));
        out[at++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        out[at++] = (byte) (0x80 | (c & 0x3F));
      } else if (isPair(key, i, length)) {
        int point = Character.toCodePoint(c, key.charAt(++i));
        out[at++] = (byte) (0xF0 | (point >> 18));
        out[at++] = (byte) (0x80 | ((point >> 12) & 0x3F));
        out[at++] = (byte) (0x80 | ((point >> 6) & 0x3F));
        out[at++] = (byte) (0x80 | (point & 0x3F));
      } else {
        throw malformed(key, i);
      }
    }
    return at;
  }

  private static boolean isPair(String key, int i, int length) {
    return Character.isHighSurrogate(key.charAt(i))
        && i + 1 < length
        && Character.isLowSurrogate(key.charAt(i + 1));
  }

  private static IllegalArgumentException nullKey() {
    return new IllegalArgumentException(
        "a key is null; give the name of a parameter, such as \"train.lr\"");
  }

  private static IllegalArgumentException malformed(String key, int index) {
    String what = key.charAt(index) == 0 ? "U+0000" : "an unpaired surrogate";
    return new IllegalArgumentException(
        "malformed key "
            + ParamText.quote(key)
            + ": "
            + what
            + " at index "
            + index
            + "; remove it, every other Unicode text is a key");
  }
}
