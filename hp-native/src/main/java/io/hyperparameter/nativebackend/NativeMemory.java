package io.hyperparameter.nativebackend;

import io.hyperparameter.jvm.StringInternals;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Memory outside the Java heap by its address. The only class that touches it.
 *
 * <p>Through {@code sun.misc.Unsafe} where nothing more is said of that: the JVM warns once, and
 * has done so for {@link StringInternals} if it does. Else, as where Unsafe is denied, through a
 * {@code MemorySegment} of all memory, which needs no flag but the one that loading a library needs
 * anyway; it checks each address, which makes a read a fifth and a scope half as dear again. Both
 * are reached through constant method handles: the JIT compiles them to the load or store, one
 * class file serves every JDK, from a directory as well as from a jar, and the build needs no
 * second JDK.
 *
 * <p>Nothing is checked: a wrong address ends the process.
 */
final class NativeMemory {
  private static final VarHandle LONGS_OF_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final @Nullable Throwable UNAVAILABLE;
  private static final MethodHandle GET_LONG;
  private static final MethodHandle PUT_LONG;
  private static final MethodHandle GET_INT;
  private static final MethodHandle GET_BYTE;
  private static final MethodHandle PUT_BYTE;

  static {
    MethodHandle[] handles = new MethodHandle[5];
    Throwable unavailable = null;
    try {
      handles = isUnsafeQuiet() ? throughUnsafe() : throughSegment();
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      unavailable = e;
    }
    UNAVAILABLE = unavailable;
    GET_LONG = handles[0];
    PUT_LONG = handles[1];
    GET_INT = handles[2];
    GET_BYTE = handles[3];
    PUT_BYTE = handles[4];
  }

  private NativeMemory() {}

  /** Whether Unsafe may be used without another warning than that of {@link StringInternals}. */
  private static boolean isUnsafeQuiet() {
    if (Runtime.version().feature() < 22) {
      return true; // there is nothing else
    }
    boolean tellsEachCall = "debug".equals(System.getProperty("sun.misc.unsafe.memory.access"));
    return !tellsEachCall && StringInternals.unavailabilityCause() == null;
  }

  /** Why this JVM gives no access; null if it does. Until it is asked, call nothing else. */
  static @Nullable Throwable unavailabilityCause() {
    return UNAVAILABLE;
  }

  static long load(long address) {
    try {
      return (long) GET_LONG.invokeExact(address);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static void store(long address, long value) {
    try {
      PUT_LONG.invokeExact(address, value);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static int loadInt(long address) {
    try {
      return (int) GET_INT.invokeExact(address);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static byte loadByte(long address) {
    try {
      return (byte) GET_BYTE.invokeExact(address);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  static void storeByte(long address, byte value) {
    try {
      PUT_BYTE.invokeExact(address, value);
    } catch (Throwable e) {
      throw failed(e);
    }
  }

  /** A copy of {@code length} bytes. */
  static byte[] copy(long address, int length) {
    byte[] bytes = new byte[length];
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      LONGS_OF_BYTES.set(bytes, i, load(address + i));
    }
    for (; i < length; i++) {
      bytes[i] = loadByte(address + i);
    }
    return bytes;
  }

  /** A copy of the bytes up to the first NUL. */
  static byte[] copy(long address) {
    int length = 0;
    while (loadByte(address + length) != 0) {
      length++;
    }
    return copy(address, length);
  }

  private static MethodHandle[] throughUnsafe() throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Unsafe");
    Field instance = type.getDeclaredField("theUnsafe");
    instance.setAccessible(true);
    Object unsafe = instance.get(null);
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    return new MethodHandle[] {
      lookup.bind(unsafe, "getLong", MethodType.methodType(long.class, long.class)),
      lookup.bind(unsafe, "putLong", MethodType.methodType(void.class, long.class, long.class)),
      lookup.bind(unsafe, "getInt", MethodType.methodType(int.class, long.class)),
      lookup.bind(unsafe, "getByte", MethodType.methodType(byte.class, long.class)),
      lookup.bind(unsafe, "putByte", MethodType.methodType(void.class, long.class, byte.class)),
    };
  }

  private static MethodHandle[] throughSegment() throws ReflectiveOperationException {
    Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
    Object everything =
        segment
            .getMethod("reinterpret", long.class)
            .invoke(segment.getField("NULL").get(null), Long.MAX_VALUE);
    VarHandle longs = handle("JAVA_LONG_UNALIGNED");
    VarHandle ints = handle("JAVA_INT_UNALIGNED");
    VarHandle bytes = handle("JAVA_BYTE");
    return new MethodHandle[] {
      at(everything, longs.toMethodHandle(VarHandle.AccessMode.GET)),
      at(everything, longs.toMethodHandle(VarHandle.AccessMode.SET)),
      at(everything, ints.toMethodHandle(VarHandle.AccessMode.GET)),
      at(everything, bytes.toMethodHandle(VarHandle.AccessMode.GET)),
      at(everything, bytes.toMethodHandle(VarHandle.AccessMode.SET)),
    };
  }

  private static VarHandle handle(String layout) throws ReflectiveOperationException {
    Class<?> layouts = Class.forName("java.lang.foreign.ValueLayout");
    Object value = layouts.getField(layout).get(null);
    return (VarHandle) layouts.getMethod("varHandle").invoke(value);
  }

  private static MethodHandle at(Object segment, MethodHandle access) {
    return MethodHandles.insertArguments(access, 0, segment);
  }

  private static RuntimeException failed(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
  }
}
