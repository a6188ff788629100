package io.hyperparameter.nativebackend;

import io.hyperparameter.ParamScope;
import org.bytedeco.javacpp.annotation.Namespace;
import org.bytedeco.javacpp.annotation.NoException;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Raw;

/**
 * The functions of {@code java_binding.h}; the build generates their JNI side with JavaCPP.
 *
 * <p>Addresses and handles are {@code long}, 0 is none; nothing here allocates a Java object. This
 * class loads nothing by itself: {@link NativeLibrary} does, and until it has, every call is an
 * {@link UnsatisfiedLinkError}. Statuses are those of {@link NativeStatus}.
 */
@Platform(include = "java_binding.h", link = "hyperparameter", library = NativeLibrary.JNI_LIBRARY)
@Namespace("hyperparameter::java")
@NoException
final class NativeApi {
  private NativeApi() {}

  static native int abiVersion();

  static native long layoutDescription();

  /** The address of the calling thread's last error in words, NUL-terminated. */
  static native long lastError();

  static native int lastStatus();

  static native long hash(long bytes, long length);

  static native long allocate(long bytes);

  static native void free(long address);

  /** A context over a snapshot; {@code bind}: what the calling OS thread sees from now on. */
  static native long create(long snapshot, boolean bind);

  static native void bind(long context);

  /** Ends a context and frees {@code scratch}. */
  static native void destroy(long context, long scratch);

  /** {@code key}: the reference the context gave for it. */
  static native int put(long context, long hash, int key, int kind, long bits);

  static native int putEntry(long context, long entry);

  static native int clear(long context);

  static native int enter(long context, long entries, long count, boolean isolating);

  static native int enterOne(long context, long hash, int key, int kind, long bits);

  /** Closes levels down to {@code target}; the number of changes collected, or minus a status. */
  static native long exit(long context, long target, boolean collect);

  static native long list(long context);

  static native void look(long context, long hash);

  /** The innermost level that wrote a key: 1 the outermost, 0 the base or none. */
  static native long levelOf(long context, long hash);

  static native long snapshotOf(long context);

  static native long snapshotFrom(long entries, long count);

  static native long snapshotSize(long snapshot);

  static native void snapshotRelease(long snapshot);

  static native void setFrozen(long snapshot);

  /** Lets C++ ask {@link #currentContext}. */
  @Raw(withEnv = true)
  static native void installThreadHook();

  /** False where another class loader of this JVM has installed its hook before. */
  static native boolean isThreadHookInstalled();

  /**
   * Called by C++ on a Java thread that it knows no context of: the context's address, or 0 if this
   * backend is not the one in use.
   */
  @SuppressWarnings("UnusedMethod") // java_binding.h calls it
  private static long currentContext() {
    NativeStorage storage = NativeStorage.ofThisThread();
    if (storage == null) {
      ParamScope.current(); // makes the thread's context
      storage = NativeStorage.ofThisThread();
    }
    return storage == null ? 0 : storage.address();
  }
}
