package io.hyperparameter;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes in which the JVM keeps a String of Latin-1 characters, without a copy.
 *
 * <p>A key is nearly always ASCII, and then these bytes are its UTF-8. Through {@link String} they
 * are to be had only by copying: half of what hashing a key would cost. They are read with {@code
 * sun.misc.Unsafe}, as zero-allocation-hashing does, reached through constant method handles that
 * the JIT compiles to plain loads. Where that is denied, or Strings are kept in another way, there
 * is none, {@link #unavailabilityCause} says why, and {@link KeyHash} encodes. Nobody may write to
 * the bytes.
 */
final class StringBytes {
  private static final byte LATIN1 = 0;

  private static final @Nullable MethodHandle VALUE;
  private static final @Nullable MethodHandle CODER;

  private static final @Nullable Throwable UNAVAILABILITY_CAUSE;

  static {
    MethodHandle value = null;
    MethodHandle coder = null;
    Throwable cause = null;
    try {
      Class<?> type = Class.forName("sun.misc.Unsafe");
      Field instance = type.getDeclaredField("theUnsafe");
      instance.setAccessible(true);
      Object unsafe = instance.get(null);
      value =
          reader(unsafe, "getObject", Object.class, "value")
              .asType(MethodType.methodType(byte[].class, String.class));
      coder =
          reader(unsafe, "getByte", byte.class, "coder")
              .asType(MethodType.methodType(byte.class, String.class));
      if (!areTrue(value, coder)) {
        throw new IllegalStateException("this JVM keeps the characters of a String in another way");
      }
    } catch (Throwable e) { // invoking a handle declares it; KeyHash works without
      value = null;
      coder = null;
      cause = e;
    }
    VALUE = value;
    CODER = coder;
    UNAVAILABILITY_CAUSE = cause;
  }

  private StringBytes() {}

  /** The bytes of this String, one for each character; null if there is no way to see them. */
  static byte @Nullable [] latin1(String text) {
    MethodHandle value = VALUE;
    MethodHandle coder = CODER;
    if (value == null || coder == null) {
      return null;
    }
    try {
      return (byte) coder.invokeExact(text) == LATIN1 ? (byte[]) value.invokeExact(text) : null;
    } catch (Throwable e) {
      throw new IllegalStateException("a field of a String cannot be read", e);
    }
  }

  /** Why there is no way to see the bytes, or null if there is. */
  static @Nullable Throwable unavailabilityCause() {
    return UNAVAILABILITY_CAUSE;
  }

  private static MethodHandle reader(Object unsafe, String get, Class<?> type, String field)
      throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    MethodHandle offset =
        lookup.bind(unsafe, "objectFieldOffset", MethodType.methodType(long.class, Field.class));
    MethodHandle read =
        lookup.bind(unsafe, get, MethodType.methodType(type, Object.class, long.class));
    long at;
    try {
      at = (long) offset.invokeExact(String.class.getDeclaredField(field));
    } catch (Throwable e) {
      throw new ReflectiveOperationException(e);
    }
    return MethodHandles.insertArguments(read, 1, at);
  }

  private static boolean areTrue(MethodHandle value, MethodHandle coder) throws Throwable {
    String plain = "train.lr \u00e9";
    String wide = "train.lr \u20ac";
    return (byte) coder.invokeExact(plain) == LATIN1
        && (byte) coder.invokeExact(wide) != LATIN1
        && Arrays.equals(
            (byte[]) value.invokeExact(plain), plain.getBytes(StandardCharsets.ISO_8859_1));
  }
}
