package io.hyperparameter.hashing;

import java.nio.charset.StandardCharsets;
import net.openhft.hashing.LongHashFunction;
import org.jspecify.annotations.Nullable;

/**
 * XXH64 by zero-allocation-hashing, for keys that had to be encoded; loaded with the first of them.
 *
 * <p>Plain ASCII does not come here: {@link XxHash64} checks it in the same pass, which the library
 * cannot. Where the library cannot run, {@link XxHash64} serves here, too. Its classes are in our
 * jar, in {@code io.hyperparameter.carried.hashing}: the build renames them and the import below.
 */
public final class LibraryHash {
  private static final @Nullable LongHashFunction LIBRARY;

  private static final @Nullable Throwable FALLBACK_CAUSE;

  static {
    // Under --sun-misc-unsafe-memory-access=deny the library dies with an AssertionError at first
    // use; without jdk.unsupported it is a NoClassDefFoundError. Neither may keep parameters from
    // working.
    LongHashFunction library = null;
    Throwable cause = null;
    try {
      library = LongHashFunction.xx(KeyHash.SEED);
      byte[] probe = "0123456789abcdefghijklmnopqrstuvwxyz".getBytes(StandardCharsets.US_ASCII);
      long expected = XxHash64.hash(KeyHash.SEED, probe, probe.length);
      if (library.hashBytes(probe, 0, probe.length) != expected) {
        library = null;
        cause = new IllegalStateException("zero-allocation-hashing computes another hash");
      }
    } catch (LinkageError | AssertionError | RuntimeException e) {
      library = null;
      cause = e;
    }
    LIBRARY = library;
    FALLBACK_CAUSE = cause;
  }

  private LibraryHash() {}

  /** The hash of {@code bytes[0 .. length)} with {@link KeyHash#SEED}. */
  static long hash(byte[] bytes, int length) {
    LongHashFunction library = LIBRARY;
    return library != null
        ? library.hashBytes(bytes, 0, length)
        : XxHash64.hash(KeyHash.SEED, bytes, length);
  }

  /** {@return why zero-allocation-hashing does not serve, or null if it does} */
  public static @Nullable Throwable fallbackCause() {
    return FALLBACK_CAUSE;
  }
}
