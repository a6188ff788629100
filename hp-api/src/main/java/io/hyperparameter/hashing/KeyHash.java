package io.hyperparameter.hashing;

import io.hyperparameter.jvm.StringInternals;
import io.hyperparameter.text.ParamText;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReferenceArray;
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
 * <p>Every hash of a key is computed here. Who is asked for the same Strings again and again has
 * their hashes from the memory of the context ({@code Context.hashOf}), which comes here for those
 * it does not know, by the only method of {@code ContextRules} that tells of keys: storage knows
 * nothing of this package.
 *
 * <p>Safe on any thread. A key of ASCII characters is hashed where the JVM keeps it ({@link
 * StringInternals}): 17 characters take about 9 ns and nothing is allocated. Others are encoded
 * first, in about 35 ns; that allocates nothing in the long run for keys of up to {@value
 * #SCRATCH_CHARS} characters, and the bytes of longer ones.
 */
public final class KeyHash {
  static final long SEED = 42;

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
    byte[] inPlace = StringInternals.latin1(key);
    long hash = inPlace == null ? 0 : XxHash64.hashPlain(SEED, inPlace);
    return hash != 0 ? hash : hashEncoded(key);
  }

  /**
   * {@return the {@link #hash} by nothing but this library's own Java, for {@code
   * ParamEntry.hashOf}}
   *
   * @param key the key, not null
   * @throws IllegalArgumentException if the key is null or contains an unpaired surrogate or U+0000
   */
  public static long hashPlainly(String key) {
    byte[] bytes = requireValid(key).getBytes(StandardCharsets.UTF_8);
    return XxHash64.hash(SEED, bytes, bytes.length);
  }

  private static long hashEncoded(String key) {
    int length = key.length();
    if (length > SCRATCH_CHARS) {
      byte[] bytes = requireValid(key).getBytes(StandardCharsets.UTF_8);
      return LibraryHash.hash(bytes, bytes.length);
    }
    int stripe = ((int) Thread.currentThread().getId() & (STRIPES - 1)) * STRIDE;
    byte[] scratch = IDLE.getAndSet(stripe, null);
    if (scratch == null) {
      scratch = new byte[SCRATCH_BYTES];
    }
    // A malformed key throws here and loses the buffer; the next caller makes a new one.
    long hash = LibraryHash.hash(scratch, encode(key, length, scratch));
    IDLE.setRelease(stripe, scratch);
    return hash;
  }

  /**
   * Checks a key by rule K3 without hashing it.
   *
   * @param key the key
   * @return the key
   * @throws IllegalArgumentException if the key is null or contains an unpaired surrogate or U+0000
   */
  public static String requireValid(@Nullable String key) {
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
