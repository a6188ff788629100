package io.hyperparameter.jvm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM keeps in a String and {@link String} does not tell: its bytes without a copy, and
 * whether its hash code was computed.
 *
 * <p>A key is nearly always ASCII, and then its bytes are its UTF-8: copying them would be half of
 * what hashing it costs. A String whose hash code nobody has asked for yet was most likely made for
 * this one call, and computing that code would cost more than the hash of the key.
 *
 * <p>The fields are read with {@code sun.misc.Unsafe}, as zero-allocation-hashing does, reached
 * through constant method handles that the JIT compiles to plain loads. Where that is denied, or
 * Strings are kept in another way, {@link #unavailabilityCause} says why, and everything here
 * answers what costs more and is as right. Safe on any thread; nobody may write to the bytes.
 */
public final class StringInternals {
  private static final byte LATIN1 = 0;

  private static final @Nullable MethodHandle VALUE;
  private static final @Nullable MethodHandle CODER;
  private static final @Nullable MethodHandle HASH;

  private static final @Nullable Throwable UNAVAILABILITY_CAUSE;

  static {
    MethodHandle value = null;
    MethodHandle coder = null;
    MethodHandle hash = null;
    Throwable cause = null;
    try {
      Class<?> type = Class.forName("sun.misc.Unsafe");
      Field instance = type.getDeclaredField("theUnsafe");
      instance.setAccessible(true);
      Object unsafe = instance.get(null);
      value = reader(unsafe, "getObject", Object.class, "value", byte[].class);
      coder = reader(unsafe, "getByte", byte.class, "coder", byte.class);
      hash = reader(unsafe, "getInt", int.class, "hash", int.class);
      if (!areTrue(value, coder, hash)) {
        throw new IllegalStateException("this JVM keeps the characters of a String in another way");
      }
    } catch (Throwable e) { // invoking a handle declares it; all works without
      value = null;
      coder = null;
      hash = null;
      cause = e;
    }
    VALUE = value;
    CODER = coder;
    HASH = hash;
    UNAVAILABILITY_CAUSE = cause;
  }

  private StringInternals() {}

  /**
   * {@return the bytes of a text, one for each character (ISO 8859-1); null if it is not kept so,
   * or cannot be seen}
   *
   * @param text any text, not null
   */
  public static byte @Nullable [] latin1(String text) {
    MethodHandle value = VALUE;
    MethodHandle coder = CODER;
    if (value == null || coder == null) {
      return null;
    }
    try {
      return (byte) coder.invokeExact(text) == LATIN1 ? (byte[]) value.invokeExact(text) : null;
    } catch (RuntimeException | Error e) {
      throw e; // the end of the stack, or of memory
    } catch (Throwable e) {
      throw unreadable(e);
    }
  }

  /**
   * {@return the hash code of a text if it was computed before, or else 0; where that cannot be
   * seen, the hash code}
   *
   * @param text any text, not null
   */
  public static int knownHashCode(String text) {
    MethodHandle hash = HASH;
    if (hash == null) {
      return text.hashCode();
    }
    try {
      return (int) hash.invokeExact(text);
    } catch (RuntimeException | Error e) {
      throw e; // the end of the stack, or of memory
    } catch (Throwable e) {
      throw unreadable(e);
    }
  }

  /** {@return why the fields of a String cannot be seen, or null if they can} */
  public static @Nullable Throwable unavailabilityCause() {
    return UNAVAILABILITY_CAUSE;
  }

  private static IllegalStateException unreadable(Throwable e) {
    return new IllegalStateException("a field of a String cannot be read", e);
  }

  private static MethodHandle reader(
      Object unsafe, String get, Class<?> read, String field, Class<?> type)
      throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    MethodHandle offset =
        lookup.bind(unsafe, "objectFieldOffset", MethodType.methodType(long.class, Field.class));
    MethodHandle reader =
        lookup.bind(unsafe, get, MethodType.methodType(read, Object.class, long.class));
    long at;
    try {
      at = (long) offset.invokeExact(String.class.getDeclaredField(field));
    } catch (Throwable e) {
      throw new ReflectiveOperationException(e);
    }
    return MethodHandles.insertArguments(reader, 1, at)
        .asType(MethodType.methodType(type, String.class));
  }

  private static boolean areTrue(MethodHandle value, MethodHandle coder, MethodHandle hash)
      throws Throwable {
    String plain = new String(new char[] {'l', 'r', '\u00e9'});
    String wide = "lr\u20ac";
    return (byte) coder.invokeExact(plain) == LATIN1
        && (byte) coder.invokeExact(wide) != LATIN1
        && Arrays.equals(
            (byte[]) value.invokeExact(plain), plain.getBytes(StandardCharsets.ISO_8859_1))
        && (int) hash.invokeExact(plain) == 0
        && plain.hashCode() == (int) hash.invokeExact(plain);
  }
}
